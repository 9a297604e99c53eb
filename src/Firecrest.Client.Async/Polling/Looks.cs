using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>What one request, or a list and the reads of what it lacks, told about jobs.</summary>
internal sealed class Looks
{
    private readonly string _systemName;
    private readonly Dictionary<string, List<JobInfo>> _rows;
    private readonly Dictionary<string, FirecrestException> _failures = new(StringComparer.Ordinal);

    public Looks(string systemName, IReadOnlyList<JobInfo> listed)
    {
        _systemName = systemName;
        Listed = listed;
        _rows = new(listed.Count, StringComparer.Ordinal);
        Add(listed);
    }

    /// <summary>The list, for those who asked for everything.</summary>
    public IReadOnlyList<JobInfo> Listed { get; }

    public bool Knows(string baseId) => _rows.ContainsKey(baseId) || _failures.ContainsKey(baseId);

    public void Add(IReadOnlyList<JobInfo> rows)
    {
        foreach (var row in rows)
        {
            Group(JobId.Read(row.JobId).Base).Add(row);
        }
    }

    /// <summary>Rows that the server gave for an id: those of an array may have ids of their own.</summary>
    public void Add(string baseId, IReadOnlyList<JobInfo> rows) => Group(baseId).AddRange(rows);

    public void Add(string baseId, FirecrestException failure) => _failures[baseId] = failure;

    /// <summary>The rows of a job, an array or a task; none for one that the scheduler does not know.</summary>
    /// <exception cref="FirecrestException">They could not be read.</exception>
    public IEnumerable<JobInfo> Rows(string jobId)
    {
        var baseId = JobId.Read(jobId).Base;
        return _rows.TryGetValue(baseId, out var group) ? JobRows.Answering(jobId, group)
            : _failures.TryGetValue(baseId, out var failure) && !IsUnknown(failure) ? throw failure
            : [];
    }

    /// <summary>The job, or why it is not there; neither when it was not looked for this time.</summary>
    public (JobInfo? Job, FirecrestException? Failure) Find(string jobId)
    {
        var baseId = JobId.Read(jobId).Base;
        if (!_rows.TryGetValue(baseId, out var group))
        {
            return (null, _failures.GetValueOrDefault(baseId));
        }

        // Of an array, whose base is another text, the row of a task.
        if (group.Count == 1 || jobId != baseId)
        {
            if (group.Find(row => row.JobId == jobId) is { } exact)
            {
                return (exact, null);
            }
        }

        IReadOnlyList<JobInfo> rows = [.. JobRows.Answering(jobId, group)];
        return rows.Count > 0 ? (JobRows.Summarise(jobId, rows), null) : (null, Unknown(_systemName, jobId));
    }

    public static FirecrestNotFoundException Unknown(string systemName, string jobId) => new(new FirecrestApiFailure
    {
        StatusCode = HttpStatusCode.OK,
        ErrorCode = FirecrestErrorCode.JobNotFound,
        ServerMessage = $"the scheduler of {systemName} does not tell of job {jobId}",
        Method = "GET",
        Path = "/compute",
    })
    { Outcome = OutcomeClass.Refused };

    private List<JobInfo> Group(string baseId)
    {
        if (!_rows.TryGetValue(baseId, out var group))
        {
            _rows[baseId] = group = new(1);
        }

        return group;
    }

    private static bool IsUnknown(FirecrestException failure) => failure is FirecrestApiException { ErrorCode: var code } && code == FirecrestErrorCode.JobNotFound;
}
