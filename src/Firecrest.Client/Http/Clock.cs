namespace Firecrest.Client.Http;

/// <summary>Reads time and waits, in both modes, through one <see cref="TimeProvider"/>.</summary>
internal sealed class Clock(TimeProvider time)
{
    public TimeProvider Time => time;

    public long Timestamp => time.GetTimestamp();

    public DateTimeOffset UtcNow => time.GetUtcNow();

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    public async ValueTask Delay(TimeSpan delay, bool async, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        if (async)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Block(delay, cancellationToken);
        }
    }

    private void Block(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var elapsed = new ManualResetEventSlim();
        if (time == TimeProvider.System)
        {
            // No timer here: its callback would need the thread pool, which may be exhausted when somebody calls us synchronously.
            elapsed.Wait(delay, cancellationToken);
            return;
        }

        using var timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), elapsed, delay, Timeout.InfiniteTimeSpan);
        elapsed.Wait(cancellationToken);
    }
}
