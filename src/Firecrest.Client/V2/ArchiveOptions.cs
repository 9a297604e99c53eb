namespace Firecrest.Client.V2;

/// <summary>How to make an archive at once.</summary>
public sealed record ArchiveOptions
{
    /// <inheritdoc cref="CompressOptions.Compression"/>
    public CompressionType? Compression { get; init; }

    /// <inheritdoc cref="CompressOptions.MatchPattern"/>
    public string? MatchPattern { get; init; }

    /// <inheritdoc cref="CompressOptions.Dereference"/>
    public bool Dereference { get; init; }
}
