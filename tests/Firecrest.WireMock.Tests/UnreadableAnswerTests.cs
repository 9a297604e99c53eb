using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Firecrest.Client;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>Successes whose body is not what the operation answers with.</summary>
public sealed class UnreadableAnswerTests(StrangeServer server) : IClassFixture<StrangeServer>
{
    private static readonly string[] Operations = ["systems", "userinfo", "jobs", "job", "metadata", "submit", "ls", "stat", "head", "mkdir"];

    /// <summary>What no operation answers with.</summary>
    private static readonly string[] Bodies =
    [
        "", " ", "null", "[]", "[{}]", "7", "\"text\"", "true", "{", "{\"", "{\"jobs\":[", "{\"output\":{\"name\":\"", "{}}", "{'jobs':[]}", "{\"jobs\":7,\"systems\":7,\"output\":7,\"jobId\":}",
        "OK", "<html><head><title>Sign in</title></head></html>", "<!DOCTYPE html>\n<p>Welcome", "\u0000\u0000",
        $"{{\"unknown\":{new string('[', 500)}{new string(']', 500)}}}",
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Unreadable => Operations.SelectMany(_ => Bodies, (operation, body) => new TheoryDataRow<string, string>(operation, body));

    /// <summary>Whose shape is right, but something in it cannot be.</summary>
    public static TheoryData<string, string> Incomplete => new()
    {
        { "systems", """{"systems":{}}""" },
        { "systems", """{"systems":[null]}""" },
        { "systems", """{"systems":[7]}""" },
        { "systems", """{"systems":[{}]}""" },
        { "systems", """{"systems":[{"name":null}]}""" },
        { "systems", """{"systems":[{"name":{}}]}""" },
        { "systems", """{"systems":[{"name":"a","fileSystems":[null]}]}""" },
        { "systems", """{"systems":[{"name":"a","servicesHealth":[null]}]}""" },
        { "userinfo", "{}" },
        { "userinfo", """{"user":{"id":null,"name":"a"},"group":{"id":"1","name":"a"}}""" },
        { "userinfo", """{"user":{"id":"1","name":"a"},"group":{"id":"1","name":"a"},"groups":[null]}""" },
        { "userinfo", """{"user":{"id":"1","name":"a"},"group":{"id":"1","name":"a"},"accounts":[{}]}""" },
        { "userinfo", """{"user":null,"group":null}""" },
        { "userinfo", """{"user":{"id":"1","name":"a"}}""" },
        { "jobs", """{"jobs":[null]}""" },
        { "jobs", """{"jobs":[{}]}""" },
        { "jobs", """{"jobs":[{},{}]}""" },
        { "jobs", """{"jobs":[{"jobId":null}]}""" },
        { "jobs", """{"jobs":[{"jobId":"1","name":"\ud800"}]}""" },
        { "jobs", """{"jobs":[{"jobId":"\udc00"}]}""" },
        { "jobs", """{"jobs":[{"jobId":"1","status":{"state":"\ud800"}}]}""" },
        { "jobs", """{"jobs":[{"jobId":"1","tasks":[null]}]}""" },
        { "jobs", """{"jobs":[{"jobId":"1","status":"RUNNING"}]}""" },
        { "jobs", """{"jobs":[{"jobId":"1","allocationNodes":1e300}]}""" },
        { "job", """{"jobs":[{"jobId":"1","priority":99999999999999999999}]}""" },
        { "metadata", """{"jobs":[null]}""" },
        { "metadata", """{"jobs":[{}]}""" },
        { "metadata", """{"jobs":[{"jobId":null}]}""" },
        { "submit", "{}" },
        { "submit", """{"jobId":null}""" },
        { "submit", """{"jobId":""}""" },
        { "submit", """{"jobId":" "}""" },
        { "submit", """{"job_id":"1"}""" },
        { "ls", """{"output":[null]}""" },
        { "ls", """{"output":[{}]}""" },
        { "ls", """{"output":[{"name":null}]}""" },
        { "stat", "{}" },
        { "stat", """{"output":null}""" },
        { "stat", """{"output":[]}""" },
        { "stat", """{"output":{"size":"many"}}""" },
        { "head", "{}" },
        { "head", """{"output":"text"}""" },
        { "mkdir", "{}" },
        { "mkdir", """{"output":{}}""" },
    };

    [Theory, MemberData(nameof(Unreadable)), MemberData(nameof(Incomplete))]
    public async Task An_answer_that_cannot_be_read_is_reported_with_its_request(string operation, string body)
    {
        var site = server.Answering(200, "application/json", Encoding.UTF8.GetBytes(body));
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = site.CreateClient();

            var failure = (await FluentActions.Awaiting(() => mode.Call(client, operation)).Should().ThrowAsync<FirecrestApiException>()).Which;

            failure.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
            failure.Message.Should().StartWith($"{Operation.Request(operation)} answered 200 (unexpected_response): ");
            failure.ResponseBody.Should().Be(body);
            failure.MayHaveExecuted.Should().Be(operation is "submit" or "mkdir");
        }

        site.CountRequests().Should().Be(2, "the same request would get the same answer");
    }

