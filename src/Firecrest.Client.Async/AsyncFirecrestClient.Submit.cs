using System.Runtime.CompilerServices;
using Firecrest.Client.Jobs;

namespace Firecrest.Client;

public partial class AsyncFirecrestClient
{
    /// <summary>Submits many jobs, several at a time (<see cref="AsyncClientOptions.MaxConcurrentSubmissions"/>); that one of them fails does not stop the others.</summary>
    /// <param name="systemName">The system to run them on.</param>
    /// <param name="jobs">The jobs, which are taken as they are needed.</param>
    /// <param name="options">What they have in common.</param>
    /// <param name="cancellationToken">Gives up; jobs whose submission is under way may be submitted all the same.</param>
    /// <returns>What became of each job, in the order given. Submission begins with the enumeration, and ends with it: enumerate it to its end.</returns>
    /// <remarks>Each job is submitted exactly once, see <see cref="FirecrestClient.SubmitAsync(string, JobDescription, SubmitOptions, CancellationToken)"/>.</remarks>
    public virtual IAsyncEnumerable<SubmitResult> SubmitManyAsync(
        string systemName, IEnumerable<JobDescription> jobs, SubmitManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        ArgumentNullException.ThrowIfNull(jobs);
        var submitted = options ?? new SubmitManyOptions();
        return (_submissions ?? throw NotMade()).InOrder(jobs, (job, index, token) => TrySubmit(systemName, job, index, submitted, token), cancellationToken);
    }

    /// <summary>Submits jobs of which each starts when the one before has succeeded.</summary>
    /// <param name="systemName">The system to run them on.</param>
    /// <param name="jobs">The jobs, in order. Each but the first gets a dependency on the one before, besides those that it has.</param>
    /// <param name="options">What they have in common.</param>
    /// <param name="cancellationToken">Gives up; jobs that are submitted stay.</param>
    /// <returns>What became of each job, in order, up to the first that was not submitted: those behind it would never start, and are left out.</returns>
    public virtual IAsyncEnumerable<SubmitResult> SubmitChainAsync(
        string systemName, IEnumerable<JobDescription> jobs, SubmitManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        ArgumentNullException.ThrowIfNull(jobs);
        return Chain(systemName, jobs, options ?? new SubmitManyOptions(), cancellationToken);
    }

    /// <summary>Submits an array, whose tasks can be watched one by one.</summary>
    /// <param name="systemName">The system to run it on.</param>
    /// <param name="job">The job, with <see cref="JobDescription.Array"/>.</param>
    /// <param name="options">How it is submitted.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the array may be submitted all the same.</param>
    /// <inheritdoc cref="FirecrestClient.SubmitAsync(string, JobDescription, CancellationToken)" path="/exception"/>
    /// <exception cref="ArgumentException">The job is no array.</exception>
    public virtual async Task<JobArrayHandle> SubmitArrayAsync(
        string systemName, JobDescription job, SubmitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var indices = ArrayIndices.Of(job.Array ?? throw new ArgumentException($"The job is no array. Set {nameof(JobDescription)}.{nameof(JobDescription.Array)}, for instance to 0-9.", nameof(job)));
        var handle = await SubmitAsync(systemName, job, options ?? new SubmitOptions(), cancellationToken).ConfigureAwait(false);
        return new JobArrayHandle(this, handle, indices);
    }

    private async IAsyncEnumerable<SubmitResult> Chain(
        string systemName, IEnumerable<JobDescription> jobs, SubmitManyOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JobHandle? before = null;
        var index = 0;
        foreach (var job in jobs)
        {
            var dependent = before is null || job is null ? job! : job with { Dependencies = [.. job.Dependencies, JobDependency.AfterOk(before.JobId)] };
            var result = await TrySubmit(systemName, dependent, index++, options, cancellationToken).ConfigureAwait(false);
            yield return result;
            if (result.Job is null)
            {
                yield break;
            }

            before = result.Job;
        }
    }

    private async Task<SubmitResult> TrySubmit(string systemName, JobDescription job, int index, SubmitManyOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new(index, job, await SubmitAsync(systemName, job, options.For(index), cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (BoundedRuns.IsOfOne(failure, cancellationToken))
        {
            return new(index, job, null, failure);
        }
    }
}
