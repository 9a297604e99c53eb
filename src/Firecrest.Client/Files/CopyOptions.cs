namespace Firecrest.Client;

/// <summary>How to copy.</summary>
public sealed record CopyOptions : FileJobOptions
{
    /// <summary>True to copy what links point to instead of the links. Default false.</summary>
    public bool Dereference { get; init; }
}
