using Firecrest.Client.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Transfers;

/// <summary>What the system does for a transfer: brings a file to the object store, or fetches it from there.</summary>
internal abstract class SystemHalf
{
    /// <summary>For messages: <c>job daint/123</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The server's id of it.</summary>
    public abstract string Id { get; }

    /// <summary>The scheduler's id when it is a job.</summary>
    public virtual string? JobId => null;

    /// <summary>The logs of it on the system.</summary>
    public virtual (RemotePath? Output, RemotePath? Error) Logs => default;

    /// <summary>A link that was made for it, and that <see cref="CleanUp"/> removes.</summary>
    public virtual RemotePath? Link => null;

    /// <summary>Waits until it is over.</summary>
    public abstract ValueTask<HalfEnd> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken);

    /// <summary>How it is now.</summary>
    public abstract ValueTask<HalfState> Look(bool async, CancellationToken cancellationToken);

    public abstract ValueTask Cancel(bool async, CancellationToken cancellationToken);

    /// <summary>What <see cref="Cancel"/> came to, for messages: <c>was cancelled</c>.</summary>
    public virtual string Cancelled => "was cancelled";

    /// <summary>What is to be said of one that could not be cancelled.</summary>
    public virtual string NotCancelled => "could not be cancelled and may wait on for a day: cancel it";

    /// <summary>What it leaves behind of a transfer that is given up after it was over; null for nothing.</summary>
    public virtual string? Remainder => null;

    /// <summary>The end of what it complained of; null when that cannot be read.</summary>
    public abstract ValueTask<string?> ReadComplaints(bool async, CancellationToken cancellationToken);

    public virtual ValueTask CleanUp(bool async, CancellationToken cancellationToken) => default;

    /// <summary>Cancels it and removes what was made for it, each as far as that is possible.</summary>
    /// <returns>What became of it, as a sentence.</returns>
    public async ValueTask<string> TryEnd(ILogger logger, string systemName, bool async, CancellationToken cancellationToken)
    {
        var isCancelled = true;
        try
        {
            await Cancel(async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is FirecrestException or OperationCanceledException or ObjectDisposedException)
        {
            Log.JobNotCancelled(logger, systemName, Id, failure.Message);
            isCancelled = false;
        }

        try
        {
            await CleanUp(async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            Log.NotRemoved(logger, systemName, Link ?? default, failure.Message);
        }

        return $"{char.ToUpperInvariant(Description[0])}{Description[1..]} {(isCancelled ? Cancelled : NotCancelled)}.";
    }

    /// <summary>Gives up what it holds at the store, once it is over and nobody will fetch or send anything any more. Does not fail.</summary>
    public virtual ValueTask Release(bool async, CancellationToken cancellationToken) => default;
}

/// <param name="Succeeded">Whether it says so; that is no proof.</param>
/// <param name="Text">How it ended, for messages: <c>ended FAILED</c>.</param>
/// <param name="DownloadAddress">Where the file is, when only the end tells.</param>
/// <param name="Cause">What it failed of, when that is known.</param>
/// <param name="JobState">How the job ended, when it is one.</param>
internal sealed record HalfEnd(bool Succeeded, string Text, Uri? DownloadAddress = null, FirecrestException? Cause = null, JobState? JobState = null);

/// <param name="IsOver">Whether it is over, or unknown.</param>
/// <param name="Succeeded">Whether it is over and says that it succeeded.</param>
/// <param name="Text">Its state, for messages.</param>
internal sealed record HalfState(bool IsOver, bool Succeeded, string Text);
