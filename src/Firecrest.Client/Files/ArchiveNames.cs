namespace Firecrest.Client.Files;

/// <summary>What the names of archives say.</summary>
internal static class ArchiveNames
{
    /// <summary>How an archive is compressed.</summary>
    public static CompressionType Compression(RemotePath archive) => archive.Extension.ToLowerInvariant() switch
    {
        ".tar" => CompressionType.None,
        ".bz2" or ".tbz" or ".tbz2" => CompressionType.Bzip2,
        ".xz" or ".txz" => CompressionType.Xz,
        _ => CompressionType.Gzip,
    };
}
