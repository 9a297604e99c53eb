using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests.V1;

/// <summary>Sends what was sent to a real v1 server and compares what comes back.</summary>
internal static partial class V1Recording
{
    public const string Hello = "line1\nline2\nline3 needle\nline4\nline5\n";

    // What differs from one server and one moment to the other; null stays null.
    private static readonly string[] Volatile =
    [
        "task_id", "hash_id", "task_url", "created_at", "updated_at", "last_modify", "last_modified", "ino", "dev", "uid", "gid", "atime", "ctime",
        "mtime", "group", "start_time", "time", "time_left", "cpu_time", "elapsed_time", "termination_time", "starttime", "endtime",
    ];

    private static readonly string[] ComparedHeaders =
    [
        "Content-Type", "Allow", "Content-Disposition", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-Error",
        "X-Exists", "X-Invalid-Group", "X-Invalid-Mode", "X-Invalid-Owner", "X-Invalid-Path", "X-Machine-Does-Not-Exist", "X-Machine-Does-Not-Exists",
        "X-Machine-Not-Available", "X-Not-A-Directory", "X-A-Directory", "X-Not-Found", "X-Permission-Denied", "X-Size-Limit", "X-Timeout",
    ];

    /// <summary>Sends the recorded request; <paramref name="change"/> puts another id into its task header, or into its target when it has none.</summary>
    public static async Task<Answer> Replay(V1TestServer server, string name, Func<string, string>? change = null)
    {
        var fixture = Fixture.Load("v1/" + name);
        change ??= text => text;
        string target = fixture.RequestHeaders["X-Task-Id"] is null ? change(fixture.RequestTarget) : fixture.RequestTarget;
        using var request = new HttpRequestMessage(new HttpMethod(fixture.RequestMethod), "/v1" + target) { Content = Content(fixture) };
        foreach ((string header, string value) in fixture.RequestHeaders)
        {
            if (header != "Content-Type")
            {
                request.Headers.TryAddWithoutValidation(header, header == "X-Task-Id" ? change(value) : Token(server, value));
            }
        }

        return await server.V2.Send(request, withToken: false);
    }

    /// <summary>The differences to the recording; empty when there are none.</summary>
    public static async Task<IReadOnlyList<string>> Compare(V1TestServer server, string name, Func<string, string>? change = null)
        => Differences(name, await Replay(server, name, change));

    /// <summary>The same for a request that makes a task, and for how the task ends.</summary>
    public static async Task<IReadOnlyList<string>> CompareTask(V1TestServer server, string name, Func<string, string>? change = null, string suffix = "-task")
    {
        Answer created = await Replay(server, name, change);
        string id = created.Json["task_id"]!.ToString();
        return [.. Differences(name, created), .. await Compare(server, name + suffix, _ => "/tasks/" + id)];
    }

    public static IReadOnlyList<string> Differences(string name, Answer answer)
    {
        var fixture = Fixture.Load("v1/" + name);
        var differences = new List<string>();
        Check("status", $"{fixture.StatusCode}", $"{answer.Status}");
        foreach (string header in ComparedHeaders)
        {
            Check(header, fixture.Headers[header], answer.Header(header));
        }

        bool isJson = fixture.Headers["Content-Type"]?.StartsWith("application/json", StringComparison.Ordinal) == true && fixture.Body.Length > 0;
        Check("body", isJson ? Normal(fixture.Body) : fixture.Body, isJson ? Normal(answer.Text) : answer.Text);
        return differences;

        void Check(string what, string? expected, string? actual)
        {
            if (expected != actual)
            {
                differences.Add($"{name}: {what} is\n{actual}\ninstead of\n{expected}");
            }
        }
    }

    private static HttpContent? Content(Fixture fixture)
    {
        if (!fixture.RequestBody.StartsWith("(multipart/form-data)", StringComparison.Ordinal))
        {
            return fixture.RequestBody.Length == 0 ? null
                : new StringContent(fixture.RequestBody, Encoding.UTF8, fixture.RequestHeaders["Content-Type"]!);
        }

        var form = new MultipartFormDataContent();
        foreach (Match part in Part().Matches(fixture.RequestBody))
        {
            string field = part.Groups["field"].Value;
            if (part.Groups["source"].Success)
            {
                form.Add(new ByteArrayContent(File(part.Groups["source"].Value)), field, part.Groups["name"].Value);
            }
            else
            {
                form.Add(new StringContent(part.Groups["value"].Value), field);
            }
        }

        return form;
    }

    private static byte[] File(string name) => name switch
    {
        "empty" => [],
        "m5" => new byte[5 * 1024 * 1024],
        "m49" => [.. Enumerable.Repeat((byte)0x9b, (5 * 1024 * 1024) - 4096)],
        "hello.txt" => Encoding.UTF8.GetBytes(Hello),
        "bad.sh" => "echo no interpreter\n"u8.ToArray(),
        "badpart.sh" => "#!/bin/bash\n#SBATCH -p nope\n"u8.ToArray(),
        "arr.sh" => Encoding.UTF8.GetBytes("#!/bin/bash\n#SBATCH -J arr --array=1-2 -o /home/test1/more/arr-%A_%a.out\nsleep 1000\n"),
        "job.sh" => "#!/bin/bash\n#SBATCH -J rec\ntrue\n"u8.ToArray(),
        _ => throw new ArgumentException($"There is no file '{name}' to send."),
    };

    private static string Token(V1TestServer server, string header)
    {
        TimeSpan life = TimeSpan.FromDays(1000);
        return header
            .Replace("<access-token>", server.Emulator.Tokens.Mint(life), StringComparison.Ordinal)
            .Replace("<access-token-of-test2>", server.Emulator.Tokens.Mint(life, "test2"), StringComparison.Ordinal)
            .Replace("<access-token-of-ghost>", server.Emulator.Tokens.Mint(life, "ghost"), StringComparison.Ordinal)
            .Replace("<expired-access-token>", server.Emulator.Tokens.Mint(-life), StringComparison.Ordinal);
    }

    private static string Normal(string json) => TaskId().Replace(Blank(JsonNode.Parse(json))!.ToJsonString(), "#");

    private static JsonNode? Blank(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(
                    member.Key, member.Value is not null && Volatile.Contains(member.Key) ? "#" : Blank(member.Value?.DeepClone()))));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Blank(item?.DeepClone()))]);
            default:
                return node;
        }
    }

    [GeneratedRegex(@"^\(multipart/form-data\) (?<field>[\w-]+)=(@(?<source>[^;\n]+);filename=(?<name>.*)|(?<value>.*))$", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex TaskId();
}
