using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Answers about one file as FirecREST v1 does, with the texts of its recorded refusals; every other path does not exist.</summary>
internal sealed class V1FileServer
{
    public const string Path = "/home/test1/log";

    public V1FileServer() => Handler = new StubHandler(Answer);

    public StubHandler Handler { get; }

    /// <summary>What the file holds; null when there is none.</summary>
    public byte[]? Content { get; set; }

    /// <summary>How much a command may say, in bytes; a server that tells its settings tells a mebibyte per unit.</summary>
    public long Limit { get; set; } = 5 * 1024 * 1024;

    /// <summary>The operations asked for so far, without those for settings.</summary>
    public IReadOnlyList<string> Operations => [.. Handler.Requests.Select(request => request.Uri.AbsolutePath.Split('/')[^1]).Where(name => name != "parameters")];

    private HttpResponseMessage Answer(StubRequest request)
    {
        var operation = request.Uri.AbsolutePath.Split('/')[^1];
        var query = HttpUtility.ParseQueryString(request.Uri.Query);
        if (operation == "parameters")
        {
            var megabytes = ((double)Limit / 1024 / 1024).ToString("R", CultureInfo.InvariantCulture);
            return StubHandler.Json($$$"""{"out":{"utilities":[{"name":"UTILITIES_MAX_FILE_SIZE","value":"{{{megabytes}}}"}]}}""");
        }

        if (Content is not { } content || (query["targetPath"] ?? query["sourcePath"]) != Path)
        {
            return Fixture.Load($"v1/utilities/{(operation is "stat" ? "stat" : "head")}-path-missing").ToResponse();
        }

        return operation switch
        {
            "stat" => Tell(new JsonObject { ["mode"] = 33188, ["size"] = content.Length }),
            "head" => Text(content.AsSpan(0, (int)Math.Min(Bytes(query["bytes"]), content.Length))),
            "tail" when query["skip_beginning"] == "true" => Text(content.AsSpan((int)Math.Min(Bytes(query["bytes"]) - 1, content.Length))),
            "tail" => Text(content.AsSpan(content.Length - (int)Math.Min(Bytes(query["bytes"]), content.Length))),
            "download" when (content.Length + 2) / 3 * 4 >= Limit => Fixture.Load("v1/utilities/download-of-4-mib").ToResponse(),
            "download" => new(HttpStatusCode.OK) { Content = new ByteArrayContent(content) },
            _ => throw new InvalidOperationException(operation),
        };
    }

    private HttpResponseMessage Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Limit)
        {
            return Fixture.Load("v1/utilities/download-of-4-mib").ToResponse();
        }

        for (var at = 0; at < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var length);
            if (status != OperationStatus.Done)
            {
                // Python tells a character that ends early from bytes that no text has.
                return Refuse($"'utf-8' codec can't decode byte 0x{bytes[at]:x2} in position {at}: {(status == OperationStatus.NeedMoreData ? "unexpected end of data" : "invalid start byte")}");
            }

            at += length;
        }

        return Tell(Encoding.UTF8.GetString(bytes));
    }

    private static long Bytes(string? count) => long.Parse(count!, CultureInfo.InvariantCulture);

    private static HttpResponseMessage Refuse(string error)
    {
        var response = StubHandler.Json($$"""{"description":"Error on tail operation","error":"{{error}}"}""", HttpStatusCode.BadRequest);
        response.Headers.Add("X-Error", error);
        return response;
    }

    private static HttpResponseMessage Tell(JsonNode output) => StubHandler.Json(new JsonObject { ["description"] = "", ["output"] = output }.ToJsonString());
}
