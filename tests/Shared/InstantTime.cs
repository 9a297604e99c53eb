namespace Firecrest.Testing;

/// <summary>A clock on which every wait is over at once, having taken its full length; the waits are kept.</summary>
/// <remarks>
/// Time limits, which are the timers of cancellation sources, strike when a wait would go beyond them, and end it. Timers of a day or more never strike here.
/// </remarks>
internal sealed class InstantTime : TimeProvider
{
    public static readonly TimeSpan NeverStrikes = TimeSpan.FromDays(1);

    private readonly object _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<Limit> _limits = [];
    private DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits so far, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>True for time limits that strike as soon as they are set, unless they are of a day or more.</summary>
    public bool LimitsStrikeAtOnce { get; init; }

    /// <summary>Called at each wait, when its time has passed.</summary>
    public Action? Waited { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is CancellationTokenSource && !LimitsStrikeAtOnce)
        {
            var limit = new Limit(this, callback, state);
            limit.Change(dueTime, period);
            return limit;
        }

        if (dueTime < TimeSpan.Zero || dueTime >= NeverStrikes)
        {
            return new Timer();
        }

        var struck = Pass(dueTime);
        Waited?.Invoke();
        if (struck is not null)
        {
            struck.Strike();

            // Who waits for something else than what was limited goes on a moment later.
            return new System.Threading.Timer(_ => callback(state), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        }

        // Not on this thread: a real timer never calls back while it is being made.
        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        return new Timer();
    }

    /// <summary>Lets time pass, up to the first limit that is in the way.</summary>
    private Limit? Pass(TimeSpan time)
    {
        lock (_lock)
        {
            var struck = _limits.Where(limit => limit.Due < _now + time).MinBy(limit => limit.Due);
            var wait = struck is null ? time : struck.Due > _now ? struck.Due - _now : TimeSpan.Zero;
            _waits.Add(wait);
            _now += wait;
            return struck;
        }
    }

    private sealed class Limit(InstantTime time, TimerCallback callback, object state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Strike()
        {
            Dispose();
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._limits.Remove(this);
                if (dueTime >= TimeSpan.Zero && dueTime < NeverStrikes)
                {
                    Due = time._now + dueTime;
                    time._limits.Add(this);
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

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
