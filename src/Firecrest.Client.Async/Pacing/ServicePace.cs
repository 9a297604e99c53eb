using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client.Pacing;

/// <summary>The pace of one service: what the site has said about it, and who waits.</summary>
internal sealed class ServicePace(Clock clock, TimeSpan minInterval, TimeSpan longestWait) : IDisposable
{
    /// <summary>How long to stay away after a refusal that does not say how long.</summary>
    private static readonly TimeSpan UntoldWait = TimeSpan.FromSeconds(1);

    /// <summary>The calls that were turned away come back at the moment told, and go first when those that waited go a little later.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(20);

    /// <summary>A synchronous caller looks this often whether it is its turn: the timer that tells the others needs the thread pool.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>After a refusal requests go one by one, then two by two and so on; from this number on all go.</summary>
    private const int ManyAtOnce = 64;

    /// <summary>The longest time from the start of a request to its arrival at the site.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(1);

    /// <summary>A poll that has waited for so long is not overtaken any more, or users' calls that keep coming would keep it waiting for ever.</summary>
    private static readonly TimeSpan LongestPollWait = TimeSpan.FromMinutes(2);

    /// <summary>Timers cannot wait for much longer than a month; who wakes up early waits again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(12);

    private readonly long _origin = clock.Timestamp;
    private readonly object _lock = new();
    private readonly LinkedList<Turn>[] _waiting = [.. Enumerable.Range(0, TurnOrders.Count).Select(static _ => new LinkedList<Turn>())];
    private readonly Dictionary<string, RateWindow> _windows = [];
    private TimeSpan _closedUntil;
    private TimeSpan _nextStart;
    private readonly Queue<TimeSpan> _lastStarts = new();
    private int _underWay;

    /// <summary>How many of those under way were sent before the last refusal: they say nothing of what the site allows since.</summary>
    private int _underWayBefore;
    private int _mostUnderWay = int.MaxValue;
    private TimeSpan _refused;
    private ITimer? _timer;
    private Turn? _aged;
    private bool _isDisposed;

    /// <summary>Counted from the begin, so that a clock that is set changes nothing.</summary>
    private TimeSpan Now => clock.Since(_origin);

