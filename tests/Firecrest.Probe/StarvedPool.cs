namespace Firecrest.Probe;

/// <summary>Blocks the whole thread pool until it is disposed.</summary>
internal sealed class StarvedPool : IDisposable
{
    /// <summary>More than there are threads, so that one that comes late finds something to block on.</summary>
    private const int Spare = 64;

    private readonly ManualResetEventSlim _released = new();
    private int _gotThrough;

    public StarvedPool()
    {
        // The runtime accepts no smaller maximum.
        var workers = Environment.ProcessorCount;
        if (!ThreadPool.SetMinThreads(workers, workers) || !ThreadPool.SetMaxThreads(workers, workers))
        {
            throw new InvalidOperationException("The thread pool cannot be limited.");
        }

        var blocked = new CountdownEvent(workers);
        for (var i = 0; i < workers + Spare; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    if (!blocked.IsSet)
                    {
                        blocked.Signal();
                    }

                    _released.Wait();
                },
                null);
        }

        blocked.Wait();
        ThreadPool.UnsafeQueueUserWorkItem(_ => Interlocked.Increment(ref _gotThrough), null);
    }

    /// <summary>True as long as no work that was given to the pool got through.</summary>
    public bool IsStarved => Volatile.Read(ref _gotThrough) == 0;

    /// <summary>Lets the pool go on; what holds its threads is not disposed of, since they may still look at it.</summary>
    public void Dispose() => _released.Set();
}
