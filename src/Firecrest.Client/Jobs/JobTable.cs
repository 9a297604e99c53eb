namespace Firecrest.Client.Jobs;

/// <summary>Rows of many jobs, by job.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<string, RowsOfJob> _jobs;

    public JobTable(IReadOnlyList<JobInfo> rows)
    {
        _jobs = new(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var id = JobId.Read(row.JobId);
            if (!_jobs.TryGetValue(id.Base, out var job))
            {
                _jobs[id.Base] = job = new RowsOfJob();
            }

            job.Add(id, row);
        }
    }

    public RowsOfJob? Find(string baseId) => _jobs.GetValueOrDefault(baseId);

    /// <summary>The rows that a caller means by an id; none when there is no such job.</summary>
    public IReadOnlyList<JobInfo> Matching(string jobId) => Find(JobId.Read(jobId).Base)?.Matching(jobId) ?? [];

    /// <summary>Takes in all that the server gave for a job: the tasks of an array may have ids of their own.</summary>
    public void Complete(string baseId, IReadOnlyList<JobInfo> rows)
    {
        var job = _jobs[baseId] = new RowsOfJob { IsComplete = true };
        foreach (var row in rows)
        {
            job.Add(row);
        }
    }

    /// <summary>The jobs of which a list does not tell enough to answer for the ids.</summary>
    /// <param name="asked">The ids.</param>
    /// <param name="numbersTasksAnew">Over REST tasks have ids of their own, so that the end of one may look like that of its array.</param>
    public List<string> Lacking(IEnumerable<JobId> asked, bool numbersTasksAnew)
        => [.. asked.Where(id => Find(id.Base) is not { } job || !job.Tells(id) || (numbersTasksAnew && IsDoubtful(id))).Select(static id => id.Base).Distinct()];

    /// <summary>True of the end of a whole job that is an end only where tasks have the id of their array.</summary>
    public bool IsDoubtful(JobId asked) => asked.IsWholeJob && Find(asked.Base) is { IsOneEnd: true, IsComplete: false };

    /// <summary>True of a task that all rows of its job do not tell of.</summary>
    public bool LacksTask(JobId asked) => !asked.IsWholeJob && Find(asked.Base) is { IsComplete: true } job && !job.HasRowOf(asked);
}
