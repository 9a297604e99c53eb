namespace Firecrest.Client.Jobs;

/// <summary>
/// A list of jobs as a server sent it, of which each job is read in full only when somebody wants to know more than its state: of ten thousand jobs most are as
/// they were a moment ago.
/// </summary>
/// <param name="rows">The jobs.</param>
/// <param name="read">Reads one in full.</param>
internal sealed class JobList(IReadOnlyList<ListedJob> rows, Func<ListedJob, JobInfo> read)
{
    public IReadOnlyList<ListedJob> Rows => rows;

    /// <exception cref="FirecrestApiException">What the server sent is no job.</exception>
    public JobInfo Read(ListedJob row) => read(row);
}

/// <summary>What a list tells of a job at a glance.</summary>
/// <param name="JobId">The id as it is listed.</param>
/// <param name="State">The scheduler's text.</param>
/// <param name="TimeLeft">The time until the job's limit; null when there is none.</param>
/// <param name="Place">Where in the answer the rest is.</param>
internal readonly record struct ListedJob(string JobId, string State, TimeSpan? TimeLeft, Range Place);
