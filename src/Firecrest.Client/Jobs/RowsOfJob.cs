namespace Firecrest.Client.Jobs;

/// <summary>The rows that a scheduler gave for one job or array; a task's is found without looking through all of them.</summary>
internal sealed class RowsOfJob
{
    private readonly List<JobInfo> _rows = new(1);
    private Dictionary<JobId, JobInfo>? _parts;
    private List<(JobId Id, JobInfo Row)>? _waiting;

    public IReadOnlyList<JobInfo> All => _rows;

    /// <summary>True of rows that were asked for by the id. A list lacks what ended long ago, and tasks that have other ids.</summary>
    public bool IsComplete { get; set; }

    /// <summary>True when the job is over as far as one row of the job's own id tells.</summary>
    public bool IsOneEnd => _rows is [{ State.IsTerminal: true }] && _parts is null && _waiting is null;

    public void Add(JobInfo row) => Add(JobId.Read(row.JobId), row);

    public void Add(JobId id, JobInfo row)
    {
        _rows.Add(row);
        if (id.WaitingTasks is not null)
        {
            (_waiting ??= []).Add((id, row));
        }
        else if (!id.IsWholeJob)
        {
            (_parts ??= []).TryAdd(id, row);
        }
    }

    /// <summary>Whether these rows are enough to answer for the job, the array or the task. The end of an array is only certain from all rows.</summary>
    public bool Tells(JobId asked)
        => IsComplete || (asked.IsWholeJob ? IsOneEnd || _rows.Exists(static row => !row.State.IsTerminal) : HasRowOf(asked));

    public bool HasRowOf(JobId task) => Find(task) is not null;

    /// <summary>The rows that a caller means by an id: one job, every task of an array, or one task.</summary>
    public IReadOnlyList<JobInfo> Matching(string jobId)
    {
        var asked = JobId.Read(jobId);
        return asked.IsWholeJob ? _rows
            : Find(asked) is not { } row ? []
            : [string.Equals(row.JobId, jobId, StringComparison.Ordinal) ? row : row with { JobId = jobId }];
    }

    /// <summary>The row of a task: its own, else that of the tasks that wait together.</summary>
    private JobInfo? Find(JobId asked)
        => _parts?.GetValueOrDefault(asked) ?? _waiting?.Find(one => one.Id.Covers(asked)).Row;
}
