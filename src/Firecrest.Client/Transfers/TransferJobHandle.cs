using System.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;

namespace Firecrest.Client;

/// <summary>A job of the scheduler that moves, copies, deletes, compresses or extracts files.</summary>
/// <remarks>
/// The server's jobs for this end COMPLETED even when they failed, so that <see cref="Job"/> alone does not tell:
/// <see cref="WaitForCompletionAsync"/> looks at the files afterwards. Nobody deletes the logs that such a job leaves in the home directory.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public class TransferJobHandle
{
    private readonly StartedFileJob _started;

    /// <summary>For mocks.</summary>
    protected TransferJobHandle()
    {
        _started = null!;
        Job = null!;
    }

    internal TransferJobHandle(FirecrestClient client, string systemName, StartedFileJob started)
    {
        _started = started;
        Job = client.GetJobHandle(started.SystemName ?? systemName, started.JobId);
    }

    /// <summary>The job, for its state and to cancel it.</summary>
    public virtual JobHandle Job { get; }

    /// <summary>The file on the system that the job's complaints go to; null when the server does not tell.</summary>
    public virtual RemotePath? ErrorLog => _started.ErrorLog;

    /// <summary>Waits until the job is over, and proves that it did what it was started for.</summary>
    /// <remarks>
    /// Proof is what <c>stat</c> tells: what was to be deleted or moved is gone, the copy is there with the same type and size, the archive is there and
    /// was written by this job. What <c>stat</c> cannot tell, of directories and archives, counts as done only when the job's error log can be read and
    /// holds no complaint of the command.
    /// </remarks>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen; a part of it may be there.</exception>
    /// <exception cref="FirecrestTimeoutException"><see cref="WaitOptions.TimeLimit"/> ran out; the job goes on unless the options say otherwise.</exception>
    public virtual Task WaitForCompletionAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitForCompletionAsync"/>
    public virtual void WaitForCompletion(WaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>The system and the id of the job: <c>daint/123</c>.</summary>
    public override string ToString() => Job.ToString();

    internal async ValueTask Wait(WaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        var ended = await Job.Wait(options, async, cancellationToken).ConfigureAwait(false);
        if (await _started.FindFault(ended, async, cancellationToken).ConfigureAwait(false) is not { } fault)
        {
            return;
        }

        var complaints = fault.Complaints switch
        {
            null => " Its error log cannot be read.",
            "" => " Its error log is empty.",
            var text => $" Its error log ends: {text}",
        };
        throw new TransferFailedException($"Job {Job}, which was to {_started.Operation}, ended {ended.State}: {fault.Reason}.{complaints}")
        {
            ErrorLog = fault.Complaints,
            MayHaveExecuted = true,
        };
    }
}
