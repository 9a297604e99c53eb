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
    public static IEnumerable<JobInfo> Matching(string jobId, IEnumerable<JobInfo> rows)
    {
        var asked = JobId.Read(jobId);
        var ids = rows.Select(row => (Row: row, Id: JobId.Read(row.JobId)));
        return asked.IsWholeJob
            ? ids.Where(row => row.Id.Base == asked.Base).Select(row => row.Row)
            : ids.Where(row => row.Id == asked || (!row.Id.IsWholeJob && row.Id.Covers(asked))).OrderBy(row => row.Id == asked ? 0 : 1).Take(1).Select(row => row.Row with { JobId = jobId });
    }

    /// <summary>The rows that the server gave for one id: all of them for a job or an array, whose tasks may have ids of their own, or one task.</summary>
    public static IEnumerable<JobInfo> Answering(string jobId, IEnumerable<JobInfo> rows) => JobId.Read(jobId).IsWholeJob ? rows : Matching(jobId, rows);

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

    private static int Progress(JobInfo row) => row.State.IsTerminal ? 2 : row.State.IsPending ? 0 : 1;
}
