namespace Firecrest.Client.V1;

/// <summary>What a reservation is changed to. Times are by the cluster's clock, in the future and within a year.</summary>
public sealed record UpdateReservationRequest
{
    /// <summary>The number of nodes.</summary>
    public required int NumberOfNodes { get; init; }

    /// <summary>The feature that the nodes have.</summary>
    public required string NodeType { get; init; }

    /// <summary>When it begins, to the second.</summary>
    public required DateTime StartTime { get; init; }

    /// <summary>When it ends, to the second.</summary>
    public required DateTime EndTime { get; init; }
}
