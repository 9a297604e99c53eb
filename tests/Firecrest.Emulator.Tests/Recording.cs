using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests;

/// <summary>Sends what was sent to a real server and compares what comes back.</summary>
internal static partial class Recording
{
    // Both recorded systems, so that messages with their names are the same.
    public static readonly FirecrestEmulatorOptions Options = new() { SystemNames = ["cluster-slurm-ssh", "cluster-slurm-s3"], Slots = 4 };

    private static readonly string[] ComparedHeaders = ["content-type", "f7t-authusername", "allow", "location", "auth-token"];

    // What differs from one server and one moment to the other; null stays null.
    private static readonly string[] Volatile =
    [
        "lastModified", "ino", "atime", "ctime", "mtime", "elapsed", "start", "end", "jobId", "lastUpdate",
        "outputLog", "errorLog",
    ];

    public static async Task<Answer> Replay(TestServer server, string name, string? jobId = null)
    {
        var fixture = Fixture.Load(name);
        string target = jobId is null ? fixture.RequestTarget : JobIdInPath().Replace(fixture.RequestTarget, "/jobs/" + jobId);
        var request = new HttpRequestMessage(new HttpMethod(fixture.RequestMethod), target);
        Match upload = Multipart().Match(fixture.RequestBody);
        if (upload.Success)
        {
            byte[] content = upload.Groups["source"].Value == "f7t_empty" ? [] : Hello;
            request.Content = Form(upload.Groups["field"].Value, upload.Groups["name"].Value, content);
        }
        else if (fixture.RequestBody.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(fixture.RequestBody));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", fixture.RequestHeaders["content-type"]);
        }

        foreach ((string header, string value) in fixture.RequestHeaders)
        {
            if (!header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.TryAddWithoutValidation(header, value.Replace("<access-token>", server.Token, StringComparison.Ordinal));
            }
        }

        return await server.Send(request, withToken: false);
    }

    /// <summary>The differences to the recording; empty when there are none.</summary>
    public static async Task<IReadOnlyList<string>> Compare(TestServer server, string name, string? jobId = null)
    {
        var fixture = Fixture.Load(name);
        Answer answer = await Replay(server, name, jobId);
        string body = jobId is null ? fixture.Body : JobIdInAnswer().Replace(fixture.Body, "${1}" + jobId);
        var differences = new List<string>();
        Check("status", $"{fixture.StatusCode}", $"{answer.Status}");
        foreach (string header in ComparedHeaders)
        {
            Check(header, fixture.Headers[header]?.Replace("firecrest.example", server.Http.BaseAddress!.Authority), answer.Header(header));
        }

        bool isJson = fixture.Headers["content-type"] == "application/json" && body.Length > 0 && answer.Bytes.Length > 0;
        Check("body", isJson ? Normal(body) : body, isJson ? Normal(answer.Text) : answer.Text);
        return differences;

        void Check(string what, string? expected, string? actual)
        {
            if (expected != actual)
            {
                differences.Add($"{name}: {what} is\n{actual}\ninstead of\n{expected}");
            }
        }
    }

    public static byte[] Hello { get; } = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 30).Select(i => $"line {i} äöü €\n")));

    public static string Normal(string json) => Blank(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Blank(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToList())
                {
                    bool isStep = name == "id" && value is JsonValue text && text.ToString().Contains('.', StringComparison.Ordinal);
                    members[name] = value is null ? null
                        : Volatile.Contains(name) ? "#"
                        : isStep ? "#" + value.ToString()[value.ToString().IndexOf('.')..]
                        : Blank(value.DeepClone());
                }

                return members;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Blank(item?.DeepClone()))]);
            case JsonValue value when value.ToString().StartsWith("http", StringComparison.Ordinal):
                return PresignedParts().Replace(value.ToString(), "${name}#");
            default:
                return node;
        }
    }

    /// <summary>A form by hand: HttpClient would encode names that the server takes as they are.</summary>
    public static ByteArrayContent Form(string field, string name, byte[] content)
    {
        string head = $"""
            --cut
            Content-Disposition: form-data; name="{field}"; filename="{name}"
            Content-Type: application/octet-stream


            """.ReplaceLineEndings("\r\n");
        var body = new ByteArrayContent([.. Encoding.UTF8.GetBytes(head), .. content, .. "\r\n--cut--\r\n"u8]);
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=cut");
        return body;
    }

    [GeneratedRegex(@"^\(multipart/form-data\) (?<field>\w+)=@(?<source>[^;]+);filename=(?<name>.*)$")]
    private static partial Regex Multipart();

    // The host, the folder of the key, and what belongs to one moment, one key and one store.
    [GeneratedRegex("(?<name>^http://)[^/]+(/staging)?|(?<name>fireuser/)[0-9a-f-]{36}|(?<name>uploadId=|X-Amz-Credential=|X-Amz-Date=|X-Amz-Signature=)[^&]+")]
    private static partial Regex PresignedParts();

    [GeneratedRegex("/jobs/[0-9]+")]
    private static partial Regex JobIdInPath();

    [GeneratedRegex("(job |job id |sample-)[0-9]+")]
    private static partial Regex JobIdInAnswer();
}
