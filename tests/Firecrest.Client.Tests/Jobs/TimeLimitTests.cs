using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Jobs;

/// <summary>A time limit is one, whatever a look waits for meanwhile.</summary>
public sealed class TimeLimitTests
{
    private const string Running = "v2/compute/job-by-id-running";

    private static readonly WaitOptions TwentySeconds = new() { TimeLimit = TimeSpan.FromSeconds(20), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) };

    private readonly InstantTime _time = new();

    [Theory, SyncAndAsync]
    public async Task A_look_that_waits_to_be_repeated_is_given_up_at_the_time_limit(Mode mode)
    {
        var started = _time.GetUtcNow();
        using var handler = Busy();

        var failure = await FluentActions.Awaiting(() => Wait(mode, handler, TwentySeconds)).Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Be("Job daint/3 was RUNNING when last seen, after a wait of 00:00:20; it has been left alone and goes on.");
        (_time.GetUtcNow() - started).Should().Be(TimeSpan.FromSeconds(20));
        handler.Requests.Should().HaveCount(2, "a server that could not answer then is not asked once more");
    }

    [Theory, SyncAndAsync]
    public async Task The_job_is_cancelled_when_the_time_limit_has_come(Mode mode)
    {
        var started = _time.GetUtcNow();
        var cancelled = (TimeSpan?)null;
        using var handler = Busy(() => cancelled = _time.GetUtcNow() - started);

        await FluentActions.Awaiting(() => Wait(mode, handler, TwentySeconds with { CancelJobAtTimeLimit = true })).Should().ThrowAsync<FirecrestTimeoutException>().WithMessage("*has been cancelled*");

        cancelled.Should().Be(TimeSpan.FromSeconds(20));
    }

    [Theory, SyncAndAsync]
    public async Task The_look_at_the_end_is_short(Mode mode)
    {
        var started = _time.GetUtcNow();
        using var handler = Busy();

        await FluentActions.Awaiting(() => Wait(mode, handler, TwentySeconds with { Schedule = PollSchedule.Every(TimeSpan.FromMinutes(1)) })).Should().ThrowAsync<FirecrestTimeoutException>();

        (_time.GetUtcNow() - started).Should().Be(TimeSpan.FromSeconds(20 + 10));
    }

    [Theory, SyncAndAsync]
    public async Task The_callers_cancellation_is_no_time_limit(Mode mode)
    {
        using var cancellation = new CancellationTokenSource();
        using var handler = new StubHandler(_ =>
        {
            cancellation.Cancel();
            return TooMany();
        });

        (await FluentActions.Awaiting(() => Wait(mode, handler, TwentySeconds, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(cancellation.Token);
    }

    /// <summary>Answers one look, and then asks to come back in a minute.</summary>
    private static StubHandler Busy(Action? cancelled = null)
    {
        var looks = 0;
        return new StubHandler(request =>
        {
            if (request.Method == "DELETE")
            {
                cancelled?.Invoke();
                return Fixture.Load("v2/compute/cancel").ToResponse();
            }

            return looks++ == 0 ? Fixture.Load(Running).ToResponse() : TooMany();
        });
    }

    private static HttpResponseMessage TooMany()
    {
        var response = StubHandler.Json("{}", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(50));
        return response;
    }

    private async Task<JobInfo> Wait(Mode mode, StubHandler handler, WaitOptions options, CancellationToken cancellationToken = default)
    {
        using var client = TestClient.Create(handler, _time);
        var handle = client.GetJobHandle("daint", "3");
        return await mode.Run(() => handle.WaitForCompletion(options, cancellationToken), () => handle.WaitForCompletionAsync(options, cancellationToken));
    }
}
