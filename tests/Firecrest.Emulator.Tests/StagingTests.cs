using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class StagingTests
{
    private const string Home = "/home/fireuser";

    internal static readonly FirecrestEmulatorOptions Small = new() { StagingPartSize = 1000, TransferPollInterval = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task A_file_goes_up_in_parts_and_down_again()
    {
        await using var server = await TestServer.Start(Small);
        byte[] content = RandomNumberGenerator.GetBytes(2500);
        JsonNode upload = await Start(server, "upload", Home + "/up.bin", content.Length);
        string[] urls = Urls(upload);
        urls.Should().HaveCount(3);
        upload["transferDirectives"]!["maxPartSize"]!.GetValue<int>().Should().Be(1000);

        var tags = new List<string>();
        for (int i = 0; i < urls.Length; i++)
        {
            tags.Add((await Put(server, urls[i], content[(i * 1000)..Math.Min((i + 1) * 1000, content.Length)])).Header("ETag")!);
        }

        Answer complete = await Complete(server, upload, [.. tags.Select((tag, i) => (i + 1, tag))]);
        complete.Status.Should().Be(200);
        complete.Text.Should().Contain("<Bucket>fireuser</Bucket>").And.Contain("-3</ETag>");
        JsonNode job = await server.WaitForEnd(JobId(upload));
        TestServer.StateOf(job).Should().Be("COMPLETED");
        job["name"]!.ToString().Should().Be("IngressFileTransfer");
        File.ReadAllBytes(server.Emulator.GetLocalPath(Home + "/up.bin")).Should().Equal(content);

        JsonNode download = await Start(server, "download", Home + "/up.bin");
        job = await server.WaitForEnd(JobId(download));
        TestServer.StateOf(job).Should().Be("COMPLETED");
        job["name"]!.ToString().Should().Be("OutgressFileTransfer");
        Answer whole = await Plain(server, HttpMethod.Get, DownloadUrl(download));
        whole.Bytes.Should().Equal(content);
        whole.Header("ETag").Should().EndWith("-3\"");
        var ranged = new HttpRequestMessage(HttpMethod.Get, DownloadUrl(download)) { Headers = { Range = new RangeHeaderValue(1000, 1999) } };
        Answer part = await server.Send(ranged, withToken: false);
        part.Status.Should().Be(206);
        part.Header("Content-Range").Should().Be("bytes 1000-1999/2500");
        part.Bytes.Should().Equal(content[1000..2000]);
    }

    [Fact]
    public async Task The_recorded_transfers_get_the_recorded_answers()
    {
        await using var server = await TestServer.Start(Recording.Options with { TransferPollInterval = TimeSpan.FromMilliseconds(5) });
        ArchiveTests.Write(server, Home + "/tr/up.bin", "content");
        ArchiveTests.Write(server, Home + "/tr/empty", "");

        List<string> differences = [.. await Recording.Compare(server, "v2/transfer/upload-create")];
        differences.AddRange(await Recording.Compare(server, "v2/transfer/download-create"));
        differences.AddRange(await Recording.Compare(server, "v2/transfer/upload-with-file-size-0"));
        differences.AddRange(await Recording.Compare(server, "v2/transfer/download-of-an-empty-file"));

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_simulated_upload_waits_for_its_file_and_sees_it_at_its_next_look()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        var options = Small with { TimeProvider = time, Simulation = new JobSimulation(), TransferPollInterval = TimeSpan.FromMinutes(1) };
        await using var server = await TestServer.Start(options);
        JsonNode upload = await Start(server, "upload", Home + "/up.bin", 3);

        time.Advance(TimeSpan.FromSeconds(10 + (20 * 60) + 30));
        TestServer.StateOf(await server.Job(JobId(upload))).Should().Be("RUNNING");
        await Complete(server, upload, (1, (await Put(server, Urls(upload)[0], [1, 2, 3])).Header("ETag")!));
        time.Advance(TimeSpan.FromSeconds(29));
        TestServer.StateOf(await server.Job(JobId(upload))).Should().Be("RUNNING");
        time.Advance(TimeSpan.FromSeconds(1));

        TestServer.StateOf(await server.Job(JobId(upload))).Should().Be("COMPLETED");
        File.ReadAllBytes(server.Emulator.GetLocalPath(Home + "/up.bin")).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_simulated_download_is_there_when_its_job_is_over()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(Small with { TimeProvider = time, Simulation = new JobSimulation() });
        ArchiveTests.Write(server, Home + "/file", "content");
        string url = DownloadUrl(await Start(server, "download", Home + "/file"));

        Code(await Plain(server, HttpMethod.Get, url)).Should().Be("NoSuchKey");
        time.Advance(TimeSpan.FromMinutes(2));

        (await Plain(server, HttpMethod.Get, url)).Text.Should().Be("content");
    }

    [Theory]
    [InlineData("empty", "", 70, "line 217: (file_size + num_parts - 1) / num_parts : division by 0 (error token is \"num_parts \")\ncurl: (22) The requested URL returned error: 400\n")]
    [InlineData("a b.txt", "x", 34, "line 178: b.txt: command not found\nfile_not_found\n")]
    [InlineData("R&D.txt", "x", 34, "line 178: D.txt: command not found\nfile_not_found\n")]
    [InlineData("$HOME.txt", "x", 34, "file_not_found\n")]
    [InlineData("x;y.txt", "x", 34, "line 178: y.txt: command not found\nfile_not_found\n")]
    public async Task A_download_that_the_script_cannot_do_fails_with_its_exit_code(string name, string content, int exitCode, string error)
    {
        await using var server = await TestServer.Start(Small);
        ArchiveTests.Write(server, Home + "/" + name, content);
        JsonNode download = await Start(server, "download", Home + "/" + name);

        JsonNode job = await server.WaitForEnd(JobId(download));

        TestServer.StateOf(job).Should().Be("FAILED");
        job["status"]!["exitCode"]!.GetValue<int>().Should().Be(exitCode);
        server.Read(download["transferJob"]!["logs"]!["errorLog"]!.ToString()).Should().EndWith(error);
        Code(await Plain(server, HttpMethod.Get, DownloadUrl(download))).Should().Be("NoSuchKey");
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("lose")]
    [InlineData("corrupt")]
    public async Task A_transfer_that_goes_wrong_by_rule_ends_well_all_the_same(string fault)
    {
        await using var server = await TestServer.Start(Small);
        ArchiveTests.Write(server, Home + "/file", "content");
        Apply(server.Emulator.Faults.OnUploads(), fault);
        Apply(server.Emulator.Faults.OnDownloads(), fault);
        (string up, string down) = (Home + "/up.txt", Home + "/file");

        (string uploaded, string downloaded) = (await UploadText(server, up), await DownloadText(server, down));

        string expected = fault switch { "truncate" => "con", "lose" => "", _ => "bontent" };
        (uploaded, downloaded).Should().Be((expected, expected));
        (await UploadText(server, up), await DownloadText(server, down)).Should().Be(("content", "content"), "the rules applied once");
    }

    [Fact]
    public async Task A_range_of_another_object_than_expected_is_refused()
    {
        await using var server = await TestServer.Start(Small);
        ArchiveTests.Write(server, Home + "/file", "content");
        JsonNode download = await Start(server, "download", Home + "/file");
        await server.WaitForEnd(JobId(download));
        string tag = (await Plain(server, HttpMethod.Get, DownloadUrl(download))).Header("ETag")!;

        (await Expecting(server, download, tag)).Text.Should().Be("content");
        Code(await Expecting(server, download, "\"another\"")).Should().Be("PreconditionFailed");
    }

    private static void Apply(TransferFaultRule rule, string fault)
    {
        switch (fault)
        {
            case "truncate":
                rule.Truncate(3);
                break;
            case "lose":
                rule.Lose();
                break;
            default:
                rule.Corrupt();
                break;
        }
    }

    /// <summary>What is there after the job has completed; empty when there is no file.</summary>
    private static async Task<string> UploadText(TestServer server, string path)
    {
        JsonNode upload = await Start(server, "upload", path, 7);
        await Complete(server, upload, (1, (await Put(server, Urls(upload)[0], "content"u8.ToArray())).Header("ETag")!));
        TestServer.StateOf(await server.WaitForEnd(JobId(upload))).Should().Be("COMPLETED");
        return File.Exists(server.Emulator.GetLocalPath(path)) ? server.Read(path) : "";
    }

    private static async Task<string> DownloadText(TestServer server, string path)
    {
        JsonNode download = await Start(server, "download", path);
        TestServer.StateOf(await server.WaitForEnd(JobId(download))).Should().Be("COMPLETED");
        Answer answer = await Plain(server, HttpMethod.Get, DownloadUrl(download));
        return answer.Status == 200 ? answer.Text : "";
    }

    private static Task<Answer> Expecting(TestServer server, JsonNode download, string tag)
        => server.Send(new HttpRequestMessage(HttpMethod.Get, DownloadUrl(download)) { Headers = { IfMatch = { new EntityTagHeaderValue(tag) } } }, withToken: false);

    [Fact]
    public async Task A_folder_is_no_file_to_download_or_to_upload_to()
    {
        await using var server = await TestServer.Start(Small);
        JsonNode download = await Start(server, "download", Home);
        JsonNode upload = await Start(server, "upload", Home, 3);
        await Complete(server, upload, (1, (await Put(server, Urls(upload)[0], [1, 2, 3])).Header("ETag")!));

        (await server.WaitForEnd(JobId(download)))["status"]!["exitCode"]!.GetValue<int>().Should().Be(34);
        (await server.WaitForEnd(JobId(upload)))["status"]!["exitCode"]!.GetValue<int>().Should().Be(3);
    }

    [Fact]
    public async Task A_waiting_upload_can_be_cancelled()
    {
        await using var server = await TestServer.Start(Small);
        JsonNode upload = await Start(server, "upload", Home + "/up.bin", 10);
        await server.WaitFor(JobId(upload), "RUNNING");

        (await server.Delete($"compute/{server.System}/jobs/{JobId(upload)}")).Status.Should().Be(204);

        TestServer.StateOf(await server.Job(JobId(upload))).Should().Be("CANCELLED by 5001");
    }

    [Theory]
    [InlineData("upload-without-file-size")]
    [InlineData("file-size-as-a-string")]
    [InlineData("upload-wrong-method-for-this-system")]
    [InlineData("upload-unknown-method")]
    [InlineData("upload-no-directives")]
    [InlineData("upload-snake-case-body")]
    [InlineData("upload-account-needed-on-this-system", true)]
    [InlineData("upload-with-account", true)]
    [InlineData("upload-unknown-account", true)]
    [InlineData("upload-outside-of-the-file-systems")]
    [InlineData("download-missing-file")]
    [InlineData("download-directory")]
    [InlineData("download-file-in-a-forbidden-directory")]
    public async Task A_recorded_request_gets_the_recorded_answer(string name, bool needsAccount = false)
    {
        await using var server = await TestServer.Start(Recording.Options with { TransferJobDirectives = needsAccount ? ["#SBATCH --account={account}"] : [] });
        Directory.CreateDirectory(server.Emulator.GetLocalPath(Home + "/tr"));
        Directory.CreateDirectory(server.Emulator.GetLocalPath("/home/fireuser2"), UnixFileMode.None);

        IReadOnlyList<string> differences = await Recording.Compare(server, "v2/transfer-errors/" + name);

        // So that anybody can delete it.
        File.SetUnixFileMode(server.Emulator.GetLocalPath("/home/fireuser2"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_system_without_transfers_says_so_in_its_way()
    {
        await using var server = await TestServer.Start(new() { TransferMethod = null });

        Answer answer = await server.SendJson(HttpMethod.Post, $"filesystem/{server.System}/transfer/upload", "{}");

        answer.Status.Should().Be(500);
        answer.Message.Should().Be("(\"'NoneType' object has no attribute 'service_type'\",)");
        JsonNode systems = (await server.Get("status/systems")).Json;
        systems["systems"]![0]!["dataOperation"]!["data_transfer"].Should().BeNull();
    }

    [Fact]
    public async Task The_status_shows_the_store_as_recorded_with_its_secrets_masked()
    {
        await using var server = await TestServer.Start(Recording.Options);
        JsonNode recorded = JsonNode.Parse(Fixture.Load("v2/status/systems").Body)!["systems"]![0]!;

        JsonNode system = (await server.Get("status/systems")).Json["systems"]![0]!;

        JsonNode expected = recorded["dataOperation"]!["data_transfer"]!;
        expected["publicUrl"] = server.Emulator.BaseAddress + "staging";
        system["dataOperation"]!["data_transfer"]!.ToJsonString().Should().Be(expected.ToJsonString());
        system["servicesHealth"]!.AsArray().Select(health => health!["serviceType"]!.ToString())
            .Should().Equal(recorded["servicesHealth"]!.AsArray().Select(health => health!["serviceType"]!.ToString()));
    }

    internal static async Task<JsonNode> Start(TestServer server, string operation, string path, long? size = null)
    {
        var directives = new JsonObject { ["transferMethod"] = "s3" };
        if (size is not null)
        {
            directives["fileSize"] = size;
        }

        var body = new JsonObject { ["sourcePath"] = path, ["transferDirectives"] = directives };
        Answer answer = await server.SendJson(HttpMethod.Post, $"filesystem/{server.System}/transfer/{operation}", body.ToJsonString());
        answer.Status.Should().Be(201, answer.Text);
        return answer.Json;
    }

    internal static string JobId(JsonNode transfer) => transfer["transferJob"]!["jobId"]!.ToString();

    internal static string[] Urls(JsonNode upload) => [.. upload["transferDirectives"]!["partsUploadUrls"]!.AsArray().Select(url => url!.ToString())];

    internal static string DownloadUrl(JsonNode download) => download["transferDirectives"]!["downloadUrl"]!.ToString();

    internal static Task<Answer> Plain(TestServer server, HttpMethod method, string url) => server.Send(new HttpRequestMessage(method, url), withToken: false);

    internal static Task<Answer> Put(TestServer server, string url, byte[] content)
        => server.Send(new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(content) }, withToken: false);

    internal static Task<Answer> Complete(TestServer server, JsonNode upload, params (int Number, string ETag)[] parts)
    {
        string list = string.Concat(parts.Select(part => $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag></Part>"));
        string body = $"<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{list}</CompleteMultipartUpload>";
        string url = upload["transferDirectives"]!["completeUploadUrl"]!.ToString();
        return server.Send(new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/xml") }, withToken: false);
    }

    internal static string Code(Answer answer) => XElement.Parse(answer.Text).Element("Code")!.Value;
}
