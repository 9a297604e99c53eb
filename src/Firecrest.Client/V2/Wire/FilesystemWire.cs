using System.Globalization;
using System.Text.Json.Serialization;
using Firecrest.Client.Files;

namespace Firecrest.Client.V2.Wire;

internal sealed record FilesAnswer(IReadOnlyList<WireFile>? Output);

internal sealed record FileAnswer(WireFile? Output);

internal sealed record WireFile(
    string Name,
    string? Type,
    string? LinkTarget,
    string? User,
    string? Group,
    string? Permissions,
    string? LastModified,
    [property: JsonConverter(typeof(LooseText))] string? Size)
{
    /// <param name="directory">The directory that was listed; names that are no full paths are below it.</param>
    public FileEntry ToModel(string directory)
    {
        var name = EscapedName.Decode(Name);
        return new()
        {
            Name = name,
            Path = RemotePath.Resolve(directory, name),
            Type = new FileType(Type ?? ""),
            LinkTarget = LinkTarget is null ? null : EscapedName.Decode(LinkTarget),
            User = User ?? "",
            Group = Group ?? "",
            Permissions = Permissions ?? "",
            LastModified = DateTime.TryParse(LastModified, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            Size = long.TryParse(Size, NumberStyles.Integer, CultureInfo.InvariantCulture, out var size) ? size : 0,
        };
    }
}

internal sealed record StatAnswer(WireStat? Output);

internal sealed record WireStat(int Mode, long Ino, long Dev, long Nlink, long Uid, long Gid, long Size, long Atime, long Ctime, long Mtime)
{
    public FileStat ToModel() => new()
    {
        Mode = Mode,
        Inode = Ino,
        Device = Dev,
        LinkCount = Nlink,
        UserId = Uid,
        GroupId = Gid,
        Size = Size,
        AccessTime = DateTimeOffset.FromUnixTimeSeconds(Atime),
        ChangeTime = DateTimeOffset.FromUnixTimeSeconds(Ctime),
        ModifyTime = DateTimeOffset.FromUnixTimeSeconds(Mtime),
    };
}

internal sealed record FileContentAnswer(WireFileContent? Output);

internal sealed record WireFileContent(string? Content, string? ContentType, long StartPosition, long EndPosition)
{
    public FileContent ToModel() => new() { Content = Content ?? "", ContentType = ContentType ?? "", StartPosition = StartPosition, EndPosition = EndPosition };
}

internal sealed record TextAnswer(string? Output);

internal sealed record MakeDirectoryBody(string SourcePath, bool Parent);
