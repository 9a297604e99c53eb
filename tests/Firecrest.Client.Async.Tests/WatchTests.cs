using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>What a watch tells, when it looks, and what ends it.</summary>
public sealed class WatchTests : IDisposable
{
    private const string Daint = "daint";

    private readonly StubSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public Task A_watch_gives_the_first_state_each_change_and_ends_with_the_job() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "PENDING");
        At(10, () => _site.Set(Daint, "1", "RUNNING"));
        At(30, () => _site.Set(Daint, "1", "COMPLETING"));
        At(40, () => _site.Set(Daint, "1", "FAILED"));

        (await States(_site.Client.WatchJobAsync(Daint, "1"))).Should().Equal("1 PENDING", "1 RUNNING", "1 COMPLETING", "1 FAILED");
    });

    [Theory]
    [InlineData(10, 1)]
    [InlineData(100, 1)]
    [InlineData(600, 1)]
    [InlineData(600, 3)]
    [InlineData(600, 500)]
    public Task The_end_is_noticed_within_the_delay_cap_with_few_requests(int seconds, int jobs) => _site.Time.Run(async () =>
    {
        int[] ids = [.. Enumerable.Range(1, jobs)];
        Set("RUNNING", ids);
        At(seconds + 0.1, () => Set("COMPLETED", ids));

        await States(_site.Client.WatchJobsAsync(Daint, ids.Select(id => $"{id}")));

        (_site.Time.Elapsed - TimeSpan.FromSeconds(seconds + 0.1)).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(2));
        _site.Handler.Requests.Count.Should().BeLessThan(25 + (seconds / 2), "young jobs are looked at often, and later every two seconds");
    });

    [Fact]
    public Task With_a_larger_cap_long_runners_are_looked_at_rarely() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "RUNNING");
        At(80_000, () => _site.Set(Daint, "1", "COMPLETED"));

        await States(_site.Client.WatchJobAsync(Daint, "1", new WatchOptions { MaxDelay = TimeSpan.FromMinutes(5) }));

        _site.Handler.Requests.Count.Should().BeLessThan(400);
    });

    [Fact]
    public Task Two_jobs_are_read_one_by_one_and_three_with_one_list() => _site.Time.Run(async () =>
    {
        Set("COMPLETED", 1, 2, 3);

        await States(_site.Client.WatchJobsAsync(Daint, ["1", "2"]));
        _site.Paths.Should().BeEquivalentTo(["/compute/daint/jobs/1", "/compute/daint/jobs/2"]);

        await States(_site.Client.WatchJobsAsync(Daint, ["1", "2", "3"]));
        _site.Paths.Skip(2).Should().Equal("/compute/daint/jobs", "/status/systems");
    });

    [Fact]
    public Task Watches_of_one_client_share_their_requests() => _site.Time.Run(async () =>
    {
        Set("RUNNING", [.. Enumerable.Range(1, 50)]);
        At(20, () => Set("COMPLETED", [.. Enumerable.Range(1, 50)]));

        await Task.WhenAll(Enumerable.Range(1, 50).Select(id => States(_site.Client.WatchJobAsync(Daint, $"{id}"))));

        _site.Handler.Requests.Count.Should().BeLessThan(80, "fifty watches cost about as much as one");
    });

    [Fact]
    public Task Watches_that_begin_one_after_the_other_come_to_look_together() => _site.Time.Run(async () =>
    {
        const int Watches = 300;
        Set("RUNNING", [.. Enumerable.Range(1, Watches)]);
        At(60, () => Set("COMPLETED", [.. Enumerable.Range(1, Watches)]));
        var lists = new List<TimeSpan>();
        _site.Before = request =>
        {
            lists.AddRange(request.Uri.AbsolutePath == "/compute/daint/jobs" ? [_site.Time.Elapsed] : []);
            return null;
        };
        var watches = new List<Task<List<string>>>();
        foreach (var id in Enumerable.Range(1, Watches))
        {
            watches.Add(States(_site.Client.WatchJobAsync(Daint, $"{id}")));
            await Task.Delay(TimeSpan.FromMilliseconds(7), _site.Time);
        }

        await Task.WhenAll(watches);

        lists.Count(time => time < TimeSpan.FromSeconds(10)).Should().BeLessThan(60, "a list for each watch that begins would be 300");
        lists.Count(time => time >= TimeSpan.FromSeconds(30) && time < TimeSpan.FromSeconds(60)).Should().BeInRange(14, 20, "the watches look every two seconds");
        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(63));
    });

    [Fact]
    public Task Handles_that_wait_share_their_requests_too() => _site.Time.Run(async () =>
    {
        Set("RUNNING", [.. Enumerable.Range(1, 50)]);
        At(300, () => Set("COMPLETED", [.. Enumerable.Range(1, 50)]));

        var ended = await Task.WhenAll(Enumerable.Range(1, 50).Select(id => _site.Client.GetJobHandle(Daint, $"{id}").WaitForCompletionAsync()));

        ended.Should().OnlyContain(job => job.State == JobState.Completed);
        _site.Handler.Requests.Count.Should().BeLessThan(50 * 5, "one wait alone makes about 15 requests");
    });

    [Fact]
    public Task Jobs_that_the_list_lacks_are_read_by_themselves_a_few_at_a_time() => _site.Time.Run(async () =>
    {
        // In the list is only what the server shows as the user's.
        var hidden = Enumerable.Range(1, 100).Select(id => $"{id}").ToList();
        _site.Before = request => request.Uri.AbsolutePath == "/compute/daint/jobs" ? StubHandler.Json("""{"jobs":[]}""") : null;
        Set("COMPLETED", [.. Enumerable.Range(1, 100)]);

        (await States(_site.Client.WatchJobsAsync(Daint, hidden))).Should().HaveCount(100);

        var lists = _site.Paths.Count(path => path == "/compute/daint/jobs");
        lists.Should().BeInRange(6, 8);
        _site.Paths.Count(path => path != "/compute/daint/jobs").Should().Be(100, "each is read once");
    });

    [Fact]
    public Task A_slow_reader_gets_the_latest_state_and_never_misses_the_end() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "PENDING");
        At(10, () => _site.Set(Daint, "1", "CONFIGURING"));
        At(20, () => _site.Set(Daint, "1", "RUNNING"));
        At(30, () => _site.Set(Daint, "1", "COMPLETED"));
        var states = new List<string>();

        await foreach (var job in _site.Client.WatchJobAsync(Daint, "1"))
        {
            states.Add(job.State.Value);
            await Task.Delay(TimeSpan.FromSeconds(25), _site.Time);
        }

        states.Should().Equal("PENDING", "RUNNING", "COMPLETED");
    });

    [Fact]
    public Task A_job_that_is_unknown_at_first_is_waited_for() => _site.Time.Run(async () =>
    {
        At(15, () => _site.Set(Daint, "1", "PENDING"));
        At(20, () => _site.Set(Daint, "1", "COMPLETED"));

        (await States(_site.Client.WatchJobAsync(Daint, "1"))).Should().Equal("1 PENDING", "1 COMPLETED");
    });

    [Fact]
    public Task A_job_that_stays_unknown_is_told_when_the_others_are_over() => _site.Time.Run(async () =>
    {
        Set("RUNNING", 1, 2, 3);
        At(60, () => Set("COMPLETED", 1, 2, 3));
        var states = new List<string>();

        var watch = async () =>
        {
            await foreach (var job in _site.Client.WatchJobsAsync(Daint, ["1", "2", "3", "99"]))
            {
                states.Add(job.ToString());
            }
        };

        (await watch.Should().ThrowAsync<FirecrestNotFoundException>()).Which.ErrorCode.Should().Be(FirecrestErrorCode.JobNotFound);
        states.Should().BeEquivalentTo(["1 RUNNING", "2 RUNNING", "3 RUNNING", "1 COMPLETED", "2 COMPLETED", "3 COMPLETED"]);
    });

    [Fact]
    public Task A_watch_outlasts_an_outage_and_not_one_that_is_too_long() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "RUNNING");
        var isDown = true;
        _site.Before = _ => isDown ? new HttpResponseMessage(HttpStatusCode.BadGateway) : null;
        At(300, () => isDown = false);
        At(310, () => _site.Set(Daint, "1", "COMPLETED"));

        (await States(_site.Client.WatchJobAsync(Daint, "1"))).Should().Equal("1 RUNNING", "1 COMPLETED");

        isDown = true;
        await FluentActions.Awaiting(() => States(_site.Client.WatchJobAsync(Daint, "1"))).Should().ThrowAsync<FirecrestApiException>();
    });

    [Fact]
    public Task A_cancelled_watch_ends_and_the_others_go_on() => _site.Time.Run(async () =>
    {
        Set("RUNNING", 1, 2);
        At(60, () => Set("COMPLETED", 1, 2));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(10), _site.Time);

        var cancelled = States(_site.Client.WatchJobAsync(Daint, "1", cancellationToken: cancellation.Token));
        var other = States(_site.Client.WatchJobAsync(Daint, "2"));

        (await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        (await other).Should().Equal("2 RUNNING", "2 COMPLETED");
    });

    [Fact]
    public Task A_watch_that_is_left_asks_no_more() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "RUNNING");
        await foreach (var _ in _site.Client.WatchJobAsync(Daint, "1"))
        {
            break;
        }

        var asked = _site.Handler.Requests.Count;
        await Task.Delay(TimeSpan.FromMinutes(10), _site.Time);
        _site.Handler.Requests.Count.Should().Be(asked);
    });

    [Fact]
    public Task The_end_of_the_client_ends_its_watches() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "RUNNING");
        At(10, _site.Client.Dispose);

        await FluentActions.Awaiting(() => States(_site.Client.WatchJobAsync(Daint, "1"))).Should().ThrowAsync<ObjectDisposedException>();
    });

    [Fact]
    public Task Ends_are_given_as_they_come_and_together() => _site.Time.Run(async () =>
    {
        Set("RUNNING", 1, 2, 3);
        _site.Set("eiger", "1", "RUNNING");
        At(10, () => _site.Set("eiger", "1", "FAILED"));
        At(20, () => Set("COMPLETED", 2));
        At(30, () => Set("COMPLETED", 1, 3));
        JobHandle[] jobs = [_site.Client.GetJobHandle(Daint, "1"), _site.Client.GetJobHandle("eiger", "1"), _site.Client.GetJobHandle(Daint, "2"), _site.Client.GetJobHandle(Daint, "3")];

        var all = _site.Client.WhenAll(jobs);
        var any = await _site.Client.WhenAny(jobs);
        any.Job.Should().BeSameAs(jobs[1]);
        any.Info.State.Should().Be(JobState.Failed);

        var order = new List<string>();
        await foreach (var ended in _site.Client.AsCompletedAsync(jobs))
        {
            order.Add($"{ended.Job} {ended.Info.State}");
        }

        order.Take(2).Should().Equal("eiger/1 FAILED", "daint/2 COMPLETED");
        order.Skip(2).Should().BeEquivalentTo(["daint/1 COMPLETED", "daint/3 COMPLETED"]);
        (await all).Select(job => job.State.Value).Should().Equal("COMPLETED", "FAILED", "COMPLETED", "COMPLETED");
    });

    [Fact]
    public Task What_nobody_expected_on_one_system_ends_a_watch_of_several_at_once() => _site.Time.Run(async () =>
    {
        Set("RUNNING", 1);
        _site.Set("eiger", "1", "RUNNING");
        At(80_000, () => _site.Set("eiger", "1", "COMPLETED"));
        At(10, () => _site.Before = request => request.Uri.AbsolutePath.Contains(Daint, StringComparison.Ordinal) ? throw new InvalidOperationException("a bug") : null);

        await FluentActions.Awaiting(() => _site.Client.WhenAll([_site.Client.GetJobHandle("eiger", "1"), _site.Client.GetJobHandle(Daint, "1")]))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("a bug");

        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    });

    [Fact]
    public Task Jobs_that_vanish_end_a_watch_with_the_others() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(1, 40).ToArray();
        Set("RUNNING", ids);
        At(60, () => _site.Forget(Daint));

        (await FluentActions.Awaiting(() => States(_site.Client.WatchJobsAsync(Daint, ids.Select(id => $"{id}")))).Should().ThrowAsync<FirecrestNotFoundException>())
            .Which.ErrorCode.Should().Be(FirecrestErrorCode.JobNotFound);

        _site.Time.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(80)).And.BeLessThan(TimeSpan.FromMinutes(3));
    });

    [Fact]
    public Task A_grace_without_end_and_an_outage_go_together() => _site.Time.Run(async () =>
    {
        var isDown = false;
        _site.Before = _ => isDown ? new HttpResponseMessage(HttpStatusCode.BadGateway) : null;
        At(30, () => isDown = true);
        At(90, () => isDown = false);
        At(120, () => _site.Set(Daint, "1", "COMPLETED"));

        (await States(_site.Client.WatchJobAsync(Daint, "1", new WatchOptions { NotFoundGrace = TimeSpan.MaxValue }))).Should().Equal("1 COMPLETED");
    });

    [Fact]
    public Task A_time_beyond_what_timers_can_wait_does_not_end_a_watch() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "RUNNING");
        _site.Before = _ =>
        {
            var refusal = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            refusal.Headers.TryAddWithoutValidation("Retry-After", "99999999");
            return refusal;
        };
        using var cancellation = new CancellationTokenSource(TimeSpan.FromHours(20), _site.Time);

        await FluentActions.Awaiting(() => States(_site.Client.WatchJobAsync(Daint, "1", cancellationToken: cancellation.Token))).Should().ThrowAsync<OperationCanceledException>();

        _site.Handler.Requests.Count.Should().BeLessThan(3);
    });

    private static async Task<List<string>> States(IAsyncEnumerable<JobInfo> watch)
    {
        var states = new List<string>();
        await foreach (var job in watch)
        {
            states.Add(job.ToString());
        }

        return states;
    }

    private void Set(string state, params int[] ids)
    {
        foreach (var id in ids)
        {
            _site.Set(Daint, $"{id}", state);
        }
    }

    private void At(double seconds, Action action)
        => _site.Time.CreateTimer(_ => action(), null, TimeSpan.FromSeconds(seconds) - _site.Time.Elapsed, Timeout.InfiniteTimeSpan);
}
