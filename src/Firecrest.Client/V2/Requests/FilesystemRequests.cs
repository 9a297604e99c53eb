using System.Net.Http.Headers;
using System.Text;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Wire;

namespace Firecrest.Client.V2.Requests;

internal static class FilesystemRequests
{
    public static ApiRequest<IReadOnlyList<FileEntry>> List(string systemName, string path, ListOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "ls"),
        Query = PathQuery(path)
            .AddFlag("showHidden", options?.ShowHidden ?? false)
            .AddFlag("numericUid", options?.NumericIds ?? false)
            .AddFlag("recursive", options?.Recursive ?? false)
            .AddFlag("dereference", options?.Dereference ?? false),
        Kind = OperationKind.Read,
        Read = body => V2Body.Read(body, V2Json.Default.FilesAnswer).Output.ToModels(file => file.ToModel(path)),
    };

    public static ApiRequest<FileStat> Stat(string systemName, string path, bool dereference) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "stat"),
        Query = PathQuery(path).AddFlag("dereference", dereference),
        Kind = OperationKind.Read,
        Read = static body => V2Body.Needed(V2Body.Read(body, V2Json.Default.StatAnswer).Output).ToModel(),
    };

    public static ApiRequest<FileContent> Head(string systemName, string path, HeadOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "head"),
        Query = PathQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skipTrailing", options?.SkipTrailing ?? false),
        Kind = OperationKind.Read,
        Read = ReadContent,
    };

    public static ApiRequest<FileContent> Tail(string systemName, string path, TailOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "tail"),
        Query = PathQuery(path).Add("bytes", options?.Bytes).Add("lines", options?.Lines).AddFlag("skipHeading", options?.SkipHeading ?? false),
        Kind = OperationKind.Read,
        Read = ReadContent,
    };

    public static ApiRequest<string> View(string systemName, string path, ViewOptions? options) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "view"),
        Query = PathQuery(path).Add("size", options?.Size).Add("offset", options?.Offset),
        Kind = OperationKind.Read,
        Read = static body => V2Body.Read(body, V2Json.Default.TextAnswer).Output ?? "",
    };

    public static ApiRequest<byte[]> Download(string systemName, string path) => new()
    {
        Method = HttpMethod.Get,
        Path = Operation(systemName, "download"),
        Query = PathQuery(path),
        Kind = OperationKind.Read,
        Read = static body => body.ToArray(),
    };

    public static ApiRequest<NoContent> Upload(string systemName, string directory, string fileName, UploadSource source)
    {
        CheckFileName(fileName);
        return new()
        {
            Method = HttpMethod.Post,
            Path = Operation(systemName, "upload"),
            Query = PathQuery(directory),
            // The server answers 408 to every empty file, after its whole time limit and after having created it: a repetition is of no use.
            Kind = source.Length == 0 ? OperationKind.OnceOnly : OperationKind.IdempotentWrite,
            Content = () => FileForm(fileName, source.Open()),
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<FileEntry> MakeDirectory(string systemName, string path, bool createParents) => new()
    {
        Method = HttpMethod.Post,
        Path = Operation(systemName, "mkdir"),
        Kind = createParents ? OperationKind.IdempotentWrite : OperationKind.OnceOnly,
        Content = V2Body.Write(new MakeDirectoryBody(RemotePath.Checked(path, nameof(path)), createParents), V2Json.Default.MakeDirectoryBody),
        Read = body => V2Body.Needed(V2Body.Read(body, V2Json.Default.FileAnswer).Output).ToModel(path),
    };

    public static ApiRequest<NoContent> Remove(string systemName, string path) => new()
    {
        Method = HttpMethod.Delete,
        Path = Operation(systemName, "rm"),
        Query = PathQuery(path),
        Kind = OperationKind.OnceOnly,
        Read = NoContent.Read,
    };

    private static string Operation(string systemName, string name) => $"filesystem/{UrlPath.Segment(systemName, nameof(systemName))}/ops/{name}";

    private static UrlQuery PathQuery(string path) => new UrlQuery().Add("path", RemotePath.Checked(path, nameof(path)));

    private static FileContent ReadContent(ReadOnlySpan<byte> body) => V2Body.Needed(V2Body.Read(body, V2Json.Default.FileContentAnswer).Output).ToModel();

    private static MultipartFormDataContent FileForm(string fileName, Stream content)
    {
        var part = new StreamContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        // Written by hand as UTF-8: .NET would encode other than ASCII names as =?utf-8?B?...?=, and the server would use that as the name.
        var quoted = fileName.Replace("\"", "\\\"", StringComparison.Ordinal);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{quoted}\"");
        var form = new MultipartFormDataContent { part };
        form.HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        return form;
    }

    private static void CheckFileName(string fileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        RemotePath.CheckedCharacters(fileName, nameof(fileName));
        if (fileName is "." or ".." || fileName.Contains('/') || fileName.Contains('\\'))
        {
            throw new ArgumentException($"'{fileName}' cannot be the name of an uploaded file: a name has no slash or backslash, which the server would take apart.", nameof(fileName));
        }
    }
}
