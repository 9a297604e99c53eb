using System.Runtime.CompilerServices;
using Firecrest.Client.Jobs;
using Firecrest.Client.Polling;

namespace Firecrest.Client;

public partial class AsyncFirecrestClient
{
    /// <inheritdoc/>
    public override Task<IReadOnlyList<JobInfo>> PollAsync(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Poll(new PollKey(systemName), jobIds, cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<JobInfo>> PollActiveAsync(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Poll(new PollKey(systemName, ActiveOnly: true), jobIds, cancellationToken);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<JobInfo>> GetJobsAsync(string systemName, GetJobsOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        var key = new PollKey(systemName, Filter: options ?? new GetJobsOptions());
        return (await Hub.LookAtAll(key, cancellationToken).ConfigureAwait(false)).Listed;
    }

    /// <summary>Watches a job: its first state, each change, and the end, after which the sequence is over.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="jobId">The job: <c>123</c>, or <c>123_4</c> for a task of an array.</param>
    /// <param name="options">How to watch.</param>
    /// <param name="cancellationToken">Ends the watching; the job goes on.</param>
    /// <remarks>
    /// Who reads slowly gets the latest state, and never misses the end. Outages, rate limits and a job that the scheduler does not know yet do not end the
    /// watching, within the limits of the options.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The scheduler has not known the job for longer than <see cref="WatchOptions.NotFoundGrace"/>.</exception>
    /// <exception cref="FirecrestNotSupportedException">The id is that of a task, on a system in REST or hybrid mode, where tasks have ids of their own.</exception>
    /// <exception cref="FirecrestException">The server has not answered for longer than <see cref="WatchOptions.OutageTolerance"/>, or refuses.</exception>
    public virtual IAsyncEnumerable<JobInfo> WatchJobAsync(string systemName, string jobId, WatchOptions? options = null, CancellationToken cancellationToken = default)
        => WatchJobsAsync(systemName, [jobId], options, cancellationToken);

    /// <summary>Watches jobs of a system, together with all others that this client watches there: from three on, one list tells of all of them.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="jobIds">The jobs: <c>123</c>, or <c>123_4</c> for a task of an array.</param>
    /// <param name="options">How to watch.</param>
    /// <param name="cancellationToken">Ends the watching; the jobs go on.</param>
    /// <returns>The first state of each job and each change, those of one job in order, until all are over. <see cref="JobInfo.JobId"/> is the id that was given.</returns>
    /// <remarks>
    /// Who reads slowly gets the latest state of each job, and never misses an end. That one job cannot be watched is thrown when all others are over.
    /// </remarks>
    /// <inheritdoc cref="WatchJobAsync" path="/exception"/>
    public virtual IAsyncEnumerable<JobInfo> WatchJobsAsync(
        string systemName, IEnumerable<string> jobIds, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        ArgumentNullException.ThrowIfNull(jobIds);
        JobKey[] jobs = [.. Checked(jobIds).Select(id => new JobKey(systemName, id))];
        return Infos(CreateWatcher(options, endsOnly: false), jobs, cancellationToken);
    }

    /// <summary>Waits until all jobs are over, whatever their ends.</summary>
    /// <param name="jobs">The jobs, of one system or several.</param>
    /// <param name="options">How to watch them.</param>
    /// <param name="cancellationToken">Gives up; the jobs go on.</param>
    /// <returns>The jobs as they ended, in the order given.</returns>
    /// <inheritdoc cref="WatchJobAsync" path="/exception"/>
    public virtual async Task<IReadOnlyList<JobInfo>> WhenAll(IEnumerable<JobHandle> jobs, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        JobHandle[] handles = [.. jobs];
        var ended = new Dictionary<JobKey, JobInfo>();
        await foreach (var job in AsCompletedAsync(handles, options, cancellationToken).ConfigureAwait(false))
        {
            ended[KeyOf(job.Job)] = job.Info;
        }

        return [.. handles.Select(handle => ended[KeyOf(handle)])];
    }

    /// <summary>Waits until one of the jobs is over, whatever its end.</summary>
    /// <param name="jobs">The jobs, of one system or several; at least one.</param>
    /// <param name="options">How to watch them.</param>
    /// <param name="cancellationToken">Gives up; the jobs go on.</param>
    /// <inheritdoc cref="WatchJobAsync" path="/exception"/>
    /// <exception cref="ArgumentException">There is no job.</exception>
    public virtual async Task<CompletedJob> WhenAny(IEnumerable<JobHandle> jobs, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        await foreach (var job in AsCompletedAsync(jobs, options, cancellationToken).ConfigureAwait(false))
        {
            return job;
        }

        throw new ArgumentException("There is no job to wait for.", nameof(jobs));
    }

    /// <summary>Gives the jobs as they end, each once.</summary>
    /// <param name="jobs">The jobs, of one system or several.</param>
    /// <param name="options">How to watch them.</param>
    /// <param name="cancellationToken">Gives up; the jobs go on.</param>
    /// <remarks>That one job cannot be watched is thrown when all others are over.</remarks>
    /// <inheritdoc cref="WatchJobAsync" path="/exception"/>
    public virtual IAsyncEnumerable<CompletedJob> AsCompletedAsync(
        IEnumerable<JobHandle> jobs, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var handles = new Dictionary<JobKey, JobHandle>();
        foreach (var handle in jobs)
        {
            ArgumentNullException.ThrowIfNull(handle, nameof(jobs));
            handles.TryAdd(KeyOf(handle), handle);
        }

        return Completed(CreateWatcher(options, endsOnly: true), handles, cancellationToken);
    }

    private async Task<IReadOnlyList<JobInfo>> Poll(PollKey key, IEnumerable<string>? jobIds, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key.SystemName, nameof(key.SystemName));
        var ids = jobIds is null ? null : Checked(jobIds);
        var jobs = ids is null
            ? (await Hub.LookAtAll(key, cancellationToken).ConfigureAwait(false)).Listed
            : await Hub.GetRows(key, ids, cancellationToken).ConfigureAwait(false);
        return key.ActiveOnly ? [.. jobs.Where(static job => !job.State.IsTerminal)] : jobs;
    }

    private static JobKey KeyOf(JobHandle job) => new(job.SystemName, job.JobId);

    private static List<string> Checked(IEnumerable<string> jobIds) => [.. jobIds.Select(static id => JobId.Checked(id, nameof(jobIds)).ToString()).Distinct()];

    private static async IAsyncEnumerable<JobInfo> Infos(JobWatcher watcher, JobKey[] jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var seen in watcher.Watch(jobs, cancellationToken).ConfigureAwait(false))
        {
            yield return seen.Info;
        }
    }

    private static async IAsyncEnumerable<CompletedJob> Completed(
        JobWatcher watcher, Dictionary<JobKey, JobHandle> handles, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var seen in watcher.Watch(handles.Keys, cancellationToken).ConfigureAwait(false))
        {
            if (seen.Info.State.IsTerminal)
            {
                yield return new CompletedJob(handles[seen.Key], seen.Info);
            }
        }
    }

    private JobWatcher CreateWatcher(WatchOptions? options, bool endsOnly)
    {
        var watched = options ?? new WatchOptions();
        watched.Validate();
        return new JobWatcher(Hub, Backend, Pipeline.Clock, Pipeline.Logger, watched, endsOnly);
    }
}
