using System.Diagnostics;
using Firecrest.Client.Http;

namespace Firecrest.Client.Polling;

/// <summary>Makes one request of those that want the same at about the same time.</summary>
/// <remarks>
/// A call joins a request only before that is sent, so that nobody is told what was true before he asked; of each key one request is under way at a time.
/// All who joined get its result or its failure. Who gives up leaves alone, and the last one takes the request with him.
/// The more polls there are, the more time is between two requests for them: those that are due meanwhile come early or, as far as they allow it, late.
/// </remarks>
internal sealed class RequestCoalescer<TKey, TId, TResult>(Clock clock, Func<MergedRequest<TKey, TId>, CancellationToken, Task<TResult>> send) : IDisposable
    where TKey : notnull
{
    /// <summary>Timers cannot wait for much longer than a month; one that strikes early is set again.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(12);

    private readonly object _lock = new();
    private readonly long _origin = clock.Timestamp;
    private readonly Dictionary<(TKey Key, bool IsUserCall), Line> _lines = [];
    private bool _isDisposed;

    private TimeSpan Now => clock.Since(_origin);

    /// <summary>Asks for some ids, or with null for everything.</summary>
    public async Task<TResult> Join(TKey key, IReadOnlyCollection<TId>? ids, LookTime time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Call call;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(FirecrestClient));
            if (!_lines.TryGetValue((key, time.IsUserCall), out var line))
            {
                _lines[(key, time.IsUserCall)] = line = new Line((key, time.IsUserCall));
            }

            call = new Call(line, ids, Now, time);
            line.Waiting.Add(call);
            if (line.DueOf(call) < line.NextDue)
            {
                Advance(line);
            }
        }

        using var cancelled = cancellationToken.UnsafeRegister(_ => Leave(call, cancellationToken), null);
        return await call.Answered.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        List<Call> calls;
        List<Batch> sent;
        lock (_lock)
        {
            _isDisposed = true;
            sent = [.. _lines.Values.Select(static line => line.Sent).OfType<Batch>()];
            calls = [.. _lines.Values.SelectMany(static line => line.Waiting), .. sent.SelectMany(static batch => batch.Calls)];
            sent.ForEach(static batch => batch.Calls = []);
            foreach (var line in _lines.Values)
            {
                line.Waiting.Clear();
                line.Timer?.Dispose();
            }

            _lines.Clear();
        }

        // Told before the requests end, which have no answer for them; outside of the lock, since what ends with a request may take any.
        calls.ForEach(static call => call.Answered.TrySetException(new ObjectDisposedException(nameof(FirecrestClient))));
        sent.ForEach(static batch => batch.Abandoned.Cancel());
    }

    /// <summary>Sends what is due, or sets the timer for it. The lock is held.</summary>
    private void Advance(Line line)
    {
        if (line.Sent is not null || _isDisposed)
        {
            return;
        }

        if (line.Waiting.Count == 0)
        {
            line.NextDue = TimeSpan.MaxValue;
            if (line.SpacedUntil > Now)
            {
                // Kept so long, since who was answered will ask again.
                SetTimer(line, line.SpacedUntil - Now);
                return;
            }

            line.Timer?.Dispose();
            if (_lines.GetValueOrDefault(line.Key) == line)
            {
                _lines.Remove(line.Key);
            }

            return;
        }

        line.NextDue = line.Waiting.Min(line.DueOf);
        var wait = line.NextDue - Now;
        if (wait <= TimeSpan.Zero)
        {
            line.Sent = new Batch();

            // On a thread of its own, since the caller's context is not that of the others; until it runs, further calls can join.
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Owner.Run(state.Line, state.Batch), (Owner: this, Line: line, Batch: line.Sent), preferLocal: false);
            return;
        }

        SetTimer(line, wait);
    }

    private void SetTimer(Line line, TimeSpan wait)
    {
        line.Timer ??= clock.Time.CreateTimer(_ => OnTime(line), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        line.Timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    private void OnTime(Line line)
    {
        lock (_lock)
        {
            Advance(line);
        }
    }

    private async Task Run(Line line, Batch batch)
    {
        MergedRequest<TKey, TId> request;
        lock (_lock)
        {
            var now = Now;
            line.SpacedUntil = line.Key.IsUserCall || line.Waiting.Count < 2 ? now : now + LookTime.Spacing(line.Waiting.Count);
            batch.Calls = line.Waiting.Where(call => call.Earliest <= now || call.Due <= line.SpacedUntil).ToHashSet();
            line.Waiting.ExceptWith(batch.Calls);
            if (batch.Calls.Count == 0)
            {
                End(line, batch);
                return;
            }

            request = Merge(line, batch.Calls);
        }

        try
        {
            var result = await send(request, batch.Abandoned.Token).ConfigureAwait(false);
            Finish(line, batch, call => call.Answered.TrySetResult(result));
        }
        catch (Exception failure)
        {
            // Whatever it is, it is for those who asked.
            Finish(line, batch, call => call.Answered.TrySetException(failure));
        }
    }

    private static MergedRequest<TKey, TId> Merge(Line line, HashSet<Call> calls)
    {
        IReadOnlyCollection<TId> ids = calls.Count == 1 ? calls.Single().Ids ?? [] : calls.SelectMany(static call => call.Ids ?? []).ToHashSet();
        return new(line.Key.Key, calls.Any(static call => call.Ids is null), ids, line.Key.IsUserCall, calls.Count, [.. calls.Select(static call => call.Caller).OfType<Activity>()]);
    }

    private void Finish(Line line, Batch batch, Action<Call> answer)
    {
        List<Call> calls;
        lock (_lock)
        {
            calls = [.. batch.Calls];
            batch.Calls = [];
            End(line, batch);
        }

        calls.ForEach(answer);
    }

    private void Leave(Call call, CancellationToken cancellationToken)
    {
        CancellationTokenSource? abandoned = null;
        lock (_lock)
        {
            var line = call.Line;
            if (line.Waiting.Remove(call))
            {
                if (line.DueOf(call) <= line.NextDue || line.Waiting.Count == 0)
                {
                    Advance(line);
                }
            }
            else if (line.Sent is { } batch && batch.Calls.Remove(call) && batch.Calls.Count == 0)
            {
                abandoned = batch.Abandoned;
                End(line, batch);
            }
        }

        call.Answered.TrySetCanceled(cancellationToken);
        abandoned?.Cancel();
    }

    /// <summary>Makes room for the next request. The lock is held.</summary>
    private void End(Line line, Batch batch)
    {
        if (line.Sent == batch)
        {
            line.Sent = null;
            Advance(line);
        }
    }

    /// <summary>The calls of one key: those of users, which do not wait for a poll that waits for its turn, or the polls.</summary>
    private sealed class Line((TKey Key, bool IsUserCall) key)
    {
        public (TKey Key, bool IsUserCall) Key => key;

        public HashSet<Call> Waiting { get; } = [];

        /// <summary>When the timer strikes; no call that waits is due before.</summary>
        public TimeSpan NextDue { get; set; } = TimeSpan.MaxValue;

        /// <summary>Before this time no request is sent, except for who cannot wait for it.</summary>
        public TimeSpan SpacedUntil { get; set; }

        public Batch? Sent { get; set; }

        public ITimer? Timer { get; set; }

        public TimeSpan DueOf(Call call) => call.Due >= SpacedUntil ? call.Due : call.Latest < SpacedUntil ? call.Latest : SpacedUntil;
    }

    /// <summary>The calls that one request is for.</summary>
    private sealed class Batch
    {
        public HashSet<Call> Calls { get; set; } = [];

        /// <summary>Never disposed: it has no timer, and who cancels it may come late.</summary>
        public CancellationTokenSource Abandoned { get; } = new();
    }

    private sealed class Call(Line line, IReadOnlyCollection<TId>? ids, TimeSpan now, LookTime time)
    {
        public Line Line => line;

        public IReadOnlyCollection<TId>? Ids => ids;

        public TimeSpan Earliest { get; } = now + time.Earliest;

        public TimeSpan Due { get; } = now + time.Due;

        public TimeSpan Latest { get; } = now + time.Latest;

        /// <summary>Not kept for nothing, since it may be that of a wait of days.</summary>
        public Activity? Caller { get; } = FirecrestTelemetry.Source.HasListeners() ? Activity.Current : null;

        public TaskCompletionSource<TResult> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