    /// <summary>Takes a turn if it can be had now and nobody waits who comes first.</summary>
    public bool TryPass(TurnOrder order)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(FirecrestClient));
            return !(First() is { } first && first.Order <= order) && TryStart(order, Now);
        }
    }

    /// <summary>Gives the time that was waited.</summary>
    public Task<TimeSpan> Wait(TurnOrder order, CancellationToken cancellationToken)
    {
        var turn = Queue(order);
        turn.GiveUpOn(cancellationToken);
        return turn.Started;
    }

    /// <summary>The synchronous twin: looks itself, on this thread.</summary>
    public async ValueTask<TimeSpan> WaitHere(TurnOrder order, CancellationToken cancellationToken)
    {
        var turn = Queue(order);
        while (!turn.Started.IsCompleted)
        {
            try
            {
                await clock.Delay(Glance, async: false, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (turn.GiveUp(cancellationToken))
            {
                throw;
            }
            catch (OperationCanceledException)
            {
                // Its turn has come in the same moment: it ends as one that is under way.
                break;
            }

            Advance();
        }

        return await turn.Started.ConfigureAwait(false);
    }

    /// <summary>Ends a request that had started, and learns from its answer.</summary>
    /// <param name="response">The answer; null when there was none.</param>
    /// <param name="lasted">How long it was under way.</param>
    public void Leave(HttpResponseMessage? response, TimeSpan lasted)
    {
        lock (_lock)
        {
            var now = Now;
            _underWay--;
            _underWayBefore = Math.Min(_underWay, now - lasted < _refused ? Math.Max(0, _underWayBefore - 1) : _underWayBefore);
            if (response is not null)
            {
                Learn(response, now);
            }
        }

        Advance();
    }

    public void Dispose()
    {
        List<Turn> turns;
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            turns = [.. _waiting.SelectMany(static queue => queue)];
            Array.ForEach(_waiting, static queue => queue.Clear());
        }

        turns.ForEach(static turn => turn.Fail(new ObjectDisposedException(nameof(FirecrestClient))));
    }

    private Turn Queue(TurnOrder order)
    {
        Turn turn;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(FirecrestClient));
            turn = new Turn(this, order, Now);
            turn.Place = _waiting[(int)order].AddLast(turn);
        }

        Advance();
        return turn;
    }

    /// <summary>Lets go who may go, and sets the timer for the next.</summary>
    private void Advance()
    {
        List<Turn>? started = null;
        lock (_lock)
        {
            var now = Now;
            LetAgedPollIn(now);
            while (First() is { } turn && TryStart(turn.Order, now))
            {
                _waiting[(int)turn.Order].RemoveFirst();
                (started ??= []).Add(turn);
            }

            if (First() is { } next && !_isDisposed && TimeUntil(next.Order.IsPoll, now) is { } wait && wait != Timeout.InfiniteTimeSpan)
            {
                _timer ??= clock.Time.CreateTimer(static state => ((ServicePace)state!).Advance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(Shorter(wait, LongestTimer), Timeout.InfiniteTimeSpan);
            }
        }

        started?.ForEach(static turn => turn.Start());
    }

    /// <summary>One at a time goes on as a user's call, so that calls are not held up by many. The lock is held.</summary>
    private void LetAgedPollIn(TimeSpan now)
    {
        if (_aged is { Place.List: not null })
        {
            return;
        }

        foreach (var polls in (LinkedList<Turn>[])[_waiting[(int)TurnOrder.RepeatedPoll], _waiting[(int)TurnOrder.Poll]])
        {
            if (polls.First is { } first && now - first.Value.Since > LongestPollWait)
            {
                polls.RemoveFirst();
                _waiting[(int)TurnOrder.Call].AddLast(first);
                _aged = first.Value;
                _aged.Order = TurnOrder.Call;
                return;
            }
        }
    }

    private Turn? First() => Array.Find(_waiting, static queue => queue.Count > 0)?.First!.Value;

    private bool TryStart(TurnOrder order, TimeSpan now)
    {
        if (TimeUntil(order.IsPoll, now) != TimeSpan.Zero)
        {
            return false;
        }

        foreach (var window in _windows.Values)
        {
            window.Take();
        }

        _underWay++;
        _lastStarts.Enqueue(now);
        _nextStart = now + minInterval;
        return true;
    }

    /// <summary>Zero for now; infinite as long as no request that is under way has come back.</summary>
    private TimeSpan TimeUntil(bool isPoll, TimeSpan now)
    {
        if (_underWay - _underWayBefore >= _mostUnderWay)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var uncounted = Uncounted(now);
        var wait = Longer(_closedUntil - now, _nextStart - now);
        foreach (var window in _windows.Values)
        {
            wait = Longer(wait, window.Wait(isPoll, uncounted, now));
        }

        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>How many of those under way the site has perhaps not counted yet: it counts a request when that arrives.</summary>
    private int Uncounted(TimeSpan now)
    {
        while (_lastStarts.TryPeek(out var start) && now - start >= LongestWay)
        {
            _lastStarts.Dequeue();
        }

        return Math.Min(_underWay, _lastStarts.Count);
    }

    private void Learn(HttpResponseMessage response, TimeSpan now)
    {
        var told = ErrorReader.ReadRetryAfter(response);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            _mostUnderWay = 1;
            _underWayBefore = _underWay;
            _refused = now;
            told ??= UntoldWait;
        }
        else if (response.StatusCode < HttpStatusCode.InternalServerError && _mostUnderWay != int.MaxValue)
        {
            _mostUnderWay = _mostUnderWay < ManyAtOnce ? _mostUnderWay * 2 : int.MaxValue;
        }

        if (!response.IsSuccessStatusCode && told is { } wait && now + Shorter(wait, longestWait) + Behind is var until && until > _closedUntil)
        {
            _closedUntil = until;
        }

        var uncounted = Uncounted(now);
        foreach (var (name, limit, left, reset) in RateHeaders.Read(response, clock.UtcNow))
        {
            if (!_windows.TryGetValue(name, out var window))
            {
                _windows[name] = window = new RateWindow();
            }

            window.Learn(limit, left, Shorter(reset, longestWait), uncounted, now);
        }

        foreach (var (name, window) in _windows)
        {
            if (window.IsForgotten(now))
            {
                _windows.Remove(name);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>A request that waits.</summary>
    private sealed class Turn(ServicePace pace, TurnOrder order, TimeSpan since)
    {
        private readonly TaskCompletionSource<TimeSpan> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _cancelled;

        public TurnOrder Order { get; set; } = order;

        public TimeSpan Since => since;

        public LinkedListNode<Turn>? Place { get; set; }

        public Task<TimeSpan> Started => _started.Task;

        public void GiveUpOn(CancellationToken cancellationToken)
        {
            _cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((Turn)state!).GiveUp(token), this);
            if (Started.IsCompleted)
            {
                _cancelled.Unregister();
            }
        }

        public void Start()
        {
            if (!_started.TrySetResult(pace.Now - since))
            {
                // It was given up in the same moment: what it took is for another.
                pace.Leave(null, TimeSpan.Zero);
            }

            _cancelled.Unregister();
        }

        public void Fail(Exception exception)
        {
            _started.TrySetException(exception);
            _cancelled.Unregister();
        }

        /// <summary>False when its turn has come already.</summary>
        public bool GiveUp(CancellationToken cancellationToken)
        {
            lock (pace._lock)
            {
                if (Place is { List: { } queue } place)
                {
                    queue.Remove(place);
                }
            }

            var givenUp = _started.TrySetCanceled(cancellationToken);
            pace.Advance();
            return givenUp;
        }
    }
}
