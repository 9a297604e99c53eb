namespace Firecrest.Client.Jobs;

/// <summary>Sorts out the rows that a scheduler's list holds for one job.</summary>
internal static class JobRows
{
    /// <summary>One row per id: accounting and queue can both list a job, and then the row that is further along counts.</summary>
    public static IReadOnlyList<JobInfo> MergeDuplicates(IReadOnlyList<JobInfo> rows)
    {
        if (rows.Count < 2)
        {
            return rows;
        }

        var merged = new List<JobInfo>(rows.Count);
        var positions = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (positions.TryAdd(row.JobId, merged.Count))
            {
                merged.Add(row);
            }
            else if (Progress(row) > Progress(merged[positions[row.JobId]]))
            {
                merged[positions[row.JobId]] = row;
            }
        }

        return merged;
    }

    /// <summary>The rows of a list that a caller means by an id: one job, every task of an array, or one task.</summary>
    public static IReadOnlyList<JobInfo> Matching(string jobId, IReadOnlyList<JobInfo> rows) => new JobTable(rows).Matching(jobId);

    /// <summary>The rows that the server gave for one id: all of them for a job or an array, whose tasks may have ids of their own, or one task.</summary>
    public static IReadOnlyList<JobInfo> Answering(string jobId, IReadOnlyList<JobInfo> rows) => JobId.Read(jobId).IsWholeJob ? rows : Matching(jobId, rows);

    /// <summary>One job from the rows that answer for an id: the row itself, or for an array a summary with its tasks.</summary>
    public static JobInfo Summarise(string jobId, IReadOnlyList<JobInfo> rows)
    {
        if (rows.Count == 1 && (rows[0].JobId == jobId || JobId.Read(rows[0].JobId) == JobId.Read(jobId)))
        {
            return rows[0];
        }

        // The array runs as long as one of its tasks does, and fails when one of them failed.
        var telling = rows.FirstOrDefault(row => row.State.IsRunning)
            ?? rows.FirstOrDefault(row => !row.State.IsTerminal && !row.State.IsPending)
            ?? rows.FirstOrDefault(row => !row.State.IsTerminal)
            ?? rows.FirstOrDefault(row => row.Category != JobCategory.Succeeded)
            ?? rows[0];
        return telling with { JobId = jobId, Steps = [], ArrayTasks = rows };
    }

    public static FirecrestNotSupportedException NumberedAnew(string systemName, JobId task) => new(
        $"The FirecREST server asks Slurm's REST API about the jobs of {systemName}, where the tasks of an array have ids of their own: which of them is {task} cannot be told. Ask for {task.Base}, whose {nameof(JobInfo.ArrayTasks)} are all of them.");

    private static int Progress(JobInfo row) => row.State.IsTerminal ? 2 : row.State.IsPending ? 0 : 1;
}
