namespace Firecrest.Emulator.Archives;

/// <summary>How an archive is packed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Bzip2,
    Xz,
}
