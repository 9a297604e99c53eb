namespace Firecrest.Client.V2;

/// <summary>A part of a text file.</summary>
public sealed record FileContent
{
    /// <summary>The text; bytes that are no UTF-8 show as U+FFFD.</summary>
    public required string Content { get; init; }

    /// <summary>What the positions count: <c>lines</c> or <c>bytes</c>.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Where the part begins; negative positions count from the end.</summary>
    public long StartPosition { get; init; }

    /// <summary>Where the part ends; negative positions count from the end.</summary>
    public long EndPosition { get; init; }
}
