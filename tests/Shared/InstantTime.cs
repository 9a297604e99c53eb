namespace Firecrest.Testing;

/// <summary>A clock on which every wait is over at once, having taken its full length; the waits are kept.</summary>
/// <remarks>Timers of a day or more are time limits, which never strike here.</remarks>
internal sealed class InstantTime : TimeProvider
{
    public static readonly TimeSpan NeverStrikes = TimeSpan.FromDays(1);

    private readonly object _lock = new();
    private readonly List<TimeSpan> _waits = [];
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
        if (dueTime >= TimeSpan.Zero && dueTime < NeverStrikes)
        {
            lock (_lock)
            {
                _waits.Add(dueTime);
                _now += dueTime;
            }

            Waited?.Invoke();

            // Not on this thread: a real timer never calls back while it is being made.
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        return new Timer();
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
