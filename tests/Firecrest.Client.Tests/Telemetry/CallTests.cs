using System.Diagnostics;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Telemetry;

/// <summary>What one call of the API tells of itself.</summary>
[Collection(nameof(Alone))]
public sealed class CallTests
{
    private const string Duration = "firecrest.client.operation.duration";
    private const string Retries = "firecrest.client.retries";
    private const string Throttle = "firecrest.client.throttle.delay";

    [Theory, SyncAndAsync]
    public async Task A_call_is_a_span_and_a_duration_by_the_template_of_its_operation(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/compute/completed-job").ToResponse());
        using var client = TestClient.Create(handler);

        await GetJob(mode, client);

        var span = telemetry.Span("GET /compute/{system_name}/jobs/{job_id}");
        span.Kind.Should().Be(ActivityKind.Client);
        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["http.request.method"] = "GET",
            ["url.template"] = "/compute/{system_name}/jobs/{job_id}",
            ["url.full"] = "https://firecrest.example/compute/daint/jobs/4",
            ["server.address"] = "firecrest.example",
            ["server.port"] = 443,
            ["firecrest.system"] = "daint",
            ["http.response.status_code"] = 200,
        });
        telemetry.Of(Duration).Should().ContainSingle().Which.Tags.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["http.request.method"] = "GET",
            ["url.template"] = "/compute/{system_name}/jobs/{job_id}",
            ["server.address"] = "firecrest.example",
            ["server.port"] = "443",
            ["firecrest.system"] = "daint",
            ["http.response.status_code"] = "200",
        });
        handler.Requests[0].Headers["X-Request-ID"].Should().Be(span.TraceId.ToHexString(), "by it the server's log is found from the trace");
    }

    [Theory, SyncAndAsync]
    public async Task A_repetition_is_an_event_of_the_one_span_and_is_counted(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(
            () => Fixture.Load("v2/compute/job-whose-name-contains-a-pipe").ToResponse(), () => Fixture.Load("v2/compute/completed-job").ToResponse());
        using var client = TestClient.Create(handler);

        await GetJob(mode, client);

        var span = telemetry.Spans.Where(one => one.Kind == ActivityKind.Client).Should().ContainSingle().Which;
        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.GetTagItem("http.request.resend_count").Should().Be(1);
        span.GetTagItem("http.response.status_code").Should().Be(200);
        span.Events.Should().ContainSingle(e => e.Name == "retry").Which.Tags.Should().Contain(new KeyValuePair<string, object?>("firecrest.retry.reason", "server_fault"));
        var retry = telemetry.Of(Retries).Should().ContainSingle().Which;
        retry.Value.Should().Be(1);
        retry.Tags.Should().Contain("firecrest.retry.reason", "server_fault").And.Contain("url.template", "/compute/{system_name}/jobs/{job_id}").And.Contain("firecrest.system", "daint");
        telemetry.Of(Throttle).Should().BeEmpty("no limit was told");
    }

    [Theory, SyncAndAsync]
    public async Task The_wait_that_a_rate_limit_forces_is_a_throttle_delay_and_in_the_duration(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(Limited, () => Fixture.Load("v2/compute/completed-job").ToResponse());
        using var client = TestClient.Create(handler);

        await GetJob(mode, client);

        var delay = telemetry.Of(Throttle).Should().ContainSingle().Which;
        (delay.Value, delay.Tags["firecrest.throttle.cause"]).Should().Be((7, "refusal"));
        telemetry.Of(Retries).Should().ContainSingle().Which.Tags.Should().Contain("firecrest.retry.reason", "rate_limited");
        telemetry.Of(Duration).Should().ContainSingle().Which.Value.Should().Be(7);
    }

    [Theory, SyncAndAsync]
    public async Task A_failure_marks_its_span_with_our_code_and_the_message_of_the_exception(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/compute/job-by-id-unknown").ToResponse());
        using var client = TestClient.Create(handler);

        var failure = (await FluentActions.Awaiting(() => GetJob(mode, client)).Should().ThrowAsync<FirecrestNotFoundException>()).Which;

        var span = telemetry.Spans.Where(one => one.Kind == ActivityKind.Client).Should().ContainSingle().Which;
        (span.Status, span.StatusDescription).Should().Be((ActivityStatusCode.Error, failure.Message));
        span.GetTagItem("error.type").Should().Be(failure.ErrorCode.Value);
        span.GetTagItem("http.response.status_code").Should().Be((int)failure.StatusCode);
        telemetry.Of(Duration).Should().ContainSingle().Which.Tags.Should().Contain("error.type", failure.ErrorCode.Value);
    }

    [Theory, SyncAndAsync]
    public async Task A_call_without_an_answer_has_no_status_although_an_attempt_before_had_one(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(Limited, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        using var client = TestClient.Create(handler, retry: new RetryOptions { MaxRetries = 1 });

        await FluentActions.Awaiting(() => GetJob(mode, client)).Should().ThrowAsync<FirecrestConnectionException>();

        var span = telemetry.Spans.Where(one => one.Kind == ActivityKind.Client).Should().ContainSingle().Which;
        span.GetTagItem("error.type").Should().Be("Firecrest.Client.FirecrestConnectionException");
        span.GetTagItem("http.response.status_code").Should().BeNull();
        telemetry.Of(Duration).Should().ContainSingle().Which.Tags.Should().NotContainKey("http.response.status_code");
    }

    [Theory, SyncAndAsync]
    public async Task A_request_of_the_users_own_making_has_no_template_and_its_query_stays_out(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(() => StubHandler.Json("{}"));
        using var client = TestClient.Create(handler);
        var request = new RawRequest(HttpMethod.Get, "new/thing/42") { Query = [new("q", "private")] };

        await mode.Run(() => client.Send(request), () => client.SendAsync(request));

        var span = telemetry.Span("GET");
        span.GetTagItem("url.full").Should().Be("https://firecrest.example/new/thing/42?*");
        span.GetTagItem("url.template").Should().BeNull();
        telemetry.Of(Duration).Should().ContainSingle().Which.Tags.Values.Should().NotContain(value => value.Contains("42"));
    }

    [Theory, SyncAndAsync]
    public async Task A_renewed_token_is_a_span_within_that_of_the_call(Mode mode)
    {
        using var telemetry = new RecordedTelemetry();
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/auth/expired-token").ToResponse(), () => Fixture.Load("v2/compute/completed-job").ToResponse());
        using var client = TestClient.Create(handler, authorization: new NewToken());

        await GetJob(mode, client);

        telemetry.Below(telemetry.Spans.Single(span => span.Kind == ActivityKind.Client)).Should().Equal("get token", "get token");
    }

    [Theory, SyncAndAsync]
    public async Task Nothing_is_made_when_nobody_listens(Mode mode)
    {
        Activity? seen = null;
        using var handler = new StubHandler(_ =>
        {
            seen = Activity.Current;
            return Fixture.Load("v2/compute/completed-job").ToResponse();
        });
        using var client = TestClient.Create(handler);

        await GetJob(mode, client);

        seen.Should().BeNull();
    }

    private static Task<IReadOnlyList<JobInfo>> GetJob(Mode mode, FirecrestClient client) => mode.Run(() => client.V2.Compute.GetJob("daint", "4"), () => client.V2.Compute.GetJobAsync("daint", "4"));

    private static HttpResponseMessage Limited()
    {
        var response = StubHandler.Json("""{"message":"API rate limit exceeded"}""", HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", "7");
        return response;
    }

    private sealed class NewToken : IAuthorization
    {
        private int _count;

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default) => new($"token-{++_count}");

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));
    }
}
