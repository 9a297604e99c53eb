using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Jobs;

namespace Firecrest.Client.Polling;

/// <summary>What one request, or a list and the reads of what it lacks, told about jobs.</summary>
internal sealed class Looks
{
    private readonly JobTable _jobs;
    private readonly Dictionary<string, FirecrestException> _failures = new(StringComparer.Ordinal);

    public Looks(string systemName, IReadOnlyList<JobInfo> listed)
    {
        SystemName = systemName;
        Listed = listed;
        _jobs = new JobTable(listed);
    }

    public string SystemName { get; }

    /// <summary>The list, for those who asked for everything.</summary>
    public IReadOnlyList<JobInfo> Listed { get; }

    /// <summary>Whether the tasks of arrays have ids of their own on the system; null as long as that is of no interest.</summary>
    public bool? NumbersTasksAnew { get; set; }

    /// <summary>True when it is not known and of interest whether tasks have ids of their own: whether an end is one, or a task can be found.</summary>
    public bool MayNumberTasksAnew(List<JobId> asked) => NumbersTasksAnew is null && asked.Exists(id => _jobs.IsDoubtful(id) || _jobs.LacksTask(id));

    /// <summary>The jobs of which nothing certain is known yet.</summary>
    public List<string> Lacking(IEnumerable<JobId> asked) => _jobs.Lacking(asked, NumbersTasksAnew ?? false);

    /// <summary>All rows that the server gave for a job: those of an array may have ids of their own.</summary>
    public void Add(string baseId, IReadOnlyList<JobInfo> rows) => _jobs.Complete(baseId, rows);

    public void Add(string baseId, FirecrestException failure)
    {
        if (IsUnknown(failure) && _jobs.Find(baseId) is { } listed)
        {
            // Nobody knows more of it than the list.
            listed.IsComplete = true;
            return;
        }

        _failures[baseId] = failure;
    }

    /// <summary>The rows of a job, an array or a task: none for one that the scheduler does not know, null when it was not looked for this time.</summary>
    /// <exception cref="FirecrestException">They could not be read.</exception>
    public IReadOnlyList<JobInfo>? Rows(string jobId)
    {
        var (rows, failure) = Tell(JobId.Read(jobId), jobId);
        return failure is null ? rows : IsUnknown(failure) ? [] : throw failure;
    }

    /// <summary>The job, or why it is not there; neither when it was not looked for this time.</summary>
    public (JobInfo? Job, FirecrestException? Failure) Find(string jobId)
    {
        var (rows, failure) = Tell(JobId.Read(jobId), jobId);
        return (rows is null ? null : JobRows.Summarise(jobId, rows), failure);
    }

    private (IReadOnlyList<JobInfo>? Rows, FirecrestException? Failure) Tell(JobId asked, string jobId)
    {
        if (_jobs.Find(asked.Base) is not { } job || !job.Tells(asked) || (NumbersTasksAnew == true && _jobs.IsDoubtful(asked)))
        {
            return (null, _failures.GetValueOrDefault(asked.Base));
        }

        return job.Matching(jobId) is { Count: > 0 } rows ? (rows, null)
            : (null, NumbersTasksAnew == true ? JobRows.NumberedAnew(SystemName, asked) : Unknown(SystemName, jobId));
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

    private static bool IsUnknown(FirecrestException failure) => failure is FirecrestApiException { ErrorCode: var code } && code == FirecrestErrorCode.JobNotFound;
}
