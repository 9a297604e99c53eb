namespace Firecrest.Client.V2;

/// <summary>Which part of a text file to view.</summary>
public sealed record ViewOptions
{
    /// <summary>The size of the part in bytes. The server's default is 5 MiB, which it refuses itself where its limit is lower.</summary>
    public long? Size { get; init; }

    /// <summary>Where the part begins, in bytes. In text that is not ASCII, offsets that are no multiple of the size give shifted parts.</summary>
    public long? Offset { get; init; }
}
