using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1StorageTests
{
    private const string Folder = "/home/test1/st";

    private static readonly byte[] Content = Encoding.UTF8.GetBytes("what is moved\n");

    [Theory]
    [InlineData("xfer-internal/cp-no-sourcepath")]
    [InlineData("xfer-internal/cp-no-targetpath")]
    [InlineData("xfer-internal/cp-bad-time")]
    [InlineData("xfer-internal/extract-unknown-type")]
    [InlineData("xfer-internal/cp-no-machine")]
    [InlineData("xfer-internal/cp-unknown-machine")]
    [InlineData("xfer-internal/cp-unknown-user")]
    [InlineData("xfer-internal/unknown-operation")]
    [InlineData("unreachable/xfer-internal-rm")]
    [InlineData("unreachable/xfer-internal-rm-with-account")]
    [InlineData("unreachable/xfer-internal-rm-with-account-on-offline")]
    [InlineData("unreachable/xfer-internal-rm-on-restricted")]
    [InlineData("unreachable/xfer-external-upload")]
    [InlineData("unreachable/xfer-external-download")]
    [InlineData("xfer-upload/upload-target-directory-missing")]
    [InlineData("xfer-upload/upload-no-permission")]
    [InlineData("xfer-upload/upload-no-sourcepath")]
    [InlineData("xfer-upload/upload-no-targetpath")]
    [InlineData("xfer-upload/upload-no-machine")]
    [InlineData("xfer-upload/upload-unknown-machine")]
    [InlineData("xfer-upload/upload-machine-down")]
    [InlineData("xfer-download/download-file-missing")]
    [InlineData("xfer-download/download-directory")]
    [InlineData("xfer-download/download-no-sourcepath")]
    [InlineData("xfer-download/xfer-external-download-on-offline")]
    [InlineData("xfer-download/xfer-external-download-on-restricted")]
    [InlineData("xfer-download/invalidate-no-x-task-id")]
    [InlineData("xfer-download/invalidate-not-alphanumeric")]
    [InlineData("xfer-download/invalidate-unknown-task")]
    public async Task A_recorded_refusal_is_given(string name)
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder));
        Directory.CreateDirectory(server.Local("/root"), UnixFileMode.None);

        IReadOnlyList<string> differences = await V1Recording.Compare(server, name);

        File.SetUnixFileMode(server.Local("/root"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Folder, Folder + "/big.bin")]
    [InlineData(Folder + "/renamed.bin", Folder + "/renamed.bin")]
    public async Task An_upload_goes_by_the_form_to_the_cluster(string target, string expected)
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder));
        Answer created = await Upload(server, target);
        JsonNode task = await server.TaskIn(created, "111");
        task["data"]!["msg"]!["cert"].Should().BeNull("only the list shows it");

        (await Post(task)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        JsonNode done = await server.TaskIn(created, "114");

        File.ReadAllBytes(server.Local(expected)).Should().Equal(Content);
        done["data"]!.AsObject().Select(member => member.Key).Should().Equal("source", "system_addr", "system_name", "target");
        (await V1Recording.Compare(server, "xfer-download/invalidate-an-upload-task-whose-object-is-gone", _ => created.Json["task_id"]!.ToString()))
            .Should().BeEmpty();
    }

    [Fact]
    public async Task A_form_that_was_changed_is_refused_as_recorded()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder));
        JsonNode task = await server.TaskIn(await Upload(server, Folder), "111");

        HttpResponseMessage otherKey = await Post(task, data => data["key"] = "other");
        HttpResponseMessage otherField = await Post(task, data => data["Content-Type"] = "text/plain");
        HttpResponseMessage otherPolicy = await Post(task, data => data["policy"] = "e30=");

        otherKey.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await Text(otherKey)).Should().Contain("Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;, &quot;$key&quot;, &quot;");
        (await Text(otherField)).Should().Contain("<Message>Invalid according to Policy: Extra input fields: content-type</Message>");
        (await Text(otherPolicy)).Should().Contain("<Code>SignatureDoesNotMatch</Code>");
    }

    [Fact]
    public async Task A_failed_fetch_is_tried_again_until_the_object_is_gone()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder + "/rs"));
        Answer created = await Upload(server, Folder + "/rs/f.bin");
        JsonNode task = await server.TaskIn(created, "111");
        Directory.Delete(server.Local(Folder + "/rs"));
        await Post(task);

        JsonNode failed = await server.TaskIn(created, "115");
        Directory.CreateDirectory(server.Local(Folder + "/rs"));
        await server.TaskIn(created, "114");

        failed["data"]!["status"]!.ToString().Should().Be("115");
        failed["data"]!["msg"]!["parameters"]!["method"]!.ToString().Should().Be("POST");
        File.ReadAllBytes(server.Local(Folder + "/rs/f.bin")).Should().Equal(Content);
    }

    [Fact]
    public async Task The_statuses_of_an_upload_take_their_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var server = await V1TestServer.Start(V1TestServer.Options with
        {
            TimeProvider = time,
            TransferPollInterval = TimeSpan.FromSeconds(60),
            V1 = V1TestServer.Options.V1 with { TaskDelay = TimeSpan.FromSeconds(1) },
        });
        Directory.CreateDirectory(server.Local(Folder));
        Answer created = await Upload(server, Folder);
        var seen = new List<string> { await Status() };
        time.Advance(TimeSpan.FromSeconds(1));
        JsonNode task = await server.Task(created);
        await Post(task);
        foreach (int seconds in (int[])[0, 58, 1, 1, 1])
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            seen.Add(await Status());
        }

        seen.Should().Equal("110", "111", "111", "112", "113", "114");

        async Task<string> Status() => (await server.Task(created))["status"]!.ToString();
    }

    [Fact]
    public async Task The_list_of_tasks_shows_what_one_task_hides()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder));
        Answer created = await Upload(server, Folder);
        await server.TaskIn(created, "111");
        string id = created.Json["task_id"]!.ToString();

        JsonNode listed = (await server.Get("/tasks?tasks=0123," + id, machine: null)).Json["tasks"]!.AsObject().Single().Value!;
        JsonNode message = listed["data"]!["msg"]!;

        listed["task_url"].Should().BeNull();
        message["cert"]!.AsArray().Count.Should().Be(2);
        using var http = new HttpClient();
        (await http.GetAsync(message["download_url"]!.ToString(), TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_download_is_an_address_without_token()
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/big.bin", Encoding.UTF8.GetString(Content));
        Answer created = await server.Send(HttpMethod.Post, "/storage/xfer-external/download", [("sourcePath", Folder + "/big.bin")]);
        JsonNode task = await server.TaskIn(created, "117");
        string id = created.Json["task_id"]!.ToString();
        string url = task["data"]!["url"]!.ToString();
        using var http = new HttpClient();

        byte[] content = await http.GetByteArrayAsync(url, TestContext.Current.CancellationToken);
        var differences = new List<string>();
        differences.AddRange(await V1Recording.Compare(server, "xfer-download/invalidate", _ => id));
        differences.AddRange(await V1Recording.Compare(server, "xfer-download/the-task-after-that", _ => "/tasks/" + id));
        differences.AddRange(await V1Recording.Compare(server, "xfer-download/invalidate-again", _ => id));
        differences.AddRange(await V1Recording.Compare(server, "xfer-download/invalidate-task-of-another-user", _ => id));
        differences.AddRange(await V1Recording.Compare(server, "tasks/task-of-another-user", _ => "/tasks/" + id));

        content.Should().Equal(Content);
        differences.Should().BeEmpty();
        (await http.GetByteArrayAsync(url, TestContext.Current.CancellationToken)).Should().Equal(Content, "the object is not deleted");
        (await server.Get("/tasks?tasks=" + id, machine: null)).Json["tasks"]![id]!["status"]!.ToString().Should().Be("117", "the list learns late");
    }

    [Fact]
    public async Task Downloads_of_names_with_blanks_fail_as_recorded()
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/a b.txt", "x");
        server.Put(Folder + "/empty", "");

        (await V1Recording.CompareTask(server, "xfer-download/download-name-with-a-blank", suffix: "-task-118")).Should().BeEmpty();
        Answer created = await V1Recording.Replay(server, "xfer-download/download-of-an-empty-file");
        (await server.TaskIn(created, "117"))["data"]!["url"].Should().NotBeNull();
    }

    [Fact]
    public async Task An_upload_without_an_object_cannot_be_invalidated()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local(Folder));
        Answer created = await Upload(server, Folder);

        (await V1Recording.Compare(
            server, "xfer-download/invalidate-an-upload-before-anything-is-uploaded", _ => created.Json["task_id"]!.ToString())).Should().BeEmpty();
    }

    [Fact]
    public async Task The_old_signature_uploads_by_put_without_a_content_type()
    {
        await using var server = await V1TestServer.Start(
            V1TestServer.Options with { V1 = V1TestServer.Options.V1 with { Staging = EmulatedStaging.S3V2 } });
        Directory.CreateDirectory(server.Local(Folder));
        Answer created = await Upload(server, Folder);
        JsonNode parameters = (await server.TaskIn(created, "111"))["data"]!["msg"]!["parameters"]!;
        string url = parameters["url"] + "?" + string.Join('&', parameters["params"]!.AsObject()
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.ToString())}"));
        using var http = new HttpClient();

        HttpResponseMessage refused = await Put(http, url, "application/octet-stream");
        HttpResponseMessage taken = await Put(http, url, null);
        await server.TaskIn(created, "114");

        parameters["method"]!.ToString().Should().Be("PUT");
        parameters["data"]!.AsObject().Count.Should().Be(0);
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await Text(refused)).Should().Contain("<Code>SignatureDoesNotMatch</Code>");
        taken.StatusCode.Should().Be(HttpStatusCode.OK);
        File.ReadAllBytes(server.Local(Folder + "/big.bin")).Should().Equal(Content);
    }

    private static Task<Answer> Upload(V1TestServer server, string target)
        => server.Send(HttpMethod.Post, "/storage/xfer-external/upload", [("targetPath", target), ("sourcePath", "/local/path/big.bin")]);

    private static async Task<HttpResponseMessage> Post(JsonNode task, Action<JsonObject>? change = null)
    {
        JsonNode parameters = task["data"]!["msg"]!["parameters"]!;
        var data = (JsonObject)parameters["data"]!.DeepClone();
        change?.Invoke(data);
        using var form = new MultipartFormDataContent();
        foreach ((string name, JsonNode? value) in data)
        {
            var field = new StringContent(value!.ToString());
            field.Headers.ContentType = null;
            form.Add(field, name);
        }

        form.Add(new ByteArrayContent(Content), "file", "big.bin");
        using var http = new HttpClient();
        return await http.PostAsync(parameters["url"]!.ToString(), form, TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> Put(HttpClient http, string url, string? contentType)
    {
        var body = new ByteArrayContent(Content);
        if (contentType is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return http.PutAsync(url, body, TestContext.Current.CancellationToken);
    }

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
