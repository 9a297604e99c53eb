namespace Firecrest.Client.V1;

/// <summary>A reservation, as those who manage reservations see it. Times are by the cluster's clock, which tells no time zone.</summary>
public sealed record SchedulerReservation
{
    /// <summary>The name to submit with.</summary>
    public required string Name { get; init; }

    /// <summary>The state: <c>ACTIVE</c> or <c>INACTIVE</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>When it begins.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it ends.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>The nodes as the scheduler writes them.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>The number of nodes.</summary>
    public int? NodeCount { get; init; }

    /// <summary>The number of cores.</summary>
    public int? CoreCount { get; init; }

    /// <summary>The features of its nodes; null for none.</summary>
    public string? Features { get; init; }

    /// <summary>The partition; null for none.</summary>
    public string? Partition { get; init; }

    /// <summary>The accounts that may use it; null for none.</summary>
    public string? Accounts { get; init; }

    /// <summary>The users that may use it; null for none.</summary>
    public string? Users { get; init; }

    /// <summary>All that the scheduler tells, under its own names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
