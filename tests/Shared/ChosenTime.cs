namespace Firecrest.Testing;

/// <summary>A clock on which a test chooses which timers strike at once, and which only when it says so.</summary>
internal sealed class ChosenTime(TimeProvider inner, Func<TimeSpan, bool> isHeld) : TimeProvider
{
    private readonly object _lock = new();
    private readonly List<Held> _held = [];

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!isHeld(dueTime))
        {
            return inner.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new Held(callback, state);
        lock (_lock)
        {
            _held.Add(timer);
        }

        return timer;
    }

    /// <summary>Lets all held timers strike that are not disposed.</summary>
    public void Strike()
    {
        List<Held> held;
        lock (_lock)
        {
            held = [.. _held];
            _held.Clear();
        }

        held.ForEach(timer => timer.Strike());
    }

    private sealed class Held(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public void Strike()
        {
            if (!_disposed)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
