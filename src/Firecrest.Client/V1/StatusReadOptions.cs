namespace Firecrest.Client.V1;

/// <summary>How to read what the server says of itself and its systems.</summary>
public sealed record StatusReadOptions
{
    /// <summary>True to have the server look afresh: it keeps its answers for 16 minutes, those of failures too. Default false.</summary>
    public bool Fresh { get; init; }
}
