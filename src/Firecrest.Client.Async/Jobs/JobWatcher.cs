using System.Runtime.CompilerServices;
using Firecrest.Client.Http;
using Firecrest.Client.Polling;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Watches jobs of any systems as one sequence.</summary>
internal sealed class JobWatcher(PollHub hub, Backend backend, Clock clock, ILogger logger, WatchOptions options)
{
    /// <summary>The first state of each job and each change. That a job cannot be watched is thrown when all others are over.</summary>
    public async IAsyncEnumerable<SeenJob> Watch(IReadOnlyCollection<JobKey> jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new LatestOfEach<JobKey, SeenJob>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = Run(jobs, seen, cancellationToken, stop.Token);
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

    private async Task Run(IReadOnlyCollection<JobKey> jobs, LatestOfEach<JobKey, SeenJob> seen, CancellationToken callers, CancellationToken stopped)
    {
        FirecrestException? first = null;
        try
        {
            await Task.WhenAll(jobs.GroupBy(static job => job.SystemName).Select(group => new JobsWatch(hub, backend, clock, logger, group.Key, options).Run(
                group.Select(static job => job.JobId),
                (id, info) => seen.Put(new(group.Key, id), new(new(group.Key, id), info)),
                (_, failure) => Interlocked.CompareExchange(ref first, failure, null),
                stopped))).ConfigureAwait(false);
            seen.Complete(first);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            seen.Complete(new OperationCanceledException(callers));
        }
        catch (Exception failure)
        {
            // For the reader, who is on the other side of the queue.
            seen.Complete(failure);
        }
    }
}
