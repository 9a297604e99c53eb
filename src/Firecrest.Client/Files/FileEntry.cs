using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>An entry of a directory.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record FileEntry
{
    /// <summary>The name as it is listed: relative to the directory listed, with subdirectories in a recursive list; the full path when a file was listed.</summary>
    public required string Name { get; init; }

    /// <summary>The absolute path.</summary>
    public required RemotePath Path { get; init; }

    /// <summary>What the entry is.</summary>
    public FileType Type { get; init; }

    /// <summary>Where a symbolic link points to; null for anything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The owner's name, or number if numbers were asked for.</summary>
    public string User { get; init; } = "";

    /// <summary>The group's name, or number if numbers were asked for.</summary>
    public string Group { get; init; } = "";

    /// <summary>The permissions as <c>ls -l</c> shows them, without the type: <c>rwxr-xr-x</c>.</summary>
    public string Permissions { get; init; } = "";

    /// <summary>When the content was last changed, in the local time of the system, whose zone the server does not tell; null when it cannot be read.</summary>
    public DateTime? LastModified { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The type, path and size.</summary>
    public override string ToString() => $"{Type} {Path} ({Size} bytes)";
}
