using System.Globalization;

namespace Firecrest.Emulator.Files;

/// <summary>What is at a remote path after its links and dots were followed.</summary>
/// <param name="RealPath">The remote path without links.</param>
/// <param name="LocalPath">Where that is on this machine.</param>
/// <param name="Info">The state of the local file when the path was resolved.</param>
internal sealed record RemoteEntry(string RealPath, string LocalPath, FileSystemInfo Info)
{
    private const int LinkType = 0xA000;
    private const int DirectoryType = 0x4000;
    private const int RegularType = 0x8000;

    public bool Exists => (int)Info.Attributes != -1;

    public bool IsLink => Exists && Info.LinkTarget is not null;

    public bool IsDirectory => Exists && !IsLink && Info.Attributes.HasFlag(FileAttributes.Directory);

    public UnixFileMode Permissions => IsLink ? (UnixFileMode)0x1FF : Info.UnixFileMode;

    /// <summary>The type and the permissions as stat reports them.</summary>
    public int Mode => (IsLink ? LinkType : IsDirectory ? DirectoryType : RegularType) | (int)Permissions;

    public char TypeLetter => IsLink ? 'l' : IsDirectory ? 'd' : '-';

    // What ext4 says of a directory that is not very large; the local file system may say something else.
    public long Size => IsDirectory ? 4096 : IsLink ? Info.LinkTarget!.Length : ((FileInfo)Info).Length;

    /// <summary>A number that stays the same for the path.</summary>
    public long Inode => RealPath.Aggregate(2166136261L, (hash, c) => ((hash ^ c) * 16777619) & 0x7FFFFFFF);

    public long LinkCount => IsDirectory ? 2 + Directory.EnumerateDirectories(LocalPath).LongCount() : 1;

    /// <summary>The nine letters of <c>ls -l</c>.</summary>
    public string PermissionText
    {
        get
        {
            UnixFileMode mode = Permissions;
            return string.Concat(
                Three(mode.HasFlag(UnixFileMode.UserRead), mode.HasFlag(UnixFileMode.UserWrite), mode.HasFlag(UnixFileMode.UserExecute), mode.HasFlag(UnixFileMode.SetUser), 's'),
                Three(mode.HasFlag(UnixFileMode.GroupRead), mode.HasFlag(UnixFileMode.GroupWrite), mode.HasFlag(UnixFileMode.GroupExecute), mode.HasFlag(UnixFileMode.SetGroup), 's'),
                Three(mode.HasFlag(UnixFileMode.OtherRead), mode.HasFlag(UnixFileMode.OtherWrite), mode.HasFlag(UnixFileMode.OtherExecute), mode.HasFlag(UnixFileMode.StickyBit), 't'));
        }
    }

    private static string Three(bool read, bool write, bool execute, bool special, char letter)
    {
        char last = special ? execute ? letter : char.ToUpper(letter, CultureInfo.InvariantCulture) : execute ? 'x' : '-';
        return new string([read ? 'r' : '-', write ? 'w' : '-', last]);
    }
}
