namespace Firecrest.Client.V1;

/// <summary>What an archive is that is to be taken apart, as the server names it. FirecREST 1.16 and later.</summary>
/// <param name="Value">The server's word.</param>
public readonly record struct ArchiveType(string Value)
{
    /// <summary>What its name says: <c>auto</c>.</summary>
    public static ArchiveType Auto { get; } = new("auto");

    /// <summary>A zip file: <c>.zip</c>.</summary>
    public static ArchiveType Zip { get; } = new(".zip");

    /// <summary>A plain tar: <c>.tar</c>.</summary>
    public static ArchiveType Tar { get; } = new(".tar");

    /// <summary>A tar compressed by bzip2: <c>.bz2</c>.</summary>
    public static ArchiveType Bzip2 { get; } = new(".bz2");

    /// <summary>A tar compressed by gzip: <c>.gz</c>.</summary>
    public static ArchiveType Gzip { get; } = new(".gz");

    /// <summary>A tar compressed by gzip, by its other name: <c>.tgz</c>.</summary>
    public static ArchiveType Tgz { get; } = new(".tgz");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
