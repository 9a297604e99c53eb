using System.Runtime.ExceptionServices;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>Moves one part; called for several at a time.</summary>
internal delegate ValueTask PartMove(int part, bool async, CancellationToken cancellationToken);

/// <summary>Moves parts at the same time: asynchronously by tasks, synchronously by threads of its own beside the caller's, so that the thread pool is not needed.</summary>
internal sealed class PartWorkers(IReadOnlyList<int> parts, PartMove move, CancellationTokenSource stop)
{
    private int _next = -1;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Returns when all parts are moved, or throws the first failure when nobody is moving any more.</summary>
    public static async ValueTask Run(IReadOnlyList<int> parts, int concurrency, PartMove move, bool async, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new PartWorkers(parts, move, stop);
        var count = Math.Min(concurrency, parts.Count);
        if (async)
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => workers.Work(async: true).AsTask())).ConfigureAwait(false);
        }
        else
        {
            workers.RunThreads(count);
        }

        cancellationToken.ThrowIfCancellationRequested();
        workers._failure?.Throw();
    }

    private void RunThreads(int count)
    {
        var threads = new List<Thread>();
        for (var i = 1; i < count; i++)
        {
            var thread = new Thread(() => Work(async: false).EnsureCompleted()) { IsBackground = true, Name = "Firecrest transfer" };
            threads.Add(thread);
            thread.Start();
        }

        Work(async: false).EnsureCompleted();
        threads.ForEach(static thread => thread.Join());
    }

    private async ValueTask Work(bool async)
    {
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref _next) is var next && next < parts.Count)
        {
            try
            {
                await move(parts[next], async, stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The others are only cancelled because of the first.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        }
    }
}
