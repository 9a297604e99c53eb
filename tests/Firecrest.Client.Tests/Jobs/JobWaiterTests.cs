using System.Net;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Jobs;

public sealed class JobWaiterTests
{
    private const string Pending = "v2/compute/job-by-id-right-after-submit";
    private const string Running = "v2/compute/job-by-id-running";
    private const string Cancelled = "v2/compute/job-by-id-after-cancel";
    private const string Unknown = "v2/compute/job-by-id-unknown";

    private static readonly RetryOptions NoRetries = new() { MaxRetries = 0 };

    [Theory, SyncAndAsync]
    public async Task A_wait_reports_each_state_once_and_ends_with_the_job(Mode mode)
    {
        using var handler = Answers(Pending, Pending, Running, Running, Running, Cancelled);
        using var client = TestClient.Create(handler);
        var states = new List<string>();

        var job = await Wait(mode, client, new WaitOptions { StateChanged = seen => states.Add(seen.State.Value) });

        job.State.Should().Be(JobState.Cancelled);
        states.Should().Equal("PENDING", "RUNNING", "CANCELLED by 5001");
        handler.Requests.Should().HaveCount(6);
    }

    [Theory, SyncAndAsync]
    public async Task Pauses_grow_as_the_schedule_says(Mode mode)
    {
        using var handler = Answers(Running, Running, Running, Running, Running, Cancelled);
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);

        await Wait(mode, client, new WaitOptions { Schedule = new PollSchedule { InitialDelay = TimeSpan.FromSeconds(1), Factor = 2, MaxDelay = TimeSpan.FromSeconds(5), Jitter = 0 } });

