using System.Text.Json.Serialization;
using Firecrest.Client.Files;

namespace Firecrest.Client.V2.Wire;

internal sealed class FilesAnswer
{
    public IReadOnlyList<WireFile>? Output { get; set; }
}

internal sealed class FileAnswer
{
    public WireFile? Output { get; set; }
}

internal sealed class WireFile
{
    public string? Name { get; set; }

    [JsonConverter(typeof(LooseText))]
    public string? Type { get; set; }

    public string? LinkTarget { get; set; }

    public string? User { get; set; }

    public string? Group { get; set; }

    public string? Permissions { get; set; }

    [JsonConverter(typeof(LooseClockTime))]
    public DateTime? LastModified { get; set; }

    [JsonConverter(typeof(LooseNumber))]
    public long Size { get; set; }

    /// <param name="directory">The directory that was listed; names that are no full paths are below it.</param>
    public FileEntry ToModel(RemotePath directory)
    {
        var name = EscapedName.Decode(JsonBody.Needed(Name));
        return new()
        {
            Name = name,
            Path = directory / name,
            Type = new FileType(Type ?? ""),
            LinkTarget = LinkTarget is null ? null : EscapedName.Decode(LinkTarget),
            User = User ?? "",
            Group = Group ?? "",
            Permissions = Permissions ?? "",
            LastModified = LastModified,
            Size = Size,
        };
    }
}

internal sealed class StatAnswer
{
    public WireStat? Output { get; set; }
}

internal sealed class FileContentAnswer
{
    public WireFileContent? Output { get; set; }
}

internal sealed class WireFileContent
{
    public string? Content { get; set; }

    public string? ContentType { get; set; }

    public long StartPosition { get; set; }

    public long EndPosition { get; set; }

    public FileContent ToModel() => new() { Content = Content ?? "", ContentType = ContentType ?? "", StartPosition = StartPosition, EndPosition = EndPosition };
}

internal sealed class TextAnswer
{
    public string? Output { get; set; }
}

internal sealed class ChecksumAnswer
{
    public WireChecksum? Output { get; set; }
}

internal sealed class WireChecksum
{
    public string? Algorithm { get; set; }

    public string? Checksum { get; set; }

    /// <summary>Of a name with backslashes sha256sum begins the line with one, which the server takes for a part of the sum.</summary>
    public FileChecksum ToModel() => new(Algorithm ?? "", JsonBody.Needed(Checksum).TrimStart('\\'));
}

internal sealed record ChangeModeBody(string SourcePath, string Mode);

internal sealed record ChangeOwnerBody(string SourcePath, string Owner, string Group);

internal sealed record LinkBody(string SourcePath, string LinkPath);

internal sealed record CompressBody(string SourcePath, string TargetPath, string? MatchPattern, bool Dereference, string Compression);

internal sealed record ExtractBody(string SourcePath, string TargetPath, string Compression);

internal sealed record MakeDirectoryBody(string SourcePath, bool Parent);
