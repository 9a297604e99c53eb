namespace Firecrest.Emulator.Files;

/// <summary>What stat tells of a file.</summary>
internal sealed record StatRow(int Mode, long Ino, long Dev, long Nlink, int Uid, int Gid, long Size, long Atime, long Ctime, long Mtime)
{
    private const int Device = 65024;

    public static StatRow Of(RemoteEntry entry)
    {
        long modified = Seconds(entry.Info.LastWriteTimeUtc);
        return new StatRow(
            entry.Mode, entry.Inode, Device, entry.LinkCount, FileRow.UserId, FileRow.GroupId, entry.Size, Seconds(entry.Info.LastAccessTimeUtc), modified,
            modified);

        static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();
    }
}
