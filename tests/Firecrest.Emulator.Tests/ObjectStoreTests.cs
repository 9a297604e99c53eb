using System.Text.Json.Nodes;
using System.Xml.Linq;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;
using static Firecrest.Emulator.Tests.StagingTests;

namespace Firecrest.Emulator.Tests;

public sealed class ObjectStoreTests
{
    private const string Home = "/home/fireuser";

    [Fact]
    public async Task The_store_answers_misuse_of_an_address_as_recorded()
    {
        await using var server = await TestServer.Start(Small with { Slots = 1 });
        ArchiveTests.Write(server, Home + "/file", "content");
        string blocker = await server.Submit("sleep 100");
        JsonNode download = await Start(server, "download", Home + "/file");
        string url = DownloadUrl(download);

        Same(await Plain(server, HttpMethod.Get, url), "download-url-before-the-egress-job-has-finished");
        await server.Delete($"compute/{server.System}/jobs/{blocker}");
        await server.WaitForEnd(JobId(download));
        Same(await Plain(server, HttpMethod.Get, url[..^4] + "0000"), "tampered-signature");
        Same(await Plain(server, HttpMethod.Head, url), "head-of-download-url");
        Same(await server.Send(new HttpRequestMessage(HttpMethod.Get, url)), "get-with-an-authorization-header-added-to-a-presigned-url");
        Code(await Plain(server, HttpMethod.Get, url.Split('?')[0])).Should().Be("AccessDenied");
        Code(await Plain(server, HttpMethod.Get, url.Replace("/file?", "/other?", StringComparison.Ordinal))).Should().Be("SignatureDoesNotMatch");
        (await Plain(server, HttpMethod.Get, url)).Text.Should().Be("content");
    }

    [Fact]
    public async Task An_upload_is_completed_with_its_own_parts_only_and_once()
    {
        await using var server = await TestServer.Start(Small);
        JsonNode upload = await Start(server, "upload", Home + "/up.bin", 1500);
        string[] urls = Urls(upload);
        string first = (await Put(server, urls[0], new byte[1000])).Header("ETag")!;
        first.Should().Be("\"ede3d3b685b4e137ba4cb2521329a75e\"", "it is the MD5");
        string second = (await Put(server, urls[1], new byte[500])).Header("ETag")!;

        Same(await Complete(server, upload), "complete-of-an-empty-multipart-upload");
        Code(await Complete(server, upload, (1, first), (2, first))).Should().Be("InvalidPart");
        Code(await Complete(server, upload, (2, second), (1, first))).Should().Be("InvalidPartOrder");
        Code(await Complete(server, upload, (1, first), (3, second))).Should().Be("InvalidPart");
        await Put(server, urls[0], new byte[10]);
        string small = (await Put(server, urls[0], new byte[10])).Header("ETag")!;
        Code(await Complete(server, upload, (1, small), (2, second))).Should().Be("EntityTooSmall");
        await Put(server, urls[0], new byte[1000]);
        (await Complete(server, upload, (1, first), (2, second))).Text.Should().Contain("-2</ETag>");
        Answer again = await Complete(server, upload, (1, first), (2, second));

        again.Status.Should().Be(200);
        again.Text.Should().Contain("<ETag></ETag>");
        Code(await Put(server, urls[0], new byte[1000])).Should().Be("NoSuchUpload");
    }

    [Fact]
    public async Task An_address_expires_on_the_clock_of_the_emulator()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(Small with { TimeProvider = time, StagingUrlLifetime = TimeSpan.FromHours(1) });
        string url = Urls(await Start(server, "upload", Home + "/up.bin", 10))[0];

        time.Advance(TimeSpan.FromHours(1));
        (await Put(server, url, [1])).Status.Should().Be(200);
        time.Advance(TimeSpan.FromSeconds(1));

        Answer late = await Put(server, url, [1]);
        late.Status.Should().Be(403);
        Code(late).Should().Be("AccessDenied");
    }

    [Fact]
    public async Task Any_file_name_can_be_in_an_address_and_no_signature_is_kept()
    {
        await using var server = await TestServer.Start(Small);
        JsonNode upload = await Start(server, "upload", Home + "/a b%20+ü#?.bin", 1);

        string tag = (await Put(server, Urls(upload)[0], [7])).Header("ETag")!;
        (await Complete(server, upload, (1, tag))).Status.Should().Be(200);
        await server.WaitForEnd(JobId(upload));

        File.ReadAllBytes(server.Emulator.GetLocalPath(Home + "/a b%20+ü#?.bin")).Should().Equal(7);
        server.Emulator.Journal.Requests.Where(request => request.Path.StartsWith("/staging/", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(request => request.Query.EndsWith("X-Amz-Signature=...", StringComparison.Ordinal));
    }

    private static void Same(Answer answer, string recording)
    {
        var fixture = Fixture.Load("s3/" + recording);
        answer.Status.Should().Be(fixture.StatusCode);
        answer.Header("Content-Type").Should().Be(fixture.Headers["content-type"]);
        answer.Header("Accept-Ranges").Should().Be(fixture.Headers["accept-ranges"]);
        if (fixture.Headers["content-length"] is { } length)
        {
            answer.Header("Content-Length").Should().Be(length);
        }

        if (fixture.Body.Trim().StartsWith('<'))
        {
            WithoutId(answer.Text).Should().Be(WithoutId(fixture.Body));
        }
    }

    private static string WithoutId(string xml)
    {
        XElement error = XElement.Parse(xml);
        error.Element("RequestId")!.Value = $"#{error.Element("RequestId")!.Value.Length}";
        return error.ToString();
    }
}
