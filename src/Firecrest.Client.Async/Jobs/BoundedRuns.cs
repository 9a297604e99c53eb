using System.Runtime.CompilerServices;

namespace Firecrest.Client.Jobs;

/// <summary>Does something with each of many items, a few at a time.</summary>
/// <param name="most">How many at a time, for all callers together.</param>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.
internal sealed class BoundedRuns(int most)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _limit = new(most);

    /// <summary>How many items are taken ahead of the one whose result is awaited, so that a slow one does not hold up the others at once.</summary>
    private readonly int _ahead = Math.Max(64, most);

    /// <summary>The results in the order of the items.</summary>
    public async IAsyncEnumerable<TResult> InOrder<T, TResult>(
        IEnumerable<T> items, Func<T, int, CancellationToken, Task<TResult>> run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<TResult>>();
        try
        {
            var index = 0;
            foreach (var item in items)
            {
                if (running.Count == _ahead)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }

                running.Enqueue(RunOne(item, index++, run, stop.Token));
            }

            while (running.TryDequeue(out var next))
            {
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TResult> RunOne<T, TResult>(T item, int index, Func<T, int, CancellationToken, Task<TResult>> run, CancellationToken cancellationToken)
    {
        await _limit.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await run(item, index, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _limit.Release();
        }
    }

    /// <summary>Whether a failure is that of one item: neither has the caller given up nor is the client gone.</summary>
    public static bool IsOfOne(Exception failure, CancellationToken cancellationToken)
        => !cancellationToken.IsCancellationRequested && failure is not ObjectDisposedException { ObjectName: nameof(FirecrestClient) };
}
