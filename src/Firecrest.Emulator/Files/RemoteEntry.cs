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
    public string PermissionText => Letters(6, UnixFileMode.SetUser, 's') + Letters(3, UnixFileMode.SetGroup, 's') + Letters(0, UnixFileMode.StickyBit, 't');

    private string Letters(int shift, UnixFileMode special, char letter)
    {
        int bits = (int)Permissions >> shift;
        bool execute = (bits & 1) != 0;
        char last = !Permissions.HasFlag(special) ? execute ? 'x' : '-' : execute ? letter : char.ToUpperInvariant(letter);
        return new string([(bits & 4) != 0 ? 'r' : '-', (bits & 2) != 0 ? 'w' : '-', last]);
    }
}
