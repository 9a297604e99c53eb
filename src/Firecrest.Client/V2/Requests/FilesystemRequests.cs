using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Wire;

namespace Firecrest.Client.V2.Requests;

internal static class FilesystemRequests
{
    public static ApiRequest<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "ls"),
        Query = PathQuery(path)
            .AddFlag("showHidden", options?.ShowHidden ?? false)
            .AddFlag("numericUid", options?.NumericIds ?? false)
            .AddFlag("recursive", options?.Recursive ?? false)
            .AddFlag("dereference", options?.Dereference ?? false),
        Kind = OperationKind.Read,
        Read = body => JsonBody.Read(body, V2Json.Default.FilesAnswer).Output.ToModels(file => file.ToModel(path)),
    };

    public static ApiRequest<FileStat> Stat(string systemName, RemotePath path, bool dereference) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "stat"),
        Query = PathQuery(path).AddFlag("dereference", dereference),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.StatAnswer).Output).ToModel(),
    };

    public static ApiRequest<FileContent> Head(string systemName, RemotePath path, HeadOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "head"),
        Query = PathQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skipTrailing", options?.SkipTrailing ?? false),
        Kind = OperationKind.Read,
        Read = ReadContent,
    };

    public static ApiRequest<FileContent> Tail(string systemName, RemotePath path, TailOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "tail"),
        Query = PathQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skipHeading", options?.SkipHeading ?? false),
        Kind = OperationKind.Read,
        Read = ReadContent,
    };

    public static ApiRequest<string> View(string systemName, RemotePath path, ViewOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "view"),
        Query = PathQuery(path).Add("size", options?.Size).Add("offset", options?.Offset),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.TextAnswer).Output ?? "",
    };

    public static ApiRequest<byte[]> Download(string systemName, RemotePath path) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "download"),
        Query = PathQuery(path),
        Kind = OperationKind.Read,
        Read = static body => body.ToArray(),
    };

    public static ApiRequest<NoContent> Upload(string systemName, RemotePath directory, string fileName, UploadSource source)
    {
        CommandWords.CheckFileName(fileName);
        return new()
        {
            Method = HttpMethod.Post,
            Path = Operation(systemName, "upload"),
            Query = PathQuery(directory),
            // The server answers 408 to every empty file, after its whole time limit and after having created it: a repetition is of no use.
            Kind = source.Length == 0 ? OperationKind.OnceOnly : OperationKind.IdempotentWrite,
            Content = new FormBody().AddFile("file", fileName, source.Open).Create,
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<FileEntry> MakeDirectory(string systemName, RemotePath path, bool createParents) => new()
    {
        Method = HttpMethod.Post,
        Path = Operation(systemName, "mkdir"),
        Kind = createParents ? OperationKind.IdempotentWrite : OperationKind.OnceOnly,
        Content = JsonBody.Write(new MakeDirectoryBody(path.ForRequest(nameof(path)), createParents), V2Json.Default.MakeDirectoryBody),
        Read = body => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.FileAnswer).Output).ToModel(path),
    };

    public static ApiRequest<FileChecksum> Checksum(string systemName, RemotePath path) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "checksum"),
        Query = PathQuery(path),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.ChecksumAnswer).Output).ToModel(),
    };

    public static ApiRequest<string> GetFileType(string systemName, RemotePath path) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "file"),
        Query = PathQuery(path),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Read(body, V2Json.Default.TextAnswer).Output ?? "",
    };

    public static ApiRequest<FileEntry> ChangeMode(string systemName, RemotePath path, string mode) => new()
    {
        Method = HttpMethod.Put,
        Path = Operation(systemName, "chmod"),
        Kind = OperationKind.IdempotentWrite,
        Content = JsonBody.Write(new ChangeModeBody(path.ForRequest(nameof(path)), CommandWords.Mode(mode)), V2Json.Default.ChangeModeBody),
        Read = body => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.FileAnswer).Output).ToModel(path),
    };

    public static ApiRequest<FileEntry> ChangeOwner(string systemName, RemotePath path, string? owner, string? group)
    {
        if (string.IsNullOrEmpty(owner) && string.IsNullOrEmpty(group))
        {
            throw new ArgumentException("An owner, a group or both are needed.", nameof(owner));
        }

        // The server takes an empty name for none.
        var body = new ChangeOwnerBody(path.ForRequest(nameof(path)), CommandWords.Identity(owner ?? "", nameof(owner)), CommandWords.Identity(group ?? "", nameof(group)));
        return new()
        {
            Method = HttpMethod.Put,
            Path = Operation(systemName, "chown"),
            Kind = OperationKind.IdempotentWrite,
            Content = JsonBody.Write(body, V2Json.Default.ChangeOwnerBody),
            Read = answer => JsonBody.Needed(JsonBody.Read(answer, V2Json.Default.FileAnswer).Output).ToModel(path),
        };
    }

    public static ApiRequest<FileEntry> CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath) => new()
    {
        Method = HttpMethod.Post,
        Path = Operation(systemName, "symlink"),
        Kind = OperationKind.OnceOnly,
        Content = JsonBody.Write(new LinkBody(target.ForRequest(nameof(target)), linkPath.ForRequest(nameof(linkPath))), V2Json.Default.LinkBody),
        Read = body => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.FileAnswer).Output).ToModel(linkPath),
    };

    public static ApiRequest<NoContent> Compress(string systemName, RemotePath source, RemotePath target, ArchiveOptions? options)
    {
        var body = new CompressBody(
            ArchiveRules.Source(source, options?.MatchPattern), target.ForRequest(nameof(target)), ArchiveRules.Pattern(options?.MatchPattern),
            options?.Dereference ?? false, ArchiveRules.Compression(options, target).ToWireName());
        return new()
        {
            Method = HttpMethod.Post,
            Path = Operation(systemName, "compress"),
            Kind = OperationKind.OnceOnly,
            Content = JsonBody.Write(body, V2Json.Default.CompressBody),
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<NoContent> Extract(string systemName, RemotePath archive, RemotePath targetDirectory, CompressionType? compression)
    {
        var body = new ExtractBody(
            archive.ForRequest(nameof(archive)), targetDirectory.ForRequest(nameof(targetDirectory)), (compression ?? ArchiveNames.Compression(archive)).ToWireName());
        return new()
        {
            Method = HttpMethod.Post,
            Path = Operation(systemName, "extract"),
            Kind = OperationKind.OnceOnly,
            Content = JsonBody.Write(body, V2Json.Default.ExtractBody),
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<NoContent> Remove(string systemName, RemotePath path) => new()
    {
        Method = HttpMethod.Delete,
        Path = Operation(systemName, "rm"),
        Query = PathQuery(path),
        Kind = OperationKind.OnceOnly,
        Read = NoContent.Read,
    };

    private static ApiPath Operation(string systemName, string name) => new($"filesystem/{UrlPath.Segment(systemName, nameof(systemName)):system_name}/ops/{name}");

    private static UrlQuery PathQuery(RemotePath path) => new UrlQuery().Add("path", path.ForRequest(nameof(path)));

    private static FileContent ReadContent(ReadOnlySpan<byte> body) => JsonBody.Needed(JsonBody.Read(body, V2Json.Default.FileContentAnswer).Output).ToModel();
}
