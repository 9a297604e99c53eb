using System.Net;
using Firecrest.Client.V2;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Http;

/// <summary>What is repeated: the table of operation kinds against outcomes, over the public operations.</summary>
public sealed class RetryTests
{
    private const string NotExecuted = "v2/status/unhealthy-system-jobs";
    private const string Unknown = "v2/submit-errors/neither-script-nor-script-path";
    private const string ServerFault = "v2/compute/job-whose-name-contains-a-pipe";
    private const string Refused = "v2/submit-errors/unknown-account";

    private static readonly SubmitJobRequest Job = new() { WorkingDirectory = "/home/me", Script = "#!/bin/sh\n" };

    /// <summary>Attempts expected with the default of four repetitions.</summary>
    public static TheoryData<string, string, int, bool> Table => new()
    {
        { "read", NotExecuted, 5, false },
        { "read", Unknown, 5, false },
        { "read", ServerFault, 3, false },
        { "read", Refused, 1, false },
        { "idempotent", NotExecuted, 5, false },
        { "idempotent", Unknown, 5, true },
        { "idempotent", ServerFault, 3, true },
        { "idempotent", Refused, 1, false },
        { "submit", NotExecuted, 5, false },
        { "submit", Unknown, 1, true },
        { "submit", ServerFault, 1, true },
        { "submit", Refused, 1, false },
        { "once", NotExecuted, 5, false },
        { "once", Unknown, 1, true },
        { "once", ServerFault, 1, true },
        { "once", Refused, 1, false },
    };

