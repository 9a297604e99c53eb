using System.Globalization;
using System.Net;
using Firecrest.Client.Http;
using Firecrest.Client.Pacing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>The pace of requests: none until the site asks, then what it asks for, users' calls first.</summary>
public sealed class RequestPacerTests : IDisposable
{
    private const string Jobs = "compute/daint/jobs";
    private const string Files = "filesystem/daint/ops/ls";

    private readonly FakeTimeProvider _time = new();
    private readonly RequestPacer _pacer;

    public RequestPacerTests() => _pacer = Create(TimeSpan.Zero);

    public void Dispose() => _pacer.Dispose();

    [Fact]
    public void Nothing_waits_as_long_as_the_site_asks_for_nothing()
    {
        Enumerable.Range(0, 1000).Select(_ => Enter(Jobs)).Should().OnlyContain(entered => entered.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_refusal_closes_its_service_for_as_long_as_it_says_and_no_other()
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "7"));

        var call = Enter(Jobs);
        Enter(Files).IsCompletedSuccessfully.Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(6.9));
        call.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        call.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void A_refusal_by_date_closes_too()
    {
        Enter(Jobs);
        var now = _time.GetUtcNow();
        Leave(Jobs, 429, ("Date", now.ToString("R", CultureInfo.InvariantCulture)), ("Retry-After", now.AddSeconds(30).ToString("R", CultureInfo.InvariantCulture)));

        var call = Enter(Jobs);
        _time.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        call.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void After_a_refusal_requests_begin_with_one_and_become_more_with_each_success()
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"));
        var calls = Enumerable.Range(0, 10).Select(_ => Enter(Jobs)).ToList();

        _time.Advance(TimeSpan.FromSeconds(2));
        calls.Count(call => call.IsCompleted).Should().Be(1);
        Leave(Jobs, 200);
        calls.Count(call => call.IsCompleted).Should().Be(3);
        Leave(Jobs, 200);
        Leave(Jobs, 200);
        calls.Count(call => call.IsCompleted).Should().Be(10);
    }

    [Fact]
    public void A_wait_beyond_the_longest_is_not_waited_for_here_but_told_by_the_next_answer()
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "410400"));

        var call = Enter(Jobs);
        _time.Advance(TimeSpan.FromSeconds(61));
        call.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void What_is_left_in_the_window_is_used_up_and_no_more_until_the_next()
    {
        Enter(Jobs);
        Leave(Jobs, 200, ("RateLimit-Limit", "10"), ("RateLimit-Remaining", "3"), ("RateLimit-Reset", "5"));

        var calls = Enumerable.Range(0, 5).Select(_ => Enter(Jobs)).ToList();
        calls.Count(call => call.IsCompleted).Should().Be(3);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        calls.Count(call => call.IsCompleted).Should().Be(3);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        calls.Count(call => call.IsCompleted).Should().Be(5);
    }

    [Fact]
    public void The_windows_that_a_gateway_tells_one_by_one_all_count()
    {
        Enter(Jobs);
        Leave(Jobs, 200, ("X-RateLimit-Limit-Second", "10"), ("X-RateLimit-Remaining-Second", "9"), ("X-RateLimit-Limit-Minute", "120"), ("X-RateLimit-Remaining-Minute", "2"));

        var calls = Enumerable.Range(0, 3).Select(_ => Enter(Jobs)).ToList();
        calls.Count(call => call.IsCompleted).Should().Be(2);
        _time.Advance(TimeSpan.FromSeconds(2));
        calls.Count(call => call.IsCompleted).Should().Be(2, "the minute is not over");
        _time.Advance(TimeSpan.FromMinutes(1));
        calls.Count(call => call.IsCompleted).Should().Be(3);
    }

    [Fact]
    public void Users_calls_go_before_polls_and_each_kind_in_the_order_of_its_coming()
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"));
        var order = new List<string>();
        var polls = new[] { Named("poll 1", poll: true), Named("poll 2", poll: true) };
        var calls = new[] { Named("call 1"), Named("call 2"), Named("repeated", attempt: 2) };

        _time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 5; i++)
        {
            foreach (var (name, entered) in calls.Concat(polls).Where(one => one.Entered.IsCompleted && !order.Contains(one.Name)))
            {
                order.Add(name);
            }

            // One at a time: each is refused anew.
            Leave(Jobs, 429, ("Retry-After", "1"));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        order.Should().Equal("repeated", "call 1", "call 2", "poll 1", "poll 2");
    }

    [Fact]
    public void Polls_leave_a_part_of_the_window_to_users_calls()
    {
        Enter(Jobs);
        Leave(Jobs, 200, ("RateLimit-Limit", "10"), ("RateLimit-Remaining", "9"), ("RateLimit-Reset", "60"));

        var polls = Enumerable.Range(0, 20).Select(_ => Poll(Jobs)).ToList();
        polls.Count(poll => poll.IsCompleted).Should().Be(7);
        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void A_limit_that_is_not_told_any_more_is_forgotten()
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"), ("RateLimit-Limit", "1"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
        Leave(Jobs, 200);

        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void Requests_from_before_a_refusal_hold_nobody_up_after_it()
    {
        Enumerable.Range(0, 9).Select(_ => Enter(Jobs)).Should().OnlyContain(entered => entered.IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromSeconds(5));
        Leave(Jobs, TimeSpan.FromSeconds(5), 429, ("Retry-After", "1"));

        var calls = Enumerable.Range(0, 4).Select(_ => Enter(Jobs)).ToList();
        _time.Advance(TimeSpan.FromSeconds(2));
        calls.Count(call => call.IsCompleted).Should().Be(1, "eight long ones are still under way, and one tries out whether more are taken");
        Leave(Jobs, TimeSpan.FromSeconds(7), 503);
        calls.Count(call => call.IsCompleted).Should().Be(1, "that was one of the eight");
        Leave(Jobs, TimeSpan.FromSeconds(1), 200);
        calls.Count(call => call.IsCompleted).Should().Be(3);
    }

    [Fact]
    public void Requests_that_take_longer_than_a_window_use_up_only_that_in_which_they_began()
    {
        Enter(Jobs);
        Leave(Jobs, 200, ("RateLimit-Limit", "10"), ("RateLimit-Remaining", "9"), ("RateLimit-Reset", "1"));
        var calls = Enumerable.Range(0, 30).Select(_ => Enter(Jobs)).ToList();

        calls.Count(call => call.IsCompleted).Should().Be(9);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        calls.Count(call => call.IsCompleted).Should().Be(19);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        calls.Count(call => call.IsCompleted).Should().Be(29);
    }

    [Fact]
    public void A_limit_of_nothing_is_not_believed()
    {
        Enter(Jobs);
        Leave(Jobs, 200, ("RateLimit-Limit", "0"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1"));

        Enter(Jobs).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task A_synchronous_caller_whose_turn_comes_in_the_moment_in_which_it_gives_up_keeps_nobody_out()
    {
        using var cancellation = new CancellationTokenSource();
        var time = new GlancingTime();
        using var pacer = new RequestPacer(new Clock(time), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await Enter(pacer);
        Leave(pacer, 429, ("Retry-After", "1"));
        time.Advance(TimeSpan.FromSeconds(2));
        await Enter(pacer);
        time.Glances = () =>
        {
            Leave(pacer, 200);
            cancellation.Cancel();
        };

        await pacer.Enter(Jobs, 1, async: false, cancellation.Token);

        Leave(pacer, 429, ("Retry-After", "1"));
        time.Advance(TimeSpan.FromSeconds(2));
        Enter(pacer).IsCompletedSuccessfully.Should().BeTrue("nothing is under way any more");
    }

    [Fact]
    public void The_least_interval_of_the_options_is_kept()
    {
        using var pacer = Create(TimeSpan.FromSeconds(1));
        var calls = Enumerable.Range(0, 3).Select(_ => pacer.Enter(Jobs, 1, async: true, CancellationToken.None).AsTask()).ToList();

        calls.Count(call => call.IsCompleted).Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        calls.Count(call => call.IsCompleted).Should().Be(2);
        _time.Advance(TimeSpan.FromSeconds(1));
        calls.Count(call => call.IsCompleted).Should().Be(3);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_queue_and_takes_nothing()
    {
        await Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"));
        using var cancellation = new CancellationTokenSource();
        var first = _pacer.Enter(Jobs, 1, async: true, cancellation.Token).AsTask();
        var second = Enter(Jobs);

        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        _time.Advance(TimeSpan.FromSeconds(2));
        second.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task The_end_of_the_client_ends_who_waits()
    {
        await Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"));
        var call = Enter(Jobs);

        _pacer.Dispose();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Who_comes_to_wait_in_the_moment_of_the_end_does_not_wait_for_ever()
    {
        var pace = new ServicePace(new Clock(_time), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        pace.TryPass(TurnOrder.Call).Should().BeTrue();
        using var refusal = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        pace.Leave(refusal, TimeSpan.Zero);
        pace.TryPass(TurnOrder.Call).Should().BeFalse();

        pace.Dispose();

        await FluentActions.Awaiting(() => pace.Wait(TurnOrder.Call, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public void A_poll_is_not_kept_waiting_for_ever_by_users_calls_that_keep_coming()
    {
        using var pacer = Create(TimeSpan.FromSeconds(1));
        var calls = new Queue<Task>();
        calls.Enqueue(Enter(pacer));
        calls.Enqueue(Enter(pacer));
        var polls = Enumerable.Range(0, 3).Select(_ => Poll(Jobs, pacer)).ToList();

        var waits = new List<int>();
        for (var second = 0; second < 300; second++)
        {
            // There is always a user's call that waits; how many are ahead of the one that comes now?
            calls.Enqueue(Enter(pacer));
            waits.Add(calls.Count(call => !call.IsCompleted));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        polls.Should().OnlyContain(poll => poll.IsCompleted);
        waits.Should().OnlyContain(waiting => waiting <= 5, "polls that have waited long take a turn one by one");
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(400, true)]
    [InlineData(503, false)]
    public void After_a_refusal_each_answer_of_the_service_makes_way_for_more(int status, bool makesWay)
    {
        Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "1"));
        var calls = Enumerable.Range(0, 10).Select(_ => Enter(Jobs)).ToList();
        _time.Advance(TimeSpan.FromSeconds(2));

        Leave(Jobs, status);

        calls.Count(call => call.IsCompleted).Should().Be(makesWay ? 3 : 2);
    }

    [Fact]
    public async Task A_synchronous_caller_waits_on_its_own_thread()
    {
        await Enter(Jobs);
        Leave(Jobs, 429, ("Retry-After", "3"));
        var call = Task.Factory.StartNew(
            () => _pacer.Enter(Jobs, 1, async: false, CancellationToken.None).EnsureCompleted(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        for (var advanced = TimeSpan.Zero; !call.IsCompleted; advanced += TimeSpan.FromSeconds(0.1))
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        await call;
        _time.GetUtcNow().Should().BeAfter(_time.Start + TimeSpan.FromSeconds(3));
    }

    private RequestPacer Create(TimeSpan interval) => new(new Clock(_time), interval, TimeSpan.FromMinutes(1));

    private static Task<TimeSpan> Enter(RequestPacer pacer) => pacer.Enter(Jobs, 1, async: true, CancellationToken.None).AsTask();

    private Task<TimeSpan> Enter(string path, int attempt = 1) => _pacer.Enter(path, attempt, async: true, CancellationToken.None).AsTask();

    /// <summary>In a context of its own, as a merged request has, so that the mark does not stay.</summary>
    private Task Poll(string path, RequestPacer? pacer = null)
    {
        pacer ??= _pacer;
        var entered = Task.CompletedTask;
        ExecutionContext.Run(
            ExecutionContext.Capture()!,
            _ =>
            {
                pacer.BeginPoll();
                entered = pacer.Enter(path, 1, async: true, CancellationToken.None).AsTask();
            },
            null);
        return entered;
    }

    private (string Name, Task Entered) Named(string name, bool poll = false, int attempt = 1) => (name, poll ? Poll(Jobs) : Enter(Jobs, attempt));

    private void Leave(string path, int status, params (string Name, string Value)[] headers) => Leave(path, TimeSpan.Zero, status, headers);

    private static void Leave(RequestPacer pacer, int status, params (string Name, string Value)[] headers) => Leave(pacer, Jobs, TimeSpan.Zero, status, headers);

    private void Leave(string path, TimeSpan lasted, int status, params (string Name, string Value)[] headers) => Leave(_pacer, path, lasted, status, headers);

    private static void Leave(RequestPacer pacer, string path, TimeSpan lasted, int status, (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        pacer.Leave(path, response, lasted);
    }

    /// <summary>Does something in the midst of the next wait.</summary>
    private sealed class GlancingTime : FakeTimeProvider
    {
        public Action? Glances { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            var glances = Glances;
            Glances = null;
            glances?.Invoke();
            return timer;
        }
    }
}
