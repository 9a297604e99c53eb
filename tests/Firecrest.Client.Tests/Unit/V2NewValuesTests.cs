using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>A newer server may say other words than those that were recorded, and more of them.</summary>
public sealed partial class V2NewValuesTests
{
    private const string NewValue = "NEW_VALUE";

    /// <summary>By the beginning of a request, what its answer is read as: how many things it tells of.</summary>
    private static readonly (Regex Request, Func<string, int> Count)[] Readers =
    [
        (Systems(), body => Recorded.Parse(body, StatusRequests.GetSystems()).Count),
        (UserInfo(), body => Recorded.Parse(body, StatusRequests.GetUserInfo("x")).Groups.Count),
        (Nodes(), body => Recorded.Parse(body, StatusRequests.GetNodes("x")).Count),
        (Partitions(), body => Recorded.Parse(body, StatusRequests.GetPartitions("x", null)).Count),
        (Reservations(), body => Recorded.Parse(body, StatusRequests.GetReservations("x")).Count),
        (Liveness(), body => Recorded.Parse(body, StatusRequests.GetLiveness()).HealthChecks.Count),
        (Upload(), body => Recorded.Parse(body, TransferRequests.Upload("x", AnUpload)).Directives.PartUploadUrls.Count),
        (TransferJob(), body => Recorded.Parse(body, TransferRequests.Remove("x", new TransferRemoveRequest { Path = "/" })).JobId.Length),
        (Jobs(), body => Recorded.Parse(body, ComputeRequests.GetJobs("x", null)).Count),
        (Metadata(), body => Recorded.Parse(body, ComputeRequests.GetJobMetadata("x", "1")).Count),
        (Submit(), body => Recorded.Parse(body, ComputeRequests.SubmitJob("x", new SubmitJobRequest { WorkingDirectory = "/", Script = "#!" })).Length),
        (List(), body => Recorded.Parse(body, FilesystemRequests.List("x", "/", null)).Count),
        (Stat(), body => (int)Recorded.Parse(body, FilesystemRequests.Stat("x", "/", dereference: false)).Size),
        (Part(), body => (int)Recorded.Parse(body, FilesystemRequests.Head("x", "/", null)).EndPosition),
        (MakeDirectory(), body => (int)Recorded.Parse(body, FilesystemRequests.MakeDirectory("x", "/", createParents: false)).Size),
    ];

    private static TransferUploadRequest AnUpload => new() { SourcePath = "/x", Method = TransferMethod.S3, FileSize = 1 };

    public static TheoryData<string> Answers
        => [.. Fixture.All("v2/").Where(name => Fixture.Load(name) is { StatusCode: < 300, Body.Length: > 0 } fixture && Reader(fixture) is not null)];

    [Theory, MemberData(nameof(Answers))]
    public void An_answer_with_new_words_and_members_is_read_all_the_same(string name)
    {
        var fixture = Fixture.Load(name);
        var json = JsonNode.Parse(fixture.Body)!;

        Renew(json);

        Reader(fixture)!(json.ToJsonString()).Should().Be(Reader(fixture)!(fixture.Body));
    }

    [Fact]
    public void Every_operation_has_recorded_answers()
    {
        var requests = Answers.Select(row => Fixture.Load(row.Data)).Select(fixture => $"{fixture.RequestMethod} {fixture.RequestTarget}").ToList();

        Readers.Should().OnlyContain(reader => requests.Any(reader.Request.IsMatch));
    }

    private static Func<string, int>? Reader(Fixture fixture)
        => Readers.FirstOrDefault(reader => reader.Request.IsMatch($"{fixture.RequestMethod} {fixture.RequestTarget}")).Count;

    private static void Renew(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Renew(item);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                Renew(value);
                if (value is JsonValue text && text.TryGetValue(out string? old) && name is not ("jobId" or "id") && IsWord(old))
                {
                    members[name] = NewValue;
                }
            }

            members["aMemberThatNobodyKnows"] = new JsonObject { ["list"] = new JsonArray(1, NewValue, null) };
        }
    }

    /// <summary>Neither a number, nor a date, nor a link.</summary>
    private static bool IsWord(string text)
        => !text.StartsWith("http", StringComparison.Ordinal) && !double.TryParse(text, CultureInfo.InvariantCulture, out _) && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^GET /status/systems$")]
    private static partial Regex Systems();

    [GeneratedRegex("^GET /status/[^/]+/userinfo$")]
    private static partial Regex UserInfo();

    [GeneratedRegex("^GET /status/[^/]+/nodes$")]
    private static partial Regex Nodes();

    [GeneratedRegex(@"^GET /status/[^/]+/partitions(\?.*)?$")]
    private static partial Regex Partitions();

    [GeneratedRegex("^GET /status/[^/]+/reservations$")]
    private static partial Regex Reservations();

    [GeneratedRegex("^GET /status/liveness/$")]
    private static partial Regex Liveness();

    [GeneratedRegex("^POST /filesystem/[^/]+/transfer/(up|down)load$")]
    private static partial Regex Upload();

    [GeneratedRegex("^(POST|DELETE) /filesystem/[^/]+/transfer/")]
    private static partial Regex TransferJob();

    [GeneratedRegex(@"^GET /compute/[^/]+/jobs(/\w+)?(\?.*)?$")]
    private static partial Regex Jobs();

    [GeneratedRegex(@"^GET /compute/[^/]+/jobs/\w+/metadata$")]
    private static partial Regex Metadata();

    [GeneratedRegex("^POST /compute/[^/]+/jobs$")]
    private static partial Regex Submit();

    [GeneratedRegex(@"^GET /filesystem/[^/]+/ops/ls\?")]
    private static partial Regex List();

    [GeneratedRegex(@"^GET /filesystem/[^/]+/ops/stat\?")]
    private static partial Regex Stat();

    [GeneratedRegex(@"^GET /filesystem/[^/]+/ops/(head|tail)\?")]
    private static partial Regex Part();

    [GeneratedRegex("^POST /filesystem/[^/]+/ops/mkdir$")]
    private static partial Regex MakeDirectory();
}
