using System.Globalization;
using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>What the file system knows of a file, with the server's member names.</summary>
internal sealed record StatDocument(
    string Path, int Mode, long Ino, long Dev, long Nlink, long Uid, long Gid, long Size, long Atime, long Ctime, long Mtime, StatPart F7t)
{
    public static StatDocument From(RemotePath path, FileStat stat) => new(
        path.ToString(), stat.Mode, stat.Inode, stat.Device, stat.LinkCount, stat.UserId, stat.GroupId, stat.Size, stat.AccessTime.ToUnixTimeSeconds(),
        stat.ChangeTime.ToUnixTimeSeconds(), stat.ModifyTime.ToUnixTimeSeconds(),
        new("stat/1", stat.Type.Value, Octal(stat.Permissions), Moment.Text(stat.AccessTime)!, Moment.Text(stat.ChangeTime)!, Moment.Text(stat.ModifyTime)!));

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0').ToString(CultureInfo.InvariantCulture);
}

internal sealed record StatPart(string Schema, string Type, string Permissions, string AtimeAt, string CtimeAt, string MtimeAt);
