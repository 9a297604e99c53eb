namespace Firecrest.Client;

/// <summary>How to delete.</summary>
public sealed record DeleteOptions : FileJobOptions
{
    /// <summary>True to allow a directory, which goes with everything in it. Default false.</summary>
    public bool Recursive { get; init; }
}
