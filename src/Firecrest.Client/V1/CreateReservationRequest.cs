namespace Firecrest.Client.V1;

/// <summary>A reservation to create. Times are by the cluster's clock, in the future and within a year.</summary>
public sealed record CreateReservationRequest
{
    /// <summary>The name: small letters, digits, <c>_</c>, <c>-</c> and <c>$</c>, beginning with none of the digits and no <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The account that may use it, of which the user is a member.</summary>
    public required string Account { get; init; }

    /// <summary>The number of nodes.</summary>
    public required int NumberOfNodes { get; init; }

    /// <summary>The feature that the nodes have.</summary>
    public required string NodeType { get; init; }

    /// <summary>When it begins, to the second.</summary>
    public required DateTime StartTime { get; init; }

    /// <summary>When it ends, to the second.</summary>
    public required DateTime EndTime { get; init; }
}
