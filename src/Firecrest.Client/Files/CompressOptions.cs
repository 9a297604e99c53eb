namespace Firecrest.Client;

/// <summary>How to make an archive.</summary>
public sealed record CompressOptions : FileJobOptions
{
    /// <summary>
    /// The compression. Default: what the name of the archive says (<c>.tar</c>, <c>.gz</c> and <c>.tgz</c>, <c>.bz2</c>, <c>.xz</c>), else gzip.
    /// </summary>
    public CompressionType? Compression { get; init; }

    /// <summary>
    /// A regular expression, as <c>find -regex</c> takes it, for the paths of the files to take, which begin with <c>./</c>: <c>.*\.txt</c>. The source is a
    /// directory then. Default: all. Always with gzip.
    /// </summary>
    public string? MatchPattern { get; init; }

    /// <summary>True to take what links point to instead of the links. Default false.</summary>
    public bool Dereference { get; init; }
}
