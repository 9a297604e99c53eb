using Firecrest.Client.Http;
using Firecrest.Client.Polling;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>What a merge must not do: mix what does not belong together, leave somebody waiting, tell what is old.</summary>
public sealed class RequestCoalescerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly List<(MergedRequest<string, int> Request, TaskCompletionSource<string> Answer, CancellationToken Abandoned)> _sent = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly RequestCoalescer<string, int, string> _requests;

    public RequestCoalescerTests() => _requests = new(new Clock(_time), Send);

    public void Dispose() => _requests.Dispose();

    [Fact]
    public async Task Calls_with_one_key_that_come_before_it_is_sent_are_one_request()
    {
        var first = Join("a", [1]);
        await Arrived();
        var others = Enumerable.Range(2, 50).Select(id => Join("a", [id])).ToList();
        Answer(0, "one");
        await Arrived();
        Answer(1, "two");

        (await first).Should().Be("one");
        (await Task.WhenAll(others)).Should().OnlyContain(answer => answer == "two", "they asked after the first request had been sent, and are not told what is old");
        _sent.Should().HaveCount(2);
        _sent[1].Request.Ids.Should().BeEquivalentTo(Enumerable.Range(2, 50));
    }

    [Fact]
    public async Task Calls_with_other_keys_are_requests_of_their_own()
    {
        var one = Join("daint", [1]);
        var other = Join("eiger", [1]);
        await Arrived();
        await Arrived();
        Answer("daint", "of daint");
        Answer("eiger", "of eiger");

        (await one).Should().Be("of daint");
        (await other).Should().Be("of eiger");
    }

    [Fact]
    public async Task A_call_for_everything_does_not_lose_what_others_ask_for()
    {
        var block = Join("a", [0]);
        await Arrived();
        var all = Join("a", null);
        var some = Join("a", [1, 2]);
        Answer(0, "");
        await Arrived();

        _sent[1].Request.WantsAll.Should().BeTrue();
        _sent[1].Request.Ids.Should().BeEquivalentTo([1, 2]);
        Answer(1, "both");
        (await all).Should().Be("both");
        (await some).Should().Be("both");
        await block;
    }

    [Fact]
    public async Task A_failure_reaches_every_waiter_and_the_next_call_is_a_new_request()
    {
        var block = Join("a", [0]);
        await Arrived();
        var calls = Enumerable.Range(1, 10).Select(id => Join("a", [id])).ToList();
        Answer(0, "");
        await Arrived();
        _sent[1].Answer.SetException(new HttpRequestException("the network is down"));

        foreach (var call in calls)
        {
            await FluentActions.Awaiting(() => call.WaitAsync(Limit)).Should().ThrowAsync<HttpRequestException>().WithMessage("the network is down");
        }

        var next = Join("a", [1]);
        await Arrived();
        Answer(2, "well again");
        (await next).Should().Be("well again");
        await block;
    }

    [Fact]
    public async Task A_waiter_who_gives_up_leaves_alone()
    {
        using var cancellation = new CancellationTokenSource();
        var leader = _requests.Join("a", [1], LookTime.AtOnce, cancellation.Token);
        var other = Join("a", [2]);
        await Arrived();
        var third = Join("a", [3]);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => leader.WaitAsync(Limit)).Should().ThrowAsync<OperationCanceledException>();
        if (_sent[0].Request.Ids.Contains(2))
        {
            _sent[0].Abandoned.IsCancellationRequested.Should().BeFalse("the second caller still waits for it");
            Answer(0, "first");
            (await other).Should().Be("first");
        }

        await Arrived();
        Answer(1, "second");
        (await third).Should().Be("second");
    }

    [Fact]
    public async Task The_last_who_gives_up_takes_the_request_with_him_and_does_not_hold_up_the_next()
    {
        using var cancellation = new CancellationTokenSource();
        var only = _requests.Join("a", [1], LookTime.AtOnce, cancellation.Token);
        await Arrived();
        var next = Join("a", [2]);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => only.WaitAsync(Limit)).Should().ThrowAsync<OperationCanceledException>();
        _sent[0].Abandoned.IsCancellationRequested.Should().BeTrue();
        await Arrived();
        Answer(1, "next");
        (await next).Should().Be("next");
    }

    [Fact]
    public async Task Who_gives_up_before_anything_is_sent_costs_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var late = _requests.Join("a", [1], LookTime.After(TimeSpan.FromMinutes(1)), cancellation.Token);
        await cancellation.CancelAsync();
        _time.Advance(TimeSpan.FromMinutes(2));

        await FluentActions.Awaiting(() => late.WaitAsync(Limit)).Should().ThrowAsync<OperationCanceledException>();
        _sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Polls_that_are_due_at_about_the_same_time_go_together_and_others_wait_for_their_time()
    {
        var soon = Join("a", [1], TimeSpan.FromSeconds(9.5));
        var later = Join("a", [2], TimeSpan.FromSeconds(10));
        var last = Join("a", [3], TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(9));
        _sent.Should().BeEmpty();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await Arrived();
        Answer(0, "together");

        (await soon).Should().Be("together");
        (await later).Should().Be("together");
        _sent[0].Request.IsUserCall.Should().BeFalse();
        last.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Arrived();
        Answer(1, "last");
        (await last).Should().Be("last");
    }

    [Fact]
    public async Task The_end_of_the_client_ends_who_waits_and_who_comes()
    {
        var sent = Join("a", [1]);
        await Arrived();
        var waiting = Join("a", [2]);

        _requests.Dispose();

        await FluentActions.Awaiting(() => sent.WaitAsync(Limit)).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => waiting.WaitAsync(Limit)).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => Join("a", [3])).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Who_waits_is_told_of_the_end_of_the_client_and_not_of_a_cancellation()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var requests = new RequestCoalescer<string, int, string>(new Clock(_time), (_, abandoned) =>
        {
            // Ends in the thread that abandons it.
            var answer = new TaskCompletionSource<string>();
            abandoned.Register(() => answer.TrySetCanceled(abandoned));
            arrived.SetResult();
            return answer.Task;
        });
        var call = requests.Join("a", [1], LookTime.AtOnce, CancellationToken.None);
        await arrived.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        requests.Dispose();

        await FluentActions.Awaiting(() => call.WaitAsync(Limit)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private Task<string> Join(string key, int[]? ids, TimeSpan? pause = null)
        => _requests.Join(key, ids, pause is { } after ? LookTime.After(after) : LookTime.AtOnce, CancellationToken.None);

    private async Task Arrived() => (await _arrived.WaitAsync(Limit)).Should().BeTrue("a request should have been sent");

    private void Answer(int request, string answer) => _sent[request].Answer.SetResult(answer);

    private void Answer(string key, string answer) => _sent.Single(sent => sent.Request.Key == key).Answer.SetResult(answer);

    private Task<string> Send(MergedRequest<string, int> request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sent)
        {
            _sent.Add((request, answer, cancellationToken));
        }

        _arrived.Release();
        return answer.Task;
    }
}
