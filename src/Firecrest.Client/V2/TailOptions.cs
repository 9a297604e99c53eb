namespace Firecrest.Client.V2;

/// <summary>How much of a file's end to read. Without lines or bytes: ten lines.</summary>
public sealed record TailOptions
{
    /// <summary>A number of lines; not together with <see cref="Bytes"/>.</summary>
    public long? Lines { get; init; }

    /// <summary>A number of bytes; not together with <see cref="Lines"/>.</summary>
    public long? Bytes { get; init; }

    /// <summary>Takes the number as a position, counted from 1, and reads from there to the end. Default false.</summary>
    public bool SkipHeading { get; init; }
}
