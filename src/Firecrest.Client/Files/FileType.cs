namespace Firecrest.Client;

/// <summary>What a directory entry is, as the letter that <c>ls -l</c> shows.</summary>
/// <param name="Value">The letter.</param>
public readonly record struct FileType(string Value)
{
    /// <summary>A regular file: <c>-</c>.</summary>
    public static FileType RegularFile { get; } = new("-");

    /// <summary>A directory: <c>d</c>.</summary>
    public static FileType Directory { get; } = new("d");

    /// <summary>A symbolic link: <c>l</c>.</summary>
    public static FileType SymbolicLink { get; } = new("l");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
