using System.Diagnostics;

namespace Firecrest.Client.Async.Tests;

/// <summary>A clock that goes on to its next timer when all that can happen now has happened: no thread of the pool works and no request is under way.</summary>
/// <remarks>Timers of a day or more are time limits, which never strike here. Tests that use it must not run beside others.</remarks>
internal sealed class VirtualTime : TimeProvider
{
    public static readonly TimeSpan NeverStrikes = TimeSpan.FromDays(1);

    /// <summary>Real time; only a test that hangs gets there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _lock = new();
    private readonly SortedSet<Timer> _timers = [];
    private readonly DateTimeOffset _start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private DateTimeOffset _now;
    private long _order;
    private int _underWay;

    public VirtualTime() => _now = _start;

    /// <summary>The time since the begin.</summary>
    public TimeSpan Elapsed => GetUtcNow() - _start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Counts the requests that go through it as under way, whole answers included.</summary>
    public HttpMessageHandler Counting(HttpMessageHandler inner) => new CountingHandler(this, inner);

    /// <summary>Does something, and lets time pass until it is done.</summary>
    public async Task Run(Func<Task> work)
    {
        var done = Task.Run(work);
        await Task.Factory.StartNew(() => Drive(done), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await done;
    }

    private void Drive(Task done)
    {
        while (true)
        {
            WaitUntilIdle(done);
            if (done.IsCompleted)
            {
                return;
            }

            Advance();
        }
    }

    private void WaitUntilIdle(Task done)
    {
        var started = Stopwatch.GetTimestamp();
        var spin = default(SpinWait);
        var rounds = 0;
        for (var quiet = 0; quiet < 3; quiet++)
        {
            ThreadPool.GetMaxThreads(out var most, out _);
            ThreadPool.GetAvailableThreads(out var free, out _);
            if (most != free || ThreadPool.PendingWorkItemCount > 0 || Volatile.Read(ref _underWay) > 0)
            {
                quiet = -1;
                if (done.IsCompleted)
                {
                    return;
                }

                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new TimeoutException($"{most - free} threads work, {ThreadPool.PendingWorkItemCount} items wait and {_underWay} requests are under way, and it does not end.");
                }
            }

            if (++rounds < 500)
            {
                Thread.Yield();
            }
            else
            {
                spin.SpinOnce();
            }
        }
    }

    private void Advance()
    {
        List<Timer> due = [];
        lock (_lock)
        {
            if (_timers.Count == 0)
            {
                throw new InvalidOperationException("Nothing happens any more: no timer is set, and the work is not done.");
            }

            _now = _timers.Min!.Due;
            while (_timers.Min is { } next && next.Due <= _now)
            {
                _timers.Remove(next);
                due.Add(next);
            }
        }

        due.ForEach(static timer => timer.Strike());
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer, IComparable<Timer>
    {
        private readonly long _order = Interlocked.Increment(ref time._order);

        public DateTimeOffset Due { get; private set; }

        public int CompareTo(Timer? other) => (Due, _order).CompareTo((other!.Due, other._order));

        public void Strike() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // As the timers of the system do.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero && dueTime < NeverStrikes)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    private sealed class CountingHandler(VirtualTime time, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
            => throw new NotSupportedException("A synchronous call cannot be driven by this clock.");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref time._underWay);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return response;
            }
            finally
            {
                Interlocked.Decrement(ref time._underWay);
            }
        }
    }
}
