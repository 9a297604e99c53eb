using System.Diagnostics;
using System.Globalization;

namespace Firecrest.Client;

/// <summary>An array of jobs: its tasks, and how each of them ends.</summary>
/// <remarks>Made by <see cref="AsyncFirecrestClient.SubmitArrayAsync"/>. Holds no connection and need not be disposed.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public class JobArrayHandle
{
    private readonly AsyncFirecrestClient _client;

    /// <summary>For mocks.</summary>
    protected JobArrayHandle()
    {
        _client = null!;
        Job = null!;
        Indices = [];
    }

    internal JobArrayHandle(AsyncFirecrestClient client, JobHandle job, IReadOnlyList<int> indices)
    {
        _client = client;
        Job = job;
        Indices = indices;
    }

    /// <summary>The array as one job.</summary>
    public virtual JobHandle Job { get; }

    /// <summary>The numbers of the tasks, in ascending order.</summary>
    public virtual IReadOnlyList<int> Indices { get; }

    /// <summary>Gets a handle for one task.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array has no such task.</exception>
    public virtual JobHandle GetTask(int index)
        => Indices.Contains(index)
            ? _client.GetJobHandle(Job.SystemName, IdOf(index))
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"{this} has no such task.");

    /// <summary>Watches the tasks: the first state of each, and each change, until all are over.</summary>
    /// <inheritdoc cref="AsyncFirecrestClient.WatchJobsAsync" path="/param|/remarks|/exception"/>
    public virtual IAsyncEnumerable<JobInfo> WatchTasksAsync(WatchOptions? options = null, CancellationToken cancellationToken = default)
        => _client.WatchJobsAsync(Job.SystemName, Indices.Select(IdOf), options, cancellationToken);

    /// <summary>Waits until all tasks are over, whatever their ends.</summary>
    /// <returns>How each task ended, in the order of <see cref="Indices"/>.</returns>
    /// <inheritdoc cref="AsyncFirecrestClient.WatchJobsAsync" path="/param|/exception"/>
    public virtual async Task<IReadOnlyList<ArrayTaskResult>> WaitForTasksAsync(WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        var tasks = Indices.Select(index => _client.GetJobHandle(Job.SystemName, IdOf(index)));
        var infos = await _client.WhenAll(tasks, options, cancellationToken).ConfigureAwait(false);
        return [.. Indices.Zip(infos, static (index, info) => new ArrayTaskResult(index, info))];
    }

    /// <summary>The system and the id: <c>daint/123</c>.</summary>
    public override string ToString() => Job?.ToString() ?? "";

    /// <summary>PBS gives an array an id with empty brackets, <c>123[].server</c>, into which the number of a task goes.</summary>
    private string IdOf(int index)
    {
        var number = index.ToString(CultureInfo.InvariantCulture);
        return Job.JobId.Contains("[]", StringComparison.Ordinal) ? Job.JobId.Replace("[]", $"[{number}]", StringComparison.Ordinal) : $"{Job.JobId}_{number}";
    }
}
