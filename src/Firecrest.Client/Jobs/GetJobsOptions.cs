namespace Firecrest.Client;

/// <summary>Which jobs to list.</summary>
public sealed record GetJobsOptions
{
    /// <summary>Also other users' jobs, as far as the scheduler shows them. Default false. FirecREST 2.2.7 and later.</summary>
    public bool AllUsers { get; init; }

    /// <summary>Only jobs of this account; null for any. FirecREST 2.4.2 and later.</summary>
    public string? Account { get; init; }

    /// <summary>Only jobs of this name, at most 235 characters; null for any. FirecREST 2.5.7 and later.</summary>
    public string? Name { get; init; }

    /// <summary>How far back; null for the server's default: 24 hours from 2.5.7 on, seven days before. FirecREST 2.5.7 and later.</summary>
    public JobsTimeWindow? TimeWindow { get; init; }
}