    [Theory, MemberData(nameof(Table))]
    public async Task Attempts_follow_the_kind_of_operation_and_the_outcome(string operation, string fixture, int attempts, bool mayHaveExecuted)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => Fixture.Load(fixture).ToResponse());
            using var client = TestClient.Create(handler);

            var failure = (await FluentActions.Awaiting(() => Call(mode, client, operation)).Should().ThrowAsync<FirecrestApiException>()).Which;

            handler.Requests.Should().HaveCount(attempts);
            failure.Attempts.Should().Be(attempts);
            failure.MayHaveExecuted.Should().Be(mayHaveExecuted);
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_call_succeeds_when_a_repetition_does(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => Fixture.Load(ServerFault).ToResponse(),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => Fixture.Load("v2/compute/completed-job").ToResponse());
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);

        var jobs = await mode.Run(() => client.V2.Compute.GetJob("daint", "4"), () => client.V2.Compute.GetJobAsync("daint", "4"));

        jobs.Should().ContainSingle().Which.State.Should().Be(JobState.Completed);
        time.Waits.Should().HaveCount(2);
        time.Waits[0].Should().BeCloseTo(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.2));
        time.Waits[1].Should().BeCloseTo(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.4));
    }

    [Theory, SyncAndAsync]
    public async Task The_server_says_how_long_to_wait(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => RateLimited("7"), () => Fixture.Load("v2/compute/submit").ToResponse());
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);

        var id = await mode.Run(() => client.V2.Compute.SubmitJob("daint", Job), () => client.V2.Compute.SubmitJobAsync("daint", Job));

        id.Should().Be("3");
        time.Waits.Should().Equal(TimeSpan.FromSeconds(7));
    }

    [Theory, SyncAndAsync]
    public async Task A_longer_wait_than_allowed_fails_at_once_and_says_when_to_come_back(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => RateLimited("410400"));
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync()))
            .Should().ThrowAsync<FirecrestRateLimitException>();

        failure.Which.RetryAfter.Should().Be(TimeSpan.FromHours(114));
        failure.Which.Message.Should().Contain("wait 4.18:00:00");
        time.Waits.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task Waits_of_its_own_stop_growing_at_their_limit(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(NotExecuted).ToResponse());
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time, retry: new RetryOptions { MaxRetries = 70, MaxRetryDelay = TimeSpan.FromSeconds(4), Budget = TimeSpan.FromHours(1) });

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnavailableException>();

        time.Waits.Should().HaveCount(70).And.OnlyContain(wait => wait <= TimeSpan.FromSeconds(4));
        time.Waits.Skip(3).Should().OnlyContain(wait => wait == TimeSpan.FromSeconds(4));
    }

    [Theory, SyncAndAsync]
    public async Task A_long_budget_is_used_to_its_end_in_pauses_that_stay_short(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(NotExecuted).ToResponse());
        var time = new InstantTime();
        var hour = TimeSpan.FromHours(1);
        using var client = TestClient.Create(handler, time, retry: new RetryOptions { MaxRetries = 1_000_000, MaxRetryDelay = hour, Budget = hour });

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnavailableException>();

        time.Waits.Should().OnlyContain(wait => wait <= TimeSpan.FromSeconds(30));
        time.Waits.Aggregate((sum, wait) => sum + wait).Should().Be(hour, "the last pause is what is left");
    }

    [Theory]
    [InlineData("submit", 1)]
    [InlineData("read", 1)]
    [InlineData("idempotent", 5)]
    public async Task An_interruption_ends_what_submits_or_looks_with_what_is_known_of_it(string operation, int requests)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var interruption = new CancellationTokenSource();
            using var handler = new StubHandler(_ =>
            {
                interruption.Cancel();
                return Fixture.Load(NotExecuted).ToResponse();
            });
            var time = new InstantTime();
            using var client = TestClient.Create(handler, time, retry: new RetryOptions { Interruption = interruption.Token });

            await FluentActions.Awaiting(() => Call(mode, client, operation)).Should().ThrowAsync<FirecrestUnavailableException>();

            handler.Requests.Should().HaveCount(requests);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Nothing_is_submitted_after_an_interruption(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/compute/submit").ToResponse());
        using var client = TestClient.Create(handler, retry: new RetryOptions { Interruption = new CancellationToken(canceled: true) });

        await FluentActions.Awaiting(() => Call(mode, client, "submit")).Should().ThrowAsync<OperationCanceledException>();

        handler.Requests.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task No_repetition_starts_after_the_budget(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => RateLimited("50"));
        using var client = TestClient.Create(handler, new InstantTime(), retry: new RetryOptions { MaxRetries = 100, Budget = TimeSpan.FromSeconds(120) });

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestRateLimitException>();

        handler.Requests.Should().HaveCount(3, "0, 50 and 100 s are within 120 s");
    }

    [Theory]
    [InlineData(60, 60, 120, 2)]
    [InlineData(61, 60, 120, 1)]
    [InlineData(60, 90, 60, 2)]
    [InlineData(61, 90, 60, 1)]
    public async Task Limits_are_still_within(int told, int longestDelay, int budget, int requests)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => RateLimited($"{told}"));
            var options = new RetryOptions { MaxRetries = 1, MaxRetryDelay = TimeSpan.FromSeconds(longestDelay), Budget = TimeSpan.FromSeconds(budget) };
            using var client = TestClient.Create(handler, new InstantTime(), retry: options);

            await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestRateLimitException>();

            handler.Requests.Should().HaveCount(requests);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Each_pause_is_about_twice_the_one_before(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(NotExecuted).ToResponse());
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time, retry: new RetryOptions { BaseDelay = TimeSpan.FromSeconds(3) });

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnavailableException>();

        time.Waits.Should().HaveCount(4);
        time.Waits.Zip([3, 6, 12, 24], (wait, middle) => wait.TotalSeconds / middle).Should().OnlyContain(share => share >= 0.8 && share <= 1.2);
    }

    [Theory, SyncAndAsync]
    public async Task A_broken_connection_leaves_a_submission_open_and_is_not_repeated(Mode mode)
    {
        using var handler = new StubHandler(request => request.PathAndQuery == "/status/systems"
            ? Fixture.Load("v2/status/systems").ToResponse()
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended"));
        using var client = TestClient.Create(handler);
        var job = JobDescription.FromScript("#!/bin/sh\n", "/home/me") with { Name = "mine" };
        var options = new SubmitOptions { CheckWorkingDirectory = false };

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.Submit("daint", job, options), () => client.SubmitAsync("daint", job, options)))
            .Should().ThrowAsync<SubmissionOutcomeUnknownException>();

        failure.Which.InnerException.Should().BeOfType<FirecrestConnectionException>();
        failure.Which.Message.Should().Contain("'mine'").And.Contain("/home/me").And.Contain("daint");
        handler.Requests.Should().ContainSingle(request => request.Method == "POST");
    }

    [Theory, SyncAndAsync]
    public async Task A_refused_connection_is_safe_to_repeat_even_for_a_submission(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => Fixture.Load("v2/compute/submit").ToResponse());
        using var client = TestClient.Create(handler);

        var id = await mode.Run(() => client.V2.Compute.SubmitJob("daint", Job), () => client.V2.Compute.SubmitJobAsync("daint", Job));

        id.Should().Be("3");
        handler.Requests.Should().HaveCount(2);
        handler.Requests[1].Body.Should().Be(handler.Requests[0].Body);
    }

    [Theory, SyncAndAsync]
    public async Task Zero_repetitions_means_one_attempt(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(NotExecuted).ToResponse());
        using var client = TestClient.Create(handler, retry: new RetryOptions { MaxRetries = 0 });

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnavailableException>();

        handler.Requests.Should().ContainSingle();
    }

    private static Task Call(Mode mode, FirecrestClient client, string operation) => operation switch
    {
        "read" => mode.Run(() => client.V2.Compute.GetJobs("s"), () => client.V2.Compute.GetJobsAsync("s")),
        "idempotent" => mode.Run(() => client.V2.Compute.CancelJob("s", "1"), () => client.V2.Compute.CancelJobAsync("s", "1")),
        "submit" => mode.Run(() => client.V2.Compute.SubmitJob("s", Job), () => client.V2.Compute.SubmitJobAsync("s", Job)),
        _ => mode.Run(() => client.V2.Compute.AttachToJob("s", "1", "true"), () => client.V2.Compute.AttachToJobAsync("s", "1", "true")),
    };

    private static HttpResponseMessage RateLimited(string retryAfter)
    {
        var response = StubHandler.Json("""{"message":"API rate limit exceeded"}""", HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }
}
