using System.Collections.Concurrent;
using Firecrest.Client.Authorization;
using Firecrest.Client.Http;
using Firecrest.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Authorization;

public sealed class TokenCacheTests
{
    private const int Callers = 200;

    [Theory, SyncAndAsync]
    public async Task Two_hundred_callers_at_once_make_one_fetch(Mode mode)
    {
        var source = new GatedAuth();
        var cache = Create(source);

        var callers = StartCallers(mode, cache);
        await source.Entered;
        source.Open();

        var tokens = await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        tokens.Should().HaveCount(Callers).And.OnlyContain(token => ReferenceEquals(token, tokens[0]));
        source.Fetches.Should().Be(1);
    }

    [Theory, SyncAndAsync]
    public async Task Callers_refused_with_the_same_token_make_one_renewal(Mode mode)
    {
        var source = new GatedAuth();
        source.Open();
        var cache = Create(source);
        var refused = await Get(mode, cache);

        var tokens = await Task.WhenAll(StartCallers(mode, cache, refused)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        tokens.Should().OnlyContain(token => ReferenceEquals(token, tokens[0])).And.NotContain(refused);
        source.Fetches.Should().Be(2);
        source.Contexts.Last().ForceRefresh.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_failed_fetch_fails_everybody_who_waited_for_it_and_nobody_later(Mode mode)
    {
        var source = new GatedAuth { Failure = new FirecrestAuthenticationException("the provider is down") };
        var cache = Create(source);

        var first = Get(mode, cache);
        await source.Entered;
        var waiters = StartWaiters(mode, cache, Callers);
        source.Open();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<FirecrestAuthenticationException>();
        foreach (var waiter in waiters)
        {
            await FluentActions.Awaiting(() => waiter).Should().ThrowAsync<FirecrestAuthenticationException>();
        }

        source.Fetches.Should().Be(1);
        source.Failure = null;
        (await Get(mode, cache)).Value.Should().Be("token-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along(Mode mode)
    {
        var source = new GatedAuth();
        var cache = Create(source);
        using var cancellation = new CancellationTokenSource();

        var leader = Get(mode, cache, null, cancellation.Token);
        await source.Entered;
        var follower = StartWaiters(mode, cache, 1)[0];
        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => leader).Should().ThrowAsync<OperationCanceledException>();
        source.Open();

        (await follower).Value.Should().Be("token-2");
    }

    [Theory]
    [InlineData(300, 210, "a margin of 90 s")]
    [InlineData(200, 140, "a margin of 30 %")]
    [InlineData(60, 29, "at least 31 s, since servers refuse tokens with less than 30 s left")]
    [InlineData(20, 14, "31 s are not to be had, so 30 %")]
    public async Task A_token_is_kept_until_its_margin_begins(int lifetime, int keptFor, string because)
    {
        var time = new FakeTimeProvider();
        var source = new GatedAuth { Lifetime = TimeSpan.FromSeconds(lifetime), Time = time };
        source.Open();
        var cache = Create(source, time);

        var first = await Get(Mode.Async, cache);
        time.Advance(TimeSpan.FromSeconds(keptFor - 1));
        (await Get(Mode.Async, cache)).Should().BeSameAs(first, because);
        time.Advance(TimeSpan.FromSeconds(1));
        (await Get(Mode.Async, cache)).Should().NotBeSameAs(first, because);
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_does_not_age_a_token()
    {
        var time = new SteppingTime();
        var source = new GatedAuth { Lifetime = TimeSpan.FromMinutes(5), Time = time };
        source.Open();
        var cache = Create(source, time);
        var first = await Get(Mode.Async, cache);

        time.WallClockOffset = TimeSpan.FromHours(2);

        (await Get(Mode.Async, cache)).Should().BeSameAs(first);
    }

    [Fact]
    public async Task A_token_without_an_end_is_kept_until_it_is_refused()
    {
        var time = new FakeTimeProvider();
        var source = new GatedAuth { Lifetime = null, Time = time };
        source.Open();
        var cache = Create(source, time);
        var first = await Get(Mode.Async, cache);

        time.Advance(TimeSpan.FromDays(30));

        (await Get(Mode.Async, cache)).Should().BeSameAs(first);
        (await Get(Mode.Async, cache, first)).Should().NotBeSameAs(first);
    }

    private static TokenCache Create(IAuthorization source, TimeProvider? time = null)
        => new(source, new HttpClient(), TimeSpan.FromSeconds(100), new Clock(time ?? new FakeTimeProvider()), NullLogger.Instance);

    private static Task<AccessToken> Get(Mode mode, TokenCache cache, AccessToken? refused = null, CancellationToken cancellationToken = default) => mode.Run(
        () => cache.GetToken(refused, null, async: false, cancellationToken).EnsureCompleted(),
        () => cache.GetToken(refused, null, async: true, cancellationToken).AsTask());

    private static Task<AccessToken>[] StartCallers(Mode mode, TokenCache cache, AccessToken? refused = null)
        => [.. Enumerable.Range(0, Callers).Select(_ => Get(mode, cache, refused))];

    /// <summary>Callers that stand at the gate when this returns.</summary>
    private static List<Task<AccessToken>> StartWaiters(Mode mode, TokenCache cache, int count)
    {
        if (mode == Mode.Async)
        {
            return [.. Enumerable.Range(0, count).Select(_ => cache.GetToken(null, null, async: true, CancellationToken.None).AsTask())];
        }

        var waiters = new List<Task<AccessToken>>();
        for (var i = 0; i < count; i++)
        {
            var result = new TaskCompletionSource<AccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
            var thread = new Thread(() =>
            {
                try
                {
                    result.SetResult(cache.GetToken(null, null, async: false, CancellationToken.None).EnsureCompleted());
                }
                catch (FirecrestException exception)
                {
                    result.SetException(exception);
                }
            });
            thread.Start();
            SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(60)).Should().BeTrue();
            waiters.Add(result.Task);
        }

        return waiters;
    }

    private sealed class GatedAuth : IAuthorization
    {
        private readonly ManualResetEventSlim _gate = new();
        private readonly TaskCompletionSource _asyncGate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _fetches;

        public int Fetches => Volatile.Read(ref _fetches);

        public ConcurrentQueue<AuthorizationContext> Contexts { get; } = [];

        public FirecrestAuthenticationException? Failure { get; set; }

        public TimeSpan? Lifetime { get; init; } = TimeSpan.FromMinutes(5);

        public TimeProvider Time { get; init; } = new FakeTimeProvider();

        public Task Entered => _entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Open()
        {
            _gate.Set();
            _asyncGate.TrySetResult();
        }

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            var number = Begin(context);
            _gate.Wait(cancellationToken);
            return End(number);
        }

        public async ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            var number = Begin(context);
            await _asyncGate.Task.WaitAsync(cancellationToken);
            return End(number);
        }

        private int Begin(AuthorizationContext context)
        {
            Contexts.Enqueue(context);
            var number = Interlocked.Increment(ref _fetches);
            _entered.TrySetResult();
            return number;
        }

        private AccessToken End(int number) => Failure is null ? new AccessToken($"token-{number}", Time.GetUtcNow() + Lifetime) : throw Failure;
    }

    private sealed class SteppingTime : FakeTimeProvider
    {
        public TimeSpan WallClockOffset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockOffset;

        public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
    }
}
