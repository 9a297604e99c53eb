namespace Firecrest.Client.Wire;

internal sealed class WireStat
{
    public int Mode { get; set; }

    public long Ino { get; set; }

    public long Dev { get; set; }

    public long Nlink { get; set; }

    public long Uid { get; set; }

    public long Gid { get; set; }

    public long Size { get; set; }

    public long Atime { get; set; }

    public long Ctime { get; set; }

    public long Mtime { get; set; }

    public FileStat ToModel() => new()
    {
        Mode = Mode,
        Inode = Ino,
        Device = Dev,
        LinkCount = Nlink,
        UserId = Uid,
        GroupId = Gid,
        Size = Size,
        AccessTime = WireSeconds.ToDate(Atime),
        ChangeTime = WireSeconds.ToDate(Ctime),
        ModifyTime = WireSeconds.ToDate(Mtime),
    };
}