        time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4, 5, 5);
    }

    [Theory, SyncAndAsync]
    public async Task Cancellation_ends_a_wait_without_another_request_and_without_time_passing(Mode mode)
    {
        using var handler = Answers(Running);
        using var cancellation = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        using var client = TestClient.Create(handler, time);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var wait = Wait(mode, client, new WaitOptions { StateChanged = _ => seen.SetResult() }, cancellation.Token);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => wait.WaitAsync(TimeSpan.FromSeconds(60))).Should().ThrowAsync<OperationCanceledException>();
        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_may_be_unknown_for_a_while_after_its_submission(Mode mode)
    {
        using var handler = Answers(Unknown, Unknown, Unknown, Cancelled);
        using var client = TestClient.Create(handler);

        (await Wait(mode, client)).State.Should().Be(JobState.Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_stays_unknown_ends_the_wait_after_the_grace(Mode mode)
    {
        using var handler = Answers(Unknown);
        var time = new InstantTime();
        var started = time.GetUtcNow();
        using var client = TestClient.Create(handler, time);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2)) }))
            .Should().ThrowAsync<FirecrestNotFoundException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.JobNotFound);
        (time.GetUtcNow() - started).Should().Be(TimeSpan.FromSeconds(20));
    }

    [Theory, SyncAndAsync]
    public async Task An_outage_before_a_job_is_found_unknown_does_not_lengthen_the_grace(Mode mode)
    {
        using var handler = Answers("v2/status/unhealthy-system-jobs", "v2/status/unhealthy-system-jobs", Unknown);
        var time = new InstantTime();
        var started = time.GetUtcNow();
        using var client = TestClient.Create(handler, time, retry: NoRetries);

        await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) })).Should().ThrowAsync<FirecrestNotFoundException>();

        (time.GetUtcNow() - started).Should().Be(TimeSpan.FromSeconds(5 + 5 + 20));
    }

    [Theory, SyncAndAsync]
    public async Task A_time_limit_is_kept_to_the_second_with_one_look_at_its_end(Mode mode)
    {
        using var handler = Answers(Running);
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromSeconds(10), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) }))
            .Should().ThrowAsync<FirecrestTimeoutException>();

        time.Waits.Should().Equal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        handler.Requests.Should().HaveCount(3);
        failure.Which.Message.Should().Contain("is RUNNING after a wait of 00:00:10");
    }

    [Theory]
    [InlineData(Mode.Sync, Unknown, "is not known to the scheduler")]
    [InlineData(Mode.Async, Unknown, "is not known to the scheduler")]
    [InlineData(Mode.Sync, Running, "was RUNNING when last seen,")]
    [InlineData(Mode.Async, Running, "was RUNNING when last seen,")]
    public async Task A_wait_that_was_too_long_tells_what_was_seen_last(Mode mode, string first, string words)
    {
        using var handler = Answers(first, Unknown);
        using var client = TestClient.Create(handler);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromSeconds(3), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2)) }))
            .Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Contain($"{words} after a wait of 00:00:03");
    }

    [Theory, SyncAndAsync]
    public async Task Outages_and_rate_limits_do_not_end_a_wait(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => Fixture.Load(Running).ToResponse(),
            () => Fixture.Load("v2/status/unhealthy-system-jobs").ToResponse(),
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"),
            () => RateLimited(TimeSpan.FromSeconds(300)),
            () => Fixture.Load("v2/compute/job-whose-name-contains-a-pipe").ToResponse(),
            () => Fixture.Load(Cancelled).ToResponse());
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time, retry: NoRetries);

        (await Wait(mode, client)).State.Should().Be(JobState.Cancelled);

        handler.Requests.Should().HaveCount(6);
        time.Waits.Should().Contain(TimeSpan.FromSeconds(300), "the server asked for it");
    }

    [Theory, SyncAndAsync]
    public async Task An_outage_longer_than_tolerated_ends_the_wait_with_its_cause(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/unhealthy-system-jobs").ToResponse());
        var time = new InstantTime();
        var started = time.GetUtcNow();
        using var client = TestClient.Create(handler, time, retry: NoRetries);

        await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(60)) }))
            .Should().ThrowAsync<FirecrestUnavailableException>();

        (time.GetUtcNow() - started).Should().Be(TimeSpan.FromMinutes(10));
    }

    [Theory, SyncAndAsync]
    public async Task A_pause_longer_than_the_tolerated_outage_is_no_outage(Mode mode)
    {
        using var handler = Answers(Running, "v2/status/unhealthy-system-jobs", Running, "v2/status/unhealthy-system-jobs", Cancelled);
        using var client = TestClient.Create(handler, retry: NoRetries);

        var job = await Wait(mode, client, new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMinutes(15)) });

        job.State.Should().Be(JobState.Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task A_failure_after_a_long_rate_limit_does_not_end_the_wait(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => RateLimited(TimeSpan.FromMinutes(20)), () => Fixture.Load("v2/status/unhealthy-system-jobs").ToResponse(), () => Fixture.Load(Cancelled).ToResponse());
        using var client = TestClient.Create(handler, retry: NoRetries);

        (await Wait(mode, client)).State.Should().Be(JobState.Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task A_plain_refusal_ends_the_wait_at_once(Mode mode)
    {
        using var handler = Answers("v2/status/unknown-system");
        using var client = TestClient.Create(handler);

        await FluentActions.Awaiting(() => Wait(mode, client)).Should().ThrowAsync<FirecrestNotFoundException>();

        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_time_limit_leaves_the_job_alone(Mode mode)
    {
        using var handler = Answers(Running);
        var time = new InstantTime();
        var started = time.GetUtcNow();
        using var client = TestClient.Create(handler, time);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromMinutes(3) })).Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Be("Job daint/3 is RUNNING after a wait of 00:03:00; it has been left alone and goes on.");
        (time.GetUtcNow() - started).Should().Be(TimeSpan.FromMinutes(3));
        handler.Requests.Should().OnlyContain(request => request.Method == "GET");
    }

    [Theory, SyncAndAsync]
    public async Task A_time_limit_cancels_the_job_when_asked_to(Mode mode)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "DELETE" ? "v2/compute/cancel" : Running).ToResponse());
        using var client = TestClient.Create(handler);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromMinutes(3), CancelJobAtTimeLimit = true }))
            .Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Contain("has been cancelled");
        handler.Requests[^1].Method.Should().Be("DELETE");
        handler.Requests[^1].PathAndQuery.Should().Be("/compute/daint/jobs/3");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_cannot_be_cancelled_at_the_time_limit_is_told_with_the_time_out(Mode mode)
    {
        using var handler = new StubHandler(request => request.Method == "DELETE" ? StubHandler.Json("{}", HttpStatusCode.ServiceUnavailable) : Fixture.Load(Running).ToResponse());
        using var client = TestClient.Create(handler, retry: NoRetries);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromMinutes(3), CancelJobAtTimeLimit = true }))
            .Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().StartWith("Job daint/3 is RUNNING after a wait of 00:03:00; it could not be cancelled").And.Contain("goes on");
        failure.Which.InnerException.Should().BeOfType<FirecrestUnavailableException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_failure_of_the_callers_own_code_ends_the_wait(Mode mode)
    {
        var own = new FirecrestException("mine") { Outcome = Errors.OutcomeClass.Unknown };
        using var handler = Answers(Running, Cancelled);
        using var running = Answers(Running);
        using var client = TestClient.Create(handler);
        using var other = TestClient.Create(running);
        var handle = other.GetJobHandle("daint", "3");

        (await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { StateChanged = _ => throw own })).Should().ThrowAsync<FirecrestException>()).Which.Should().BeSameAs(own);
        (await FluentActions.Awaiting(() => mode.Run(() => handle.WaitFor(_ => throw own), () => handle.WaitForAsync(_ => throw own))).Should().ThrowAsync<FirecrestException>())
            .Which.Should().BeSameAs(own);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_ends_in_the_last_pause_before_the_limit_has_ended(Mode mode)
    {
        using var handler = Answers(Running, Cancelled);
        using var client = TestClient.Create(handler);

        var job = await Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromSeconds(10), Schedule = PollSchedule.Every(TimeSpan.FromMinutes(1)) });

        job.State.Should().Be(JobState.Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task An_array_is_over_when_all_its_tasks_are(Mode mode)
    {
        using var handler = Answers("v2/compute/array-job-by-base-id-running", "v2/compute/array-job-by-base-id-finished");
        using var client = TestClient.Create(handler);
        var handle = client.GetJobHandle("daint", "10");

        var job = await mode.Run(() => handle.WaitForCompletion(), () => handle.WaitForCompletionAsync());

        job.JobId.Should().Be("10");
        job.State.Should().Be(JobState.Completed);
        job.ArrayTasks.Select(task => task.JobId).Should().Equal("10_1", "10_2");
        handler.Requests.Should().HaveCount(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_vanishes_late_is_looked_for_several_times_within_the_grace(Mode mode)
    {
        using var handler = Answers(Running, Running, Unknown, Unknown, Cancelled);
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time);
        var slow = new WaitOptions { Schedule = new PollSchedule { InitialDelay = TimeSpan.FromSeconds(1), Factor = 300, MaxDelay = TimeSpan.FromMinutes(5), Jitter = 0 } };

        await FluentActions.Awaiting(() => Wait(mode, client, slow)).Should().NotThrowAsync();

        time.Waits.Select(wait => wait.TotalSeconds).Should().Equal([1, 300, 1, 19], "the default grace is 20 s");
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_for_something_ends_when_it_is_true(Mode mode)
    {
        using var handler = Answers(Pending, Running, Cancelled);
        using var client = TestClient.Create(handler);
        var handle = client.GetJobHandle("daint", "3");
        Func<JobInfo, bool> hasNodes = job => job.NodeList.Length > 0;

        (await mode.Run(() => handle.WaitFor(hasNodes), () => handle.WaitForAsync(hasNodes))).State.Should().Be(JobState.Running);
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_for_what_never_becomes_true_ends_with_the_job(Mode mode)
    {
        using var handler = Answers(Pending, Running, Cancelled);
        using var client = TestClient.Create(handler);
        var handle = client.GetJobHandle("daint", "3");

        (await mode.Run(() => handle.WaitFor(_ => false), () => handle.WaitForAsync(_ => false))).State.Should().Be(JobState.Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task A_time_limit_tells_what_is_known_and_what_was(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load(Running).ToResponse(), () => Fixture.Load("v2/status/unhealthy-system-jobs").ToResponse());
        using var client = TestClient.Create(handler, retry: NoRetries);

        var failure = await FluentActions.Awaiting(() => Wait(mode, client, new WaitOptions { TimeLimit = TimeSpan.FromMinutes(3) })).Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().StartWith("Job daint/3 was RUNNING when last seen, after a wait of 00:03:00;");
    }

    [Theory, SyncAndAsync]
    public async Task The_callers_cancellation_cancels_the_job_when_asked_to(Mode mode)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "DELETE" ? "v2/compute/cancel" : Running).ToResponse());

        var failure = await GiveUp(mode, handler, new WaitOptions { CancelJobOnCancellation = true });

        handler.Requests.Select(request => request.Method).Should().Equal("GET", "DELETE");
        failure.Should().NotBeNull();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_cannot_be_cancelled_changes_nothing_for_a_caller_who_gave_up(Mode mode)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "DELETE" ? Unknown : Running).ToResponse());

        await GiveUp(mode, handler, new WaitOptions { CancelJobOnCancellation = true });

        handler.Requests.Select(request => request.Method).Should().Equal(["GET", "DELETE", "GET"], "a job that cannot be cancelled may be over");
    }

    [Theory, SyncAndAsync]
    public async Task A_caller_who_gives_up_leaves_the_job_alone_by_default(Mode mode)
    {
        using var handler = Answers(Running);

        await GiveUp(mode, handler, new WaitOptions());

        handler.Requests.Should().ContainSingle();
    }

    [Fact]
    public void Options_that_cannot_be_are_refused_by_name()
    {
        using var client = TestClient.Create(Answers(Running));
        var handle = client.GetJobHandle("daint", "3");

        FluentActions.Invoking(() => handle.WaitForCompletion(new WaitOptions { TimeLimit = TimeSpan.Zero })).Should().Throw<ArgumentException>().WithMessage("TimeLimit is 00:00:00*");
        FluentActions.Invoking(() => handle.WaitForCompletion(new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.Zero) })).Should().Throw<ArgumentException>().WithMessage("Schedule.InitialDelay*");
    }

    private static async Task<OperationCanceledException> GiveUp(Mode mode, StubHandler handler, WaitOptions options)
    {
        using var cancellation = new CancellationTokenSource();
        using var client = TestClient.Create(handler, new FakeTimeProvider(), retry: NoRetries);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = Wait(mode, client, options with { StateChanged = _ => seen.SetResult() }, cancellation.Token);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        var failure = (await FluentActions.Awaiting(() => wait.WaitAsync(TimeSpan.FromSeconds(60))).Should().ThrowAsync<OperationCanceledException>()).Which;
        failure.CancellationToken.Should().Be(cancellation.Token);
        return failure;
    }

    private static StubHandler Answers(params string[] fixtures) => StubHandler.Sequence([.. fixtures.Select(name => (Func<HttpResponseMessage>)(() => Fixture.Load(name).ToResponse()))]);

    private static Task<JobInfo> Wait(Mode mode, FirecrestClient client, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var handle = client.GetJobHandle("daint", "3");
        return mode.Run(() => handle.WaitForCompletion(options, cancellationToken), () => handle.WaitForCompletionAsync(options, cancellationToken));
    }

    private static HttpResponseMessage RateLimited(TimeSpan delay)
    {
        var response = StubHandler.Json("{}", HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new(delay);
        return response;
    }
}
