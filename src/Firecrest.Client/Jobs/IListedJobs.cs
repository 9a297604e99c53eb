namespace Firecrest.Client.Jobs;

/// <summary>Takes a list of jobs in row by row, and chooses what is worth reading in full: of ten thousand jobs most are as they were a moment ago.</summary>
internal interface IListedJobs
{
    /// <summary>Takes in what a row tells at a glance; true to get the rest too.</summary>
    bool Wants(ListedJob row);

    void Add(JobInfo job);

    /// <summary>When all rows are taken in: those that turned out to be wanted later.</summary>
    IEnumerable<ListedJob> WantedAfterAll();
}

/// <summary>What a list tells of a job at a glance.</summary>
/// <param name="JobId">The id as it is listed.</param>
/// <param name="State">The scheduler's text.</param>
/// <param name="TimeLeft">The time until the job's limit; null when there is none.</param>
/// <param name="Place">Where in the answer the row is.</param>
internal readonly record struct ListedJob(string JobId, string State, TimeSpan? TimeLeft, int Place);
