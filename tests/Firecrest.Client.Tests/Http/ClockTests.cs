using System.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Http;

public sealed class ClockTests
{
    [Theory, SyncAndAsync]
    public async Task A_delay_ends_when_its_time_has_come(Mode mode)
    {
        var time = new TimerCount();
        var clock = new Clock(time);

        var delay = Delay(mode, clock, TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        await time.TimerMade;
        time.Advance(TimeSpan.FromMinutes(59));
        delay.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory, SyncAndAsync]
    public async Task A_delay_ends_at_once_when_it_is_cancelled(Mode mode)
    {
        var time = new TimerCount();
        using var cancellation = new CancellationTokenSource();

        var delay = Delay(mode, new Clock(time), TimeSpan.FromHours(1), cancellation.Token);
        await time.TimerMade;
        await cancellation.CancelAsync();

        var failure = await FluentActions.Awaiting(() => delay).Should().ThrowAsync<OperationCanceledException>();
        failure.Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Theory, SyncAndAsync]
    public async Task A_delay_on_the_system_clock_lasts_as_long_as_it_says(Mode mode)
    {
        var started = Stopwatch.GetTimestamp();

        await Delay(mode, new Clock(TimeProvider.System), TimeSpan.FromMilliseconds(30), TestContext.Current.CancellationToken);

        Stopwatch.GetElapsedTime(started).Should().BeGreaterThan(TimeSpan.FromMilliseconds(25));
    }

    [Theory, SyncAndAsync]
    public async Task A_cancelled_caller_is_told_so_even_when_there_is_nothing_to_wait_for(Mode mode)
        => await FluentActions.Awaiting(() => Delay(mode, new Clock(TimeProvider.System), TimeSpan.Zero, new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

    private static Task Delay(Mode mode, Clock clock, TimeSpan delay, CancellationToken cancellationToken) => mode.Run(
        () => clock.Delay(delay, async: false, cancellationToken).EnsureCompleted(),
        () => clock.Delay(delay, async: true, cancellationToken).AsTask());

    private sealed class TimerCount : FakeTimeProvider
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TimerMade => _made.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _made.TrySetResult();
            return timer;
        }
    }
}
