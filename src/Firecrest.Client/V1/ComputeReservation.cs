namespace Firecrest.Client.V1;

/// <summary>A reservation, as the scheduler tells it to its users. Times are by the cluster's clock, which tells no time zone.</summary>
public sealed record ComputeReservation
{
    /// <summary>The name to submit with.</summary>
    public required string Name { get; init; }

    /// <summary>The state: <c>ACTIVE</c> or <c>INACTIVE</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The nodes as the scheduler writes them.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>When it begins.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it ends.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>The features of its nodes.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];
}
