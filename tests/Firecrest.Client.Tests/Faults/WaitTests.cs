using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>A wait of two days for a job, with something going wrong on the way.</summary>
public sealed class WaitTests : IAsyncLifetime
{
    private const string JobPath = "/compute/*/jobs/*";

    /// <summary>More than one call repeats by itself, so that the wait has to go on as well.</summary>
    private const int Often = 7;

    private static readonly WaitOptions Hourly = new() { Schedule = new PollSchedule { MaxDelay = TimeSpan.FromHours(1) } };

    private SimulatedCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await SimulatedCluster.Start();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory, SyncAndAsync]
    public async Task A_wait_lasts_as_long_as_the_job_and_renews_the_token_on_the_way(Mode mode)
    {
        var states = new List<string>();
        var job = await _cluster.Submit(mode);

        var done = await Wait(mode, job, Hourly with { StateChanged = seen => states.Add(seen.State.Value) });

        ShouldBeComplete(done);
        states.Should().Equal("PENDING", "RUNNING", "COMPLETED");
        (await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().Be("finished\n");
        _cluster.Hpc.Journal.Requests.Count(request => request.Path.StartsWith("/auth/", StringComparison.Ordinal)).Should().BeGreaterThan(40, "a token lives five minutes");
        _cluster.Requests.Should().OnlyContain(request => request.EndsWith(" 200", StringComparison.Ordinal) || request.EndsWith(" 201", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public Task A_wait_survives_a_rate_limit_that_tells_seconds(Mode mode)
        => Survive(mode, rule => rule.RateLimit(TimeSpan.FromSeconds(37)), () =>
        {
            _cluster.Time.Waits.Count(wait => wait == TimeSpan.FromSeconds(37)).Should().Be(Often, "the server asked for it each time");
            _cluster.Requests.Count(request => request.EndsWith(" 429", StringComparison.Ordinal)).Should().Be(Often);
        });

    [Theory, SyncAndAsync]
    public Task A_wait_survives_a_rate_limit_that_tells_a_date(Mode mode)
        => Survive(mode, rule => rule.RateLimit(TimeSpan.FromSeconds(37), asDate: true), () =>
            _cluster.Time.Waits.Count(wait => wait == TimeSpan.FromSeconds(37)).Should().Be(Often, "the server asked for it each time"));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_a_rate_limit_longer_than_a_single_call_waits_for(Mode mode)
        => Survive(mode, rule => rule.Times(3).RateLimit(TimeSpan.FromMinutes(3)), () =>
        {
            _cluster.Time.Waits.Count(wait => wait == TimeSpan.FromMinutes(3)).Should().Be(3);
            _cluster.Requests.Count(request => request.EndsWith(" 429", StringComparison.Ordinal)).Should().Be(3);
        });

    [Theory, SyncAndAsync]
    public Task A_wait_survives_an_unhealthy_scheduler(Mode mode)
        => Survive(mode, rule => AnswerRecorded(rule, "status/unhealthy-system-jobs"), () => ShouldHaveSeen(503));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_the_error_page_of_a_gateway(Mode mode)
        => Survive(mode, rule => rule.AnswerStatus(502, "<html><head><title>502 Bad Gateway</title></head></html>"), () => ShouldHaveSeen(502));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_a_login_node_without_ssh(Mode mode)
        => Survive(mode, rule => AnswerRecorded(rule, "ssh-refused/jobs"), () => ShouldHaveSeen(Fixture.Load("v2/ssh-refused/jobs").StatusCode));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_connections_dropped_before_the_request_was_handled(Mode mode)
        => Survive(mode, rule => rule.DropBefore(), () => ShouldHaveSeen(null));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_connections_dropped_instead_of_an_answer(Mode mode)
        => Survive(mode, rule => rule.DropAfter(), () => ShouldHaveSeen(null));

    [Theory, SyncAndAsync]
    public Task A_wait_survives_connections_dropped_in_the_middle_of_the_answer(Mode mode) => Survive(mode, rule => rule.DropMidway(), () => { });

    [Theory, SyncAndAsync]
    public Task A_wait_survives_a_command_that_took_too_long(Mode mode) => Survive(mode, rule => rule.TimeOutAfter(), () => ShouldHaveSeen(408));

    [Theory, SyncAndAsync]
    public async Task A_wait_survives_a_token_that_is_refused_before_its_end(Mode mode)
    {
        var job = await _cluster.Submit(mode);
        _cluster.Hpc.Journal.Clear();
        _cluster.Faults.On(HttpMethod.Get, JobPath).ExpireToken();

        var done = await Wait(mode, job, Hourly);

        ShouldBeComplete(done);
        _cluster.Requests[0].Should().EndWith(" 401");
        _cluster.Requests[1].Should().EndWith(" 200", "the token was renewed and the request sent again at once");
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_survives_an_identity_provider_that_is_down(Mode mode)
    {
        var job = await _cluster.Submit(mode);
        _cluster.Faults.On(HttpMethod.Post, "/auth/*").Times(Often).AnswerStatus(503, "<html><title>Service Unavailable</title></html>");
        _cluster.Faults.On(HttpMethod.Post, "/auth/*").DropBefore();

        ShouldBeComplete(await Wait(mode, job, Hourly));

        ShouldHaveSeen(503);
        ShouldHaveSeen(null);
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_survives_that_the_job_is_unknown_at_first(Mode mode)
    {
        _cluster.Faults.NotFoundLag = TimeSpan.FromSeconds(15);
        var job = await _cluster.Submit(mode);

        ShouldBeComplete(await Wait(mode, job, Hourly));

        ShouldHaveSeen(404);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_stays_unknown_ends_the_wait(Mode mode)
    {
        _cluster.Faults.NotFoundLag = TimeSpan.FromDays(1);
        var job = await _cluster.Submit(mode);
        var submitted = _cluster.Time.GetUtcNow();

        await FluentActions.Awaiting(() => Wait(mode, job, Hourly)).Should().ThrowAsync<FirecrestNotFoundException>();

        (_cluster.Time.GetUtcNow() - submitted).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_is_not_misled_by_lists_that_show_the_past(Mode mode)
    {
        _cluster.Faults.ListLag = TimeSpan.FromHours(5);
        var first = await _cluster.Submit(mode);
        var handles = new[] { first, await _cluster.Submit(mode), await _cluster.Submit(mode) };

        ShouldBeComplete(await Wait(mode, first, Hourly));

        (await Poll(mode, handles)).Should().OnlyContain(job => job.State == JobState.Running, "that is what the list of hours ago says");
        _cluster.Time.Advance(TimeSpan.FromHours(5));
        (await Poll(mode, handles)).Should().OnlyContain(job => job.State == JobState.Completed);
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_survives_everything_at_once(Mode mode)
    {
        _cluster.Faults.NotFoundLag = TimeSpan.FromSeconds(10);
        var job = await _cluster.Submit(mode);
        foreach (var fault in new Action<FaultRule>[]
        {
            rule => rule.DropBefore(), rule => rule.RateLimit(TimeSpan.FromSeconds(5)), rule => rule.AnswerStatus(504), rule => rule.DropAfter(),
            rule => rule.ExpireToken(), rule => rule.AnswerStatus(500), rule => rule.TimeOutAfter(), rule => rule.DropMidway(),
        })
        {
            fault(_cluster.Faults.On(HttpMethod.Get, JobPath));
        }

        ShouldBeComplete(await Wait(mode, job, Hourly));
    }

    private static void ShouldBeComplete(JobInfo done)
    {
        done.State.Should().Be(JobState.Completed);
        done.Elapsed.Should().Be(SimulatedCluster.RunTime);
    }

    private static void AnswerRecorded(FaultRule rule, string name)
    {
        var fixture = Fixture.Load("v2/" + name);
        rule.AnswerStatus(fixture.StatusCode, fixture.Body, fixture.Headers);
    }

    private static Task<JobInfo> Wait(Mode mode, JobHandle job, WaitOptions options)
        => mode.Run(() => job.WaitForCompletion(options), () => job.WaitForCompletionAsync(options));

    private Task<IReadOnlyList<JobInfo>> Poll(Mode mode, IEnumerable<JobHandle> handles)
    {
        var ids = handles.Select(handle => handle.JobId).ToList();
        return mode.Run(() => _cluster.Client.Poll(_cluster.Hpc.SystemName, ids), () => _cluster.Client.PollAsync(_cluster.Hpc.SystemName, ids));
    }

    private async Task Survive(Mode mode, Action<FaultRule> fault, Action check)
    {
        var job = await _cluster.Submit(mode);
        fault(_cluster.Faults.On(HttpMethod.Get, JobPath).Times(Often));

        ShouldBeComplete(await Wait(mode, job, Hourly));

        check();
    }

    private void ShouldHaveSeen(int? status) => _cluster.Hpc.Journal.Requests.Should().Contain(request => request.Status == status);
}
