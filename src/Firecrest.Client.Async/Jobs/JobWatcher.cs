using System.Runtime.CompilerServices;
using Firecrest.Client.Http;
using Firecrest.Client.Polling;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Watches jobs of any systems as one sequence.</summary>
/// <param name="hub">Where it looks.</param>
/// <param name="backend">The server.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
/// <param name="options">How to watch.</param>
/// <param name="endsOnly">True for who wants to know of the ends alone, so that little of other jobs needs to be read; some of their states may come all the same.</param>
internal sealed class JobWatcher(PollHub hub, Backend backend, Clock clock, ILogger logger, WatchOptions options, bool endsOnly)
{
    /// <summary>The first state of each job and each change. That a job cannot be watched is thrown when all others are over.</summary>
    public async IAsyncEnumerable<SeenJob> Watch(IReadOnlyCollection<JobKey> jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new LatestOfEach<JobKey, SeenJob>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = Run(jobs, seen, stop, cancellationToken);
        try
        {
            await foreach (var job in seen.ReadAll().ConfigureAwait(false))
            {
                yield return job;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Run(IReadOnlyCollection<JobKey> jobs, LatestOfEach<JobKey, SeenJob> seen, CancellationTokenSource stop, CancellationToken callers)
    {
        FirecrestException? first = null;
        Exception? unexpected = null;
        await Task.WhenAll(jobs.GroupBy(static job => job.SystemName).Select(async group =>
        {
            try
            {
                await new JobsWatch(hub, backend, clock, logger, group.Key, options, endsOnly).Run(
                    group.Select(static job => job.JobId),
                    (id, info) => seen.Put(new(group.Key, id), new(new(group.Key, id), info)),
                    (_, failure) => Interlocked.CompareExchange(ref first, failure, null),
                    stop.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                // For the reader, who is on the other side of the queue; what nobody expected does not wait until the other systems' jobs are over.
                Interlocked.CompareExchange(ref unexpected, failure, null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        seen.Complete(unexpected is OperationCanceledException && callers.IsCancellationRequested ? new OperationCanceledException(callers) : unexpected ?? first);
    }
}
