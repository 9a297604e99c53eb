namespace Firecrest.Client;

/// <summary>How to take an archive apart.</summary>
public sealed record ExtractOptions : FileJobOptions
{
    /// <inheritdoc cref="CompressOptions.Compression"/>
    public CompressionType? Compression { get; init; }
}
