using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>A transfer through an object store: what is the same for both directions, above all that failure leaves nothing behind that is not told of.</summary>
internal abstract class StagedTransfer(TransferTools tools, string systemName, string description, SystemHalf half, TransferManifest? manifest, TransferOptions options, string? startedOver)
    : Transfer(systemName, description)
{
    /// <summary>How long a transfer that its caller gave up may take to cancel its job: enough for a request and a repetition.</summary>
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(15);

    public override TransferMethod Method => TransferMethod.S3;

    public override string? JobId => half.JobId;

    public override string? StartedOver => startedOver;

    protected TransferTools Tools => tools;

    protected SystemHalf Half => half;

    protected TransferManifest? Manifest => manifest;

    protected TransferOptions Options => options;

    protected bool HalfIsOver { get; set; }

    /// <summary>When the addresses end to be valid.</summary>
    protected abstract DateTimeOffset? ExpiresOn { get; }

    /// <summary>True as soon as the target may have changed.</summary>
    protected abstract bool MayHaveExecuted { get; }

    public sealed override async ValueTask<TransferResult> Run(bool async, CancellationToken cancellationToken)
    {
        var meter = new TransferMeter(this, options.Progress, tools.Clock.Time);
        TransferResult result;
        try
        {
            result = await Move(meter, async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var left = await GiveUp(failure, async, cancellationToken).ConfigureAwait(false);
            Log.TransferEnded(tools.Logger, Description, left);
            throw Restated(failure, left, cancellationToken);
        }

        manifest?.Delete();
        await half.Release(async, cancellationToken).ConfigureAwait(false);
        meter.Enter(TransferPhase.Done);
        return result;
    }

    public override async ValueTask Abandon(bool async, CancellationToken cancellationToken)
    {
        manifest?.Delete();
        Discard();
        try
        {
            await half.Cancel(async, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await half.CleanUp(async, cancellationToken).ConfigureAwait(false);
        }
    }

    protected abstract ValueTask<TransferResult> Move(TransferMeter meter, bool async, CancellationToken cancellationToken);

    /// <summary>Deletes what is of no use any more on this machine.</summary>
    protected virtual void Discard()
    {
    }

    /// <summary>What is left when the transfer cannot go on, beside the job.</summary>
    protected abstract string DescribeLeft();

    /// <summary>True when the same call may go on after this failure.</summary>
    protected virtual bool CanGoOn(Exception failure) => failure switch
    {
        StorageException storage => storage.IsTransient,
        TransferFailedException or ArgumentException => false,
        _ => true,
    };

    /// <summary>Counts what an earlier run has moved.</summary>
    protected void GoesOn(TransferMeter meter, long resumed)
    {
        meter.Skip(resumed);
        if (resumed > 0)
        {
            Log.TransferResumed(tools.Logger, Description, resumed, Length);
        }
    }

    protected async ValueTask WaitForSystem(bool async, CancellationToken cancellationToken)
    {
        var end = await half.Wait(options.Wait, async, cancellationToken).ConfigureAwait(false);
        HalfIsOver = true;
        if (!end.Succeeded)
        {
            await half.CleanUp(async, cancellationToken).ConfigureAwait(false);
            throw await Failed($"{half.Description} {end.Text}.", end.Cause, end.JobState, async, cancellationToken).ConfigureAwait(false);
        }

        Ended(end);
    }

    protected virtual void Ended(HalfEnd end)
    {
    }

    /// <summary>A failure for which the log of the job may have the reason.</summary>
    protected async ValueTask<TransferFailedException> Failed(string reason, Exception? cause, JobState? ended, bool async, CancellationToken cancellationToken)
    {
        var complaints = await half.ReadComplaints(async, cancellationToken).ConfigureAwait(false);
        var log = complaints switch
        {
            null => "",
            "" => " Its error log is empty.",
            _ => $" The error log of {half.Description} ends: {complaints}",
        };
        return new TransferFailedException($"{Capital(Description)} failed: {reason}{log}", cause) { ErrorLog = complaints, JobState = ended, MayHaveExecuted = MayHaveExecuted };
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private async ValueTask<string> GiveUp(Exception failure, bool async, CancellationToken cancellationToken)
    {
        if (manifest is not null && options.CancelJobOnFailure != true && CanGoOn(failure))
        {
            manifest.Dispose();
            var until = ExpiresOn is { } end ? $" until {end:u}" : "";
            return $"{Capital(half.Description)} is left as it is, and '{manifest.Path}' records what has arrived: the same call goes on{until}.";
        }

        var cancelled = $" {await EndHalf(async, cancellationToken).ConfigureAwait(false)}".TrimEnd();
        manifest?.Delete();
        Discard();
        return DescribeLeft() + cancelled;
    }

    private async ValueTask<string> EndHalf(bool async, CancellationToken cancellationToken)
    {
        // A caller who has gone does not wait for an outage to end.
        using var limit = cancellationToken.IsCancellationRequested ? new CancellationTokenSource(CancelLimit, tools.Clock.Time) : null;
        var token = limit?.Token ?? cancellationToken;
        if (!HalfIsOver)
        {
            return await half.TryEnd(tools.Logger, SystemName, async, token).ConfigureAwait(false);
        }

        await half.Release(async, token).ConfigureAwait(false);
        return half.Remainder ?? "";
    }

    private Exception Restated(Exception failure, string left, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested
            => new OperationCanceledException($"{Capital(Description)} was given up. {left}", failure, cancellationToken),
        FirecrestTimeoutException timeout => new FirecrestTimeoutException($"{timeout.Message} {left}", timeout)
        {
            // A limit of the caller's that ran out is no outage, whatever waited.
            Outcome = timeout.IsOfRequest ? timeout.Outcome : OutcomeClass.Refused,
            MayHaveExecuted = MayHaveExecuted,
            RequestId = timeout.RequestId,
        },
        StorageException => new TransferFailedException($"{Capital(Description)} failed: {failure.Message} {left}", failure) { MayHaveExecuted = MayHaveExecuted },
        TransferFailedException failed => new TransferFailedException($"{failed.Message} {left}", failed) { ErrorLog = failed.ErrorLog, JobState = failed.JobState, MayHaveExecuted = MayHaveExecuted },
        FirecrestException => new TransferFailedException($"{Capital(Description)} failed: {failure.Message} {left}", failure) { MayHaveExecuted = MayHaveExecuted },
        LocalFileException or IOException => new IOException($"{Capital(Description)} failed: {failure.Message} {left}", failure),
        UnauthorizedAccessException => new UnauthorizedAccessException($"{Capital(Description)} failed: {failure.Message} {left}", failure),
        _ => failure,
    };
}
