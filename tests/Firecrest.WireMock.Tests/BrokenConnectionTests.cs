using Firecrest.Client;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>Answers that end too early, or are none.</summary>
public sealed class BrokenConnectionTests
{
    private const string Json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /// <summary>By name, what is sent before the connection is closed.</summary>
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["nothing at all"] = "",
        ["half a status line"] = "HTTP/1.1 20",
        ["half a header"] = Json + "Content-Le",
        ["a body shorter than its Content-Length"] = Json + "Content-Length: 1000\r\n\r\n{\"systems\":[],\"jobId\":\"1\"}",
        ["no body despite a Content-Length"] = Json + "Content-Length: 1000\r\n\r\n",
        ["chunks without an end"] = Json + "Transfer-Encoding: chunked\r\n\r\n1a\r\n{\"systems\":[],\"jobId\":\"1\"}\r\n",
        ["half a chunk"] = Json + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"systems\":[",
        ["a chunk of no size"] = Json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        ["a body that is not compressed as it says"] = Json + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        ["another protocol"] = "SSH-2.0-OpenSSH_9.6\r\n",
        ["an endless header"] = Json + $"X-Endless: {new string('x', 200_000)}\r\nContent-Length: 2\r\n\r\n{{}}",
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_read_is_repeated_and_then_reported_with_its_request(string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var server = new BrokenServer(Answers[answer]);
            using var client = server.Site.CreateClient();

            var failure = (await FluentActions.Awaiting(() => mode.Call(client, "systems")).Should().ThrowAsync<FirecrestConnectionException>()).Which;

            failure.Message.Should().StartWith("GET /status/systems: the connection broke before the answer was complete: ").And.EndWith($" Tried 5 times. Request id {failure.RequestId}.");
            failure.MayHaveExecuted.Should().BeFalse();
            server.Site.CountRequests().Should().Be(answer == "nothing at all" ? 20 : 5, "the runtime tries each request without content four times when there is not a byte of an answer");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_submission_is_not_repeated_since_it_may_have_made_a_job(string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var server = new BrokenServer(Answers[answer], tellsSystems: true);
            using var client = server.Site.CreateClient();

            var failure = (await FluentActions.Awaiting(() => mode.Call(client, "job by helper")).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;

            failure.InnerException.Should().BeOfType<FirecrestConnectionException>().Which.MayHaveExecuted.Should().BeTrue();
            failure.Message.Should().Contain("POST /compute/s/jobs: the connection broke");
            server.Site.CountPosts().Should().Be(1);
        }
    }

    [Theory]
    [InlineData("rm")]
    [InlineData("mkdir")]
    [InlineData("attach")]
    [InlineData("submit")]
    public async Task What_must_not_happen_twice_is_sent_once_even_if_there_is_not_a_byte_of_an_answer(string operation)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var server = new BrokenServer("");
            using var client = server.Site.CreateClient();

            var failure = await FluentActions.Awaiting(() => mode.Call(client, operation)).Should().ThrowAsync<FirecrestConnectionException>();

            failure.Which.MayHaveExecuted.Should().BeTrue();
            failure.Which.Message.Should().StartWith(Operation.Request(operation));
            server.Site.CountRequests().Should().Be(1);
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_body_that_ends_with_the_connection_is_whole(Mode mode)
    {
        using var server = new BrokenServer(Json + "Connection: close\r\n\r\n{\"systems\":[{\"name\":\"daint\"}]}");
        using var client = server.Site.CreateClient();

        (await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ContainSingle().Which.Name.Should().Be("daint");
    }

    [Theory, SyncAndAsync]
    public async Task A_body_that_ends_with_the_connection_too_early_is_reported(Mode mode)
    {
        using var server = new BrokenServer(Json + "Connection: close\r\n\r\n{\"systems\":[{\"name\":\"da");
        using var client = server.Site.CreateClient();

        var failure = await FluentActions.Awaiting(() => mode.Call(client, "systems")).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.Message.Should().StartWith("GET /status/systems answered 200 (unexpected_response): ");
    }
}