    [Theory, SyncAndAsync]
    public async Task Bytes_that_are_no_text_are_reported_too(Mode mode)
    {
        using var client = server.Answering(200, "application/json", [.. "{\"systems\":[{\"name\":\""u8, 0xFF, 0xFE, .. "\"}]}"u8]).CreateClient();

        var failure = await FluentActions.Awaiting(() => mode.Call(client, "systems")).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.Message.Should().StartWith("GET /status/systems answered 200 (unexpected_response): ");
        failure.Which.InnerException.Should().BeOfType<JsonException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_compressed_body_that_is_cut_is_reported_with_its_request(Mode mode)
    {
        using var compressed = new MemoryStream();
        await using (var zip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes($$"""{"systems":[{"name":"{{Guid.NewGuid()}}"}]}"""), TestContext.Current.CancellationToken);
        }

        var half = compressed.ToArray()[..40];
        using var client = server.Answering(response => response.WithHeader("Content-Encoding", "gzip").WithBody(half)).CreateClient();

        var failure = await FluentActions.Awaiting(() => mode.Call(client, "systems")).Should().ThrowAsync<FirecrestException>();

        failure.Which.Message.Should().StartWith("GET /status/systems");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{\"jobId\":")]
    public async Task A_submission_with_an_unreadable_answer_may_have_made_a_job(string body)
    {
        var site = server.Answering(201, "application/json", Encoding.UTF8.GetBytes(body), tellsSystems: true);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = site.CreateClient();

            var failure = (await FluentActions.Awaiting(() => mode.Call(client, "job by helper")).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;

            failure.MayHaveExecuted.Should().BeTrue();
            failure.Message.Should().Contain("'mine'").And.Contain("/home/me").And.Contain("POST /compute/s/jobs answered 201");
            failure.InnerException.Should().BeOfType<FirecrestApiException>();
        }

        site.CountPosts().Should().Be(2);
    }

    [Theory]
    [InlineData("systems")]
    [InlineData("jobs")]
    [InlineData("stat")]
    public async Task No_content_where_some_is_needed_is_reported(string operation)
    {
        var site = server.Answering(response => response.WithStatusCode(HttpStatusCode.NoContent));
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = site.CreateClient();

            var failure = await FluentActions.Awaiting(() => mode.Call(client, operation)).Should().ThrowAsync<FirecrestApiException>();

            failure.Which.Message.Should().StartWith($"{Operation.Request(operation)} answered 204 (unexpected_response): ");
            failure.Which.MayHaveExecuted.Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("text/html", "<html><head><title>Sign in</title></head><body>secret</body></html>", "Sign in; this is a web page*login page*base address*")]
    [InlineData("text/html; charset=utf-8", "Welcome", "Welcome; this is a web page*")]
    [InlineData("application/json", "  <!doctype html><title>Portal</title>", "Portal; this is a web page*")]
    [InlineData("application/json", "surprise", "the answer cannot be read: *")]
    public async Task A_web_page_is_told_from_JSON_that_is_broken(string contentType, string body, string words)
    {
        var site = server.Answering(200, contentType, Encoding.UTF8.GetBytes(body));
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = site.CreateClient();

            var failure = await FluentActions.Awaiting(() => mode.Call(client, "systems")).Should().ThrowAsync<FirecrestApiException>();

            failure.Which.Message.Should().Match($"GET /status/systems answered 200 (unexpected_response): {words}");
        }
    }
}
