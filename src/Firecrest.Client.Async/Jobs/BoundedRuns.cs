using System.Runtime.CompilerServices;

namespace Firecrest.Client.Jobs;

/// <summary>Does something with each of many items, a few at a time.</summary>
internal static class BoundedRuns
{
    /// <summary>How many items are taken ahead of the one whose result is awaited, so that a slow one does not hold up the others at once.</summary>
    private const int Ahead = 64;

    /// <summary>The results in the order of the items. <paramref name="limit"/> is shared by all who do such things.</summary>
    public static async IAsyncEnumerable<TResult> InOrder<T, TResult>(
        IEnumerable<T> items, SemaphoreSlim limit, Func<T, int, CancellationToken, Task<TResult>> run, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<TResult>>();
        try
        {
            var index = 0;
            foreach (var item in items)
            {
                if (running.Count == Ahead)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }

                running.Enqueue(RunOne(item, index++, limit, run, stop.Token));
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

    private static async Task<TResult> RunOne<T, TResult>(
        T item, int index, SemaphoreSlim limit, Func<T, int, CancellationToken, Task<TResult>> run, CancellationToken cancellationToken)
    {
        await limit.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await run(item, index, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            limit.Release();
        }
    }
}
