namespace Firecrest.Client;

/// <summary>What the file system knows of a file.</summary>
public sealed record FileStat
{
    private const int TypeMask = 0xF000;
    private const int PermissionMask = 0x0FFF;

    /// <summary>Type and permissions as one number (<c>st_mode</c>): 33188 is a regular file with <c>rw-r--r--</c>.</summary>
    public int Mode { get; init; }

    /// <summary>The inode.</summary>
    public long Inode { get; init; }

    /// <summary>The device.</summary>
    public long Device { get; init; }

    /// <summary>The number of hard links.</summary>
    public long LinkCount { get; init; }

    /// <summary>The owner's number.</summary>
    public long UserId { get; init; }

    /// <summary>The group's number.</summary>
    public long GroupId { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>When the file was last read.</summary>
    public DateTimeOffset AccessTime { get; init; }

    /// <summary>When the file's content or attributes last changed.</summary>
    public DateTimeOffset ChangeTime { get; init; }

    /// <summary>When the file's content last changed.</summary>
    public DateTimeOffset ModifyTime { get; init; }

    /// <summary>What the file is.</summary>
    public FileType Type => new((Mode & TypeMask) switch
    {
        0x8000 => "-",
        0x4000 => "d",
        0xA000 => "l",
        0x1000 => "p",
        0x2000 => "c",
        0x6000 => "b",
        0xC000 => "s",
        _ => "?",
    });

    /// <summary>The permissions.</summary>
    public UnixFileMode Permissions => (UnixFileMode)(Mode & PermissionMask);
}
