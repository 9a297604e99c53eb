using System.Net;
using System.Text;
using Firecrest.Client;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>Failures that FirecREST itself does not answer with: those of what stands before it.</summary>
public sealed class StrangeFailureTests(StrangeServer server) : IClassFixture<StrangeServer>
{
    private const string Reads = "systems";
    private const string Submits = "submit";

    /// <summary>Operation, status and body; the type and code of the failure and how often it is tried.</summary>
    public static TheoryData<string, int, string, Type, string, int> Failures => new()
    {
        { Reads, 500, "", typeof(FirecrestApiException), "server_error", 3 },
        { Submits, 500, "", typeof(FirecrestApiException), "server_error", 1 },
        { Reads, 502, "<html><head><title>502 Bad Gateway</title></head></html>", typeof(FirecrestUnavailableException), "unavailable", 5 },
        { Submits, 502, "<html><head><title>502 Bad Gateway</title></head></html>", typeof(FirecrestUnavailableException), "unavailable", 1 },
        { Reads, 503, "no healthy upstream", typeof(FirecrestUnavailableException), "unavailable", 5 },
        { Submits, 504, "", typeof(FirecrestUnavailableException), "unavailable", 1 },
        { Reads, 500, "{\"message\":", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 500, "null", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 500, "[[[\"message\"]]]", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 500, "{\"message\":{\"a\":1},\"causedBy\":7,\"data\":[]}", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 500, "{\"message\":\"\\ud800\"}", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 400, "{\"data\":{\"fields\":[null,7,{}]}}", typeof(FirecrestApiException), "invalid_request", 1 },
        { Reads, 400, "{\"data\":{\"fields\":[{\"name\":\"\\ud800\"}]}}", typeof(FirecrestApiException), "invalid_request", 1 },
        { Reads, 418, "I am a teapot", typeof(FirecrestApiException), "invalid_request", 1 },
        { Reads, 401, "", typeof(FirecrestUnauthorizedException), "unauthorized", 1 },
        { Reads, 404, "<html>nothing here</html>", typeof(FirecrestNotFoundException), "not_found", 1 },
        { Reads, 599, "", typeof(FirecrestApiException), "server_error", 3 },
        { Reads, 304, "", typeof(FirecrestApiException), "redirected", 1 },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task A_failure_has_its_type_and_names_its_request(string operation, int status, string body, Type type, string code, int attempts)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = server.Answering(status, "application/json", Encoding.UTF8.GetBytes(body));
            using var client = site.CreateClient();

            var failure = (await FluentActions.Awaiting(() => mode.Call(client, operation)).Should().ThrowAsync<FirecrestApiException>()).Which;

            failure.Should().BeOfType(type);
            failure.Message.Should().StartWith($"{Operation.Request(operation)} answered {status} ({code})");
            failure.Attempts.Should().Be(attempts);
            site.CountRequests().Should().Be(attempts);
            failure.MayHaveExecuted.Should().Be(operation == Submits);
        }
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(504, "upstream request timeout")]
    public async Task A_submission_that_a_proxy_gave_up_on_may_have_made_a_job(int status, string body)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = server.Answering(status, "text/html", Encoding.UTF8.GetBytes(body), tellsSystems: true);
            using var client = site.CreateClient();

            var failure = await FluentActions.Awaiting(() => mode.Call(client, "job by helper")).Should().ThrowAsync<SubmissionOutcomeUnknownException>();

            failure.Which.Message.Should().Contain($"POST /compute/s/jobs answered {status}");
            site.CountPosts().Should().Be(1);
        }
    }

    [Theory]
    [InlineData("", "another path of this server")]
    [InlineData("https://login.example/?token=s3cret", "login.example")]
    [InlineData("ht!tp://[", "a redirect to ")]
    [InlineData("//[", "a redirect to ")]
    [InlineData("//", "a redirect to ")]
    [InlineData("http://", "a redirect to ")]
    [InlineData("mailto:s3cret@example.org", "a redirect to ")]
    public async Task A_redirect_is_never_followed_even_if_it_leads_in_circles(string location, string to)
    {
        foreach (var status in new[] { HttpStatusCode.Found, HttpStatusCode.TemporaryRedirect, HttpStatusCode.PermanentRedirect })
        {
            foreach (var mode in Enum.GetValues<Mode>())
            {
                var site = server.Answering(response => response.WithStatusCode(status).WithHeader("Location", location.Length > 0 ? location : "status/systems").WithBody("s3cret"));
                using var client = site.CreateClient();

                var failure = (await FluentActions.Awaiting(() => mode.Call(client, Reads)).Should().ThrowAsync<FirecrestApiException>()).Which;

                failure.ErrorCode.Should().Be(FirecrestErrorCode.Redirected);
                failure.Message.Should().StartWith($"GET /status/systems answered {(int)status} (redirected): a redirect").And.Contain(to).And.Contain("not followed");
                (failure.ToString() + failure.ResponseBody).Should().NotContain("s3cret");
                site.CountRequests().Should().Be(1);
            }
        }
    }

    [Theory]
    [InlineData("Retry-After", "soon")]
    [InlineData("Retry-After", "-5")]
    [InlineData("Retry-After", "99999999999999999999")]
    [InlineData("RateLimit-Reset", "1e300")]
    [InlineData("RateLimit-Reset", "NaN")]
    public async Task A_time_to_wait_that_cannot_be_read_is_as_good_as_none(string header, string value)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = server.Answering(response => response.WithStatusCode(429).WithHeader(header, value));
            using var client = site.CreateClient();

            var failure = await FluentActions.Awaiting(() => mode.Call(client, Reads)).Should().ThrowAsync<FirecrestRateLimitException>();

            failure.Which.RetryAfter.Should().BeNull();
            site.CountRequests().Should().Be(5);
        }
    }
}
