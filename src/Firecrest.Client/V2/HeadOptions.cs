namespace Firecrest.Client.V2;

/// <summary>How much of a file's beginning to read. Without lines or bytes: ten lines.</summary>
public sealed record HeadOptions
{
    /// <summary>A number of lines; not together with <see cref="Bytes"/>.</summary>
    public long? Lines { get; init; }

    /// <summary>A number of bytes; not together with <see cref="Lines"/>.</summary>
    public long? Bytes { get; init; }

    /// <summary>Reads everything but that many lines or bytes at the end. Default false.</summary>
    public bool SkipTrailing { get; init; }
}
