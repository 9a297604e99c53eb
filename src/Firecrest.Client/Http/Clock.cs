namespace Firecrest.Client.Http;

/// <summary>Reads time and waits, in both modes, through one <see cref="TimeProvider"/>.</summary>
/// <remarks>Waits end with <see cref="ObjectDisposedException"/> when the client that they belong to is disposed.</remarks>
internal sealed class Clock(TimeProvider time, CancellationToken disposed = default)
{
    /// <summary>Timers cannot wait for much longer.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(40);

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

        delay = delay < LongestDelay ? delay : LongestDelay;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposed);
        try
        {
            if (async)
            {
                await Task.Delay(delay, time, either.Token).ConfigureAwait(false);
            }
            else
            {
                Block(delay, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(FirecrestClient));
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
