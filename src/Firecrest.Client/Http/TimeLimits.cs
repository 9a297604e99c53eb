namespace Firecrest.Client.Http;

/// <summary>Time limits for attempts. One that did not strike is used again, since a timer for each attempt is most of what a call would cost.</summary>
internal sealed class TimeLimits(TimeSpan limit, TimeProvider time)
{
    private CancellationTokenSource? _spare;

    public CancellationTokenSource Start()
    {
        if (Interlocked.Exchange(ref _spare, null) is { } spare)
        {
            spare.CancelAfter(limit);
            return spare;
        }

        return new CancellationTokenSource(limit, time);
    }

    public void End(CancellationTokenSource source)
    {
        // Nobody holds the token any more, so nothing of this attempt can reach the next one.
        if (!source.TryReset() || Interlocked.CompareExchange(ref _spare, source, null) is not null)
        {
            source.Dispose();
        }
    }
}
