namespace Firecrest.Client.V1;

/// <summary>Which jobs to ask accounting for.</summary>
public sealed record JobAccountingOptions
{
    /// <summary>Only these; null for any.</summary>
    public IReadOnlyList<string>? JobIds { get; init; }

    /// <summary>Only jobs that were not over before this, by the cluster's clock. The server takes days only, so the time of day is looked at here. Null for today, or any time when ids are given.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Only jobs that had started by this, or have not started; as <see cref="StartTime"/>. Null for now.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>The number of jobs in a page; null for the server's default.</summary>
    public int? PageSize { get; init; }

    /// <summary>The number of the page, from 0; null for the first. One that is not there makes the task fail.</summary>
    public int? PageNumber { get; init; }
}
