using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

internal static class UtilitiesRequests
{
    public static ApiRequest<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, UtilitiesListOptions? options)
        => Get(systemName, "ls", ListQuery(path, options), UtilitiesJson.Default.EntriesAnswer, answer => answer.Output.ToModels(entry => entry.ToModel(path, options?.Recursive ?? false)));

    public static ApiRequest<IReadOnlyList<string>> ListNames(string systemName, RemotePath path, UtilitiesListOptions? options)
        => Get(systemName, "ls", ListQuery(path, options).AddFlag("notListing", true), UtilitiesJson.Default.NamesAnswer, answer => answer.Output.ToModels(QuotedName.Decode));

    public static ApiRequest<NoContent> MakeDirectory(string systemName, RemotePath path, bool createParents) => Change(
        HttpMethod.Post, systemName, "mkdir", Target(path).AddFlag("p", createParents), createParents ? OperationKind.IdempotentWrite : OperationKind.OnceOnly);

    public static ApiRequest<NoContent> Rename(string systemName, RemotePath source, RemotePath target)
        => Change(HttpMethod.Put, systemName, "rename", SourceAndTarget(source, target), OperationKind.OnceOnly);

    public static ApiRequest<NoContent> Copy(string systemName, RemotePath source, RemotePath target)
        => Change(HttpMethod.Post, systemName, "copy", SourceAndTarget(source, target), OperationKind.OnceOnly);

    public static ApiRequest<string> ChangeMode(string systemName, RemotePath path, string mode)
        => Tell(systemName, "chmod", Target(path).Add("mode", CommandWords.Mode(mode)));

    public static ApiRequest<string> ChangeOwner(string systemName, RemotePath path, string? owner, string? group)
    {
        if (string.IsNullOrEmpty(owner) && string.IsNullOrEmpty(group))
        {
            throw new ArgumentException("An owner, a group or both are needed.", nameof(owner));
        }

        return Tell(systemName, "chown", Target(path).Add("owner", Identity(owner, nameof(owner))).Add("group", Identity(group, nameof(group))));

        static string? Identity(string? name, string parameterName) => string.IsNullOrEmpty(name) ? null : CommandWords.Identity(name, parameterName);
    }

    public static ApiRequest<string> GetFileType(string systemName, RemotePath path) => Text(systemName, "file", TargetQuery(path));

    public static ApiRequest<FileStat> Stat(string systemName, RemotePath path, bool dereference) => Get(
        systemName, "stat", TargetQuery(path).AddFlag("dereference", dereference), UtilitiesJson.Default.StatAnswer, static answer => ToModel(JsonBody.Needed(answer.Output)));

    public static ApiRequest<NoContent> CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath) => Change(
        HttpMethod.Post, systemName, "symlink", new FormBody().Add("targetPath", V1Call.Path(target, nameof(target))).Add("linkPath", V1Call.Path(linkPath, nameof(linkPath))), OperationKind.OnceOnly);

    public static ApiRequest<string> Head(string systemName, RemotePath path, HeadOptions? options) => Text(
        systemName, "head", TargetQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skip_ending", options?.SkipEnding ?? false).Add("grep", V1Call.Text(options?.Grep, nameof(options.Grep))));

    public static ApiRequest<string> Tail(string systemName, RemotePath path, TailOptions? options) => Text(
        systemName, "tail", TargetQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skip_beginning", options?.SkipBeginning ?? false).Add("grep", V1Call.Text(options?.Grep, nameof(options.Grep))));

    public static ApiRequest<string> View(string systemName, RemotePath path) => Text(systemName, "view", TargetQuery(path));

    public static ApiRequest<FileChecksum> Checksum(string systemName, RemotePath path)
        => Get(systemName, "checksum", TargetQuery(path), UtilitiesJson.Default.TextAnswer, static answer => new FileChecksum("SHA256", JsonBody.Needed(answer.Output?.Trim())));

    public static ApiRequest<string> GetUserName(string systemName) => Get(systemName, "whoami", new UrlQuery(), UtilitiesJson.Default.UserAnswer, static answer => answer.ToName());

    public static ApiRequest<UserInfo> GetUserInfo(string systemName)
        => Get(systemName, "whoami", new UrlQuery().AddFlag("groups", true), UtilitiesJson.Default.UserAnswer, static answer => answer.ToModel());

    public static ApiRequest<NoContent> Upload(string systemName, RemotePath directory, string fileName, UploadSource source)
        => Change(HttpMethod.Post, systemName, "upload", UploadForm(directory, fileName, source.Open), OperationKind.IdempotentWrite);

    /// <summary>What the request of an upload has around the file, all of which counts for the server's limit.</summary>
    public static long GetUploadOverhead(RemotePath directory, string fileName)
    {
        using var content = UploadForm(directory, fileName, static () => new MemoryStream()).Create();
        return content.Headers.ContentLength ?? 0;
    }

    public static ApiRequest<byte[]> Download(string systemName, RemotePath path) => new()
    {
        Method = HttpMethod.Get,
        Path = "utilities/download",
        Headers = V1Call.On(systemName),
        Query = new UrlQuery().Add("sourcePath", V1Call.Path(path, nameof(path))),
        Kind = OperationKind.Read,
        Read = static body => body.ToArray(),
    };

    public static ApiRequest<NoContent> Compress(string systemName, RemotePath source, RemotePath target, bool dereference)
        => Change(HttpMethod.Post, systemName, "compress", CompressForm(source, target, dereference), OperationKind.OnceOnly);

    public static ApiRequest<NoContent> Extract(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType type)
        => Change(HttpMethod.Post, systemName, "extract", AddType(SourceAndTarget(archive, targetDirectory), type), OperationKind.OnceOnly);

    /// <summary>The path is a field of the body: the server does not read a query here.</summary>
    public static ApiRequest<NoContent> Remove(string systemName, RemotePath path) => Change(HttpMethod.Delete, systemName, "rm", Target(path), OperationKind.OnceOnly);

    public static FormBody SourceAndTarget(RemotePath source, RemotePath target)
        => new FormBody().Add("sourcePath", V1Call.Path(source, nameof(source))).Add("targetPath", V1Call.Path(target, nameof(target)));

    /// <summary>The server changes into the directory of the source, and gives <c>tar</c> its name.</summary>
    public static FormBody CompressForm(RemotePath source, RemotePath target, bool dereference) => source.Name.StartsWith('-')
        ? throw new ArgumentException($"The name of {source} begins with '-', so that tar would take it for an option. Compress the directory above it, or rename it.", nameof(source))
        : SourceAndTarget(source, target).AddFlag("dereference", dereference);

    public static FormBody Target(RemotePath path) => new FormBody().Add("targetPath", V1Call.Path(path, nameof(path)));

    /// <summary>The server reads <c>type</c>; its documentation says <c>extension</c>, which a later server may read.</summary>
    public static FormBody AddType(FormBody form, ArchiveType type)
    {
        var word = V1Call.Text(type.Value is { Length: > 0 } value ? value : ArchiveType.Auto.Value, nameof(type));
        return form.Add("type", word).Add("extension", word);
    }

    private static UrlQuery TargetQuery(RemotePath path) => new UrlQuery().Add("targetPath", V1Call.Path(path, nameof(path)));

    private static UrlQuery ListQuery(RemotePath path, UtilitiesListOptions? options)
    {
        CheckPage(options?.PageSize, nameof(options.PageSize));
        CheckPage(options?.PageNumber, nameof(options.PageNumber));
        return TargetQuery(path)
            .AddFlag("showhidden", options?.ShowHidden ?? false)
            .AddFlag("recursive", options?.Recursive ?? false)
            .AddFlag("numericUid", options?.NumericIds ?? false)
            .AddFlag("followLinks", options?.FollowLinks ?? false)
            .AddFlag("unsorted", options?.Unsorted ?? false)
            .Add("pageSize", options?.PageSize)
            .Add("pageNumber", options?.PageNumber ?? (options?.PageSize is null ? null : 1));
    }

    /// <summary>The server would answer with everything.</summary>
    private static void CheckPage(int? value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it counts from 1."), name);
        }
    }

    private static FormBody UploadForm(RemotePath directory, string fileName, Func<Stream> open)
    {
        CommandWords.CheckFileName(fileName);
        return new FormBody().Add("targetPath", V1Call.Path(directory, nameof(directory))).AddFile("file", V1Call.Text(fileName, nameof(fileName))!, open);
    }

    private static FileStat ToModel(WireStat stat)
    {
        var model = stat.ToModel();
        return model with { Mode = StatMode.Read(model.Mode) };
    }

    private static ApiRequest<string> Text(string systemName, string name, UrlQuery query) => Get(systemName, name, query, UtilitiesJson.Default.TextAnswer, static answer => answer.Output ?? "");

    private static ApiRequest<T> Get<TAnswer, T>(string systemName, string name, UrlQuery query, JsonTypeInfo<TAnswer> type, Func<TAnswer, T> read) => new()
    {
        Method = HttpMethod.Get,
        Path = $"utilities/{name}",
        Headers = V1Call.On(systemName),
        Query = query,
        Kind = OperationKind.Read,
        Read = body => read(JsonBody.Read(body, type)),
    };

    /// <summary>A change that tells what it did.</summary>
    private static ApiRequest<string> Tell(string systemName, string name, FormBody form) => new()
    {
        Method = HttpMethod.Put,
        Path = $"utilities/{name}",
        Headers = V1Call.On(systemName),
        Kind = OperationKind.IdempotentWrite,
        Content = form.Create,
        Read = static body => JsonBody.Read(body, UtilitiesJson.Default.TextAnswer).Output ?? "",
    };

    private static ApiRequest<NoContent> Change(HttpMethod method, string systemName, string name, FormBody form, OperationKind kind) => new()
    {
        Method = method,
        Path = $"utilities/{name}",
        Headers = V1Call.On(systemName),
        Kind = kind,
        Content = form.Create,
        Read = NoContent.Read,
    };
}
