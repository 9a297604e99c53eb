namespace Firecrest.Client.V1;

/// <summary>Which jobs that wait or run to list.</summary>
public sealed record QueuedJobsOptions
{
    /// <summary>Only these: <c>123</c>, or <c>123_4</c> for a task of an array; null for any.</summary>
    public IReadOnlyList<string>? JobIds { get; init; }

    /// <summary>False for everybody's jobs, of which the files are not told then. Default true.</summary>
    public bool UserJobs { get; init; } = true;

    /// <summary>The number of jobs in a page; null for the server's default, 25.</summary>
    public int? PageSize { get; init; }

    /// <summary>The number of the page, from 0; null for the first. One that is not there makes the task fail.</summary>
    public int? PageNumber { get; init; }
}
