using System.Diagnostics;
using System.Runtime.CompilerServices;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>A job of one system: look at it, wait for its end, cancel it, read what it printed.</summary>
/// <remarks>
/// Made by <see cref="FirecrestClient.Submit(string, JobDescription, CancellationToken)"/>, or from an id alone by <see cref="FirecrestClient.GetJobHandle"/>, also in another process. Holds no
/// connection and need not be disposed.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public class JobHandle
{
    private readonly FirecrestClient _client;
    private readonly JobOutputPaths? _outputPaths;

    /// <summary>For mocks.</summary>
    protected JobHandle()
    {
        _client = null!;
        SystemName = "";
        JobId = "";
    }

    internal JobHandle(FirecrestClient client, string systemName, string jobId, JobOutputPaths? outputPaths, bool wasAdopted)
    {
        _client = client;
        _outputPaths = outputPaths;
        WasAdopted = wasAdopted;
        SystemName = systemName;
        JobId = jobId;
    }

    /// <summary>The system that the job runs on.</summary>
    public virtual string SystemName { get; }

    /// <summary>True when the job was found and not created by the submission that returned this: its answer was lost, or its key was used before.</summary>
    public virtual bool WasAdopted { get; }

    /// <summary>The scheduler's id of the job.</summary>
    public virtual string JobId { get; }

    /// <summary>Asks the scheduler about the job.</summary>
    /// <remarks>For the id of an array, the state sums up its tasks, which are in <see cref="JobInfo.ArrayTasks"/>.</remarks>
    /// <exception cref="FirecrestNotFoundException">The scheduler does not know the job; just after submission it may not know it yet.</exception>
    /// <exception cref="FirecrestNotSupportedException">The id is that of a task, on a system in REST or hybrid mode, where tasks have ids of their own.</exception>
    public virtual Task<JobInfo> DescribeAsync(CancellationToken cancellationToken = default)
        => _client.DescribeJob(SystemName, JobId, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DescribeAsync"/>
    public virtual JobInfo Describe(CancellationToken cancellationToken = default)
        => _client.DescribeJob(SystemName, JobId, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Waits until the job is over, whatever its end: see <see cref="JobInfo.EnsureSucceeded"/>.</summary>
    /// <remarks>Outages, rate limits and a job that the scheduler does not know yet do not end the wait, within the limits of the options.</remarks>
    /// <exception cref="FirecrestTimeoutException"><see cref="WaitOptions.TimeLimit"/> ran out; the job goes on unless the options say otherwise.</exception>
    /// <exception cref="FirecrestNotFoundException">The scheduler has not known the job for longer than <see cref="WaitOptions.NotFoundGrace"/>.</exception>
    /// <exception cref="FirecrestNotSupportedException">The id is that of a task, on a system in REST or hybrid mode, where tasks have ids of their own.</exception>
    public virtual Task<JobInfo> WaitForCompletionAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitForCompletionAsync"/>
    public virtual JobInfo WaitForCompletion(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Waits until the job runs, or is over without having been seen running.</summary>
    /// <returns>The job: look at <see cref="JobState.IsRunning"/>. An array runs as soon as one of its tasks does.</returns>
    /// <inheritdoc cref="WaitForCompletionAsync" path="/remarks|/exception"/>
    public virtual Task<JobInfo> WaitUntilRunningAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(static job => job.State.IsRunning, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitUntilRunningAsync"/>
    public virtual JobInfo WaitUntilRunning(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(static job => job.State.IsRunning, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Waits until something is true of the job, or the job is over.</summary>
    /// <param name="predicate">What to wait for; called with each answer of the scheduler, one call at a time.</param>
    /// <param name="options">How to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job, of which the predicate is true unless the job is over.</returns>
    /// <inheritdoc cref="WaitForCompletionAsync" path="/remarks|/exception"/>
    public virtual Task<JobInfo> WaitForAsync(Func<JobInfo, bool> predicate, WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(predicate, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitForAsync"/>
    public virtual JobInfo WaitFor(Func<JobInfo, bool> predicate, WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(predicate, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Runs a command beside the job, on its nodes, and waits for the command's end.</summary>
    /// <remarks>
    /// v2: PUT /compute/{system_name}/jobs/{job_id}/attach. The server's time limit for commands applies, about 10 s. Redirections happen on the login node,
    /// and nothing the command prints is returned. Never repeated when the command may have run.
    /// </remarks>
    /// <exception cref="FirecrestNotSupportedException">The server is FirecREST v1; the system is a PBS system or in REST or hybrid mode, where nothing would run; or the id is that of a task of an array.</exception>
    /// <exception cref="FirecrestApiException">The command failed, or the job does not run.</exception>
    public virtual Task AttachAsync(string command, CancellationToken cancellationToken = default)
        => _client.Backend.Attach(SystemName, JobId, command, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="AttachAsync"/>
    public virtual void Attach(string command, CancellationToken cancellationToken = default)
        => _client.Backend.Attach(SystemName, JobId, command, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc cref="FirecrestClient.CancelAsync"/>
    public virtual Task CancelAsync(CancellationToken cancellationToken = default) => _client.CancelAsync(SystemName, JobId, cancellationToken);

    /// <inheritdoc cref="CancelAsync"/>
    public virtual void Cancel(CancellationToken cancellationToken = default) => _client.Cancel(SystemName, JobId, cancellationToken);

    /// <summary>Finds out where the job writes what it prints.</summary>
    /// <remarks>
    /// Known without a request for a job that this process submitted, unless a file name depends on the cluster (<c>%N</c>, <c>%u</c>) or on the task of
    /// an array. Otherwise the scheduler is asked, which servers in REST mode cannot do. FirecREST v1 tells it of jobs in the queue, and for a day of those
    /// that were submitted through it.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The scheduler does not know the job.</exception>
    public virtual Task<JobOutputPaths> GetOutputPathsAsync(CancellationToken cancellationToken = default)
        => GetOutputPaths(async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetOutputPathsAsync"/>
    public virtual JobOutputPaths GetOutputPaths(CancellationToken cancellationToken = default)
        => GetOutputPaths(async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads what the job has printed so far, whole.</summary>
    /// <remarks>
    /// A file that is missing when the job has just ended is looked for again for 30 s, since file systems show late what nodes have written. While the job
    /// waits or runs, and when it ended long ago, it is not.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The file does not exist, for instance since the job has not started.</exception>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than 256 MiB, or larger than the server downloads at once and no text: use <see cref="FirecrestClient.Tail"/>.</exception>
    public virtual Task<string> GetOutputAsync(CancellationToken cancellationToken = default)
        => Read(static paths => paths.StandardOutput, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetOutputAsync"/>
    public virtual string GetOutput(CancellationToken cancellationToken = default)
        => Read(static paths => paths.StandardOutput, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads the file that the job's standard error goes to, whole: the same as <see cref="GetOutputAsync"/> when the job has no separate one.</summary>
    /// <inheritdoc cref="GetOutputAsync" path="/remarks|/exception"/>
    public virtual Task<string> GetErrorAsync(CancellationToken cancellationToken = default)
        => Read(static paths => paths.StandardError, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetErrorAsync"/>
    public virtual string GetError(CancellationToken cancellationToken = default)
        => Read(static paths => paths.StandardError, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Follows what the job writes, from its beginning to the job's end, as it writes it.</summary>
    /// <param name="options">How to follow.</param>
    /// <param name="cancellationToken">Ends the following; the job goes on.</param>
    /// <remarks>
    /// <para>
    /// Waits for the job to start and for the file to appear; a file that never does gives an empty sequence, as for a job that was cancelled in the queue.
    /// No character is cut, and none is given twice unless the file is written anew (<see cref="OutputChunk.StartsOver"/>). Outages and rate limits do not
    /// end it, within the limits of the options. Each enumeration begins anew.
    /// </para>
    /// <para>v2: GET /filesystem/{system_name}/ops/view, in blocks, between looks at the job.</para>
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The scheduler has not known the job for longer than <see cref="FollowOptions.NotFoundGrace"/>.</exception>
    /// <exception cref="FirecrestNotSupportedException">Where the job writes cannot be told, as for a whole array; or it wrote bytes that are no UTF-8 text, and more than the server downloads at once.</exception>
    public virtual IAsyncEnumerable<OutputChunk> FollowOutputAsync(FollowOptions? options = null, CancellationToken cancellationToken = default)
        => FollowAsync(Checked(options), cancellationToken);

    /// <inheritdoc cref="FollowOutputAsync"/>
    public virtual IEnumerable<OutputChunk> FollowOutput(FollowOptions? options = null, CancellationToken cancellationToken = default)
        => Follow(Checked(options), cancellationToken);

    /// <summary>The system and the id: <c>daint/123</c>.</summary>
    public override string ToString() => $"{SystemName}/{JobId}";

    internal ValueTask<JobInfo> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken)
        => Wait(static _ => false, options, async, cancellationToken);

    private ValueTask<JobInfo> Wait(Func<JobInfo, bool> predicate, WaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var checkedOptions = options ?? new WaitOptions();
        checkedOptions.Validate();
        return _client.CreateWaiter(SystemName, JobId, checkedOptions, job => job.State.IsTerminal || predicate(job)).Wait(async, cancellationToken);
    }

    private static FollowOptions Checked(FollowOptions? options)
    {
        var followed = options ?? new FollowOptions();
        followed.Validate();
        return followed;
    }

    private async IAsyncEnumerable<OutputChunk> FollowAsync(FollowOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = _client.CreateFollower(this, options, GetOutputPaths);
        while (await follower.Next(async: true, cancellationToken).ConfigureAwait(false) is { } chunks)
        {
            foreach (var chunk in chunks)
            {
                yield return chunk;
            }
        }
    }

    private IEnumerable<OutputChunk> Follow(FollowOptions options, CancellationToken cancellationToken)
    {
        var follower = _client.CreateFollower(this, options, GetOutputPaths);
        while (follower.Next(async: false, cancellationToken).EnsureCompleted() is { } chunks)
        {
            foreach (var chunk in chunks)
            {
                yield return chunk;
            }
        }
    }

    private ValueTask<JobOutputPaths> GetOutputPaths(bool async, CancellationToken cancellationToken)
        => _outputPaths is null ? _client.Backend.GetOutputPaths(SystemName, JobId, async, cancellationToken) : new(_outputPaths);

    private async ValueTask<string> Read(Func<JobOutputPaths, RemotePath> choose, bool async, CancellationToken cancellationToken)
    {
        var paths = await GetOutputPaths(async, cancellationToken).ConfigureAwait(false);
        return await _client.CreateLateFile(this).Read(choose(paths), async, cancellationToken).ConfigureAwait(false);
    }
}
