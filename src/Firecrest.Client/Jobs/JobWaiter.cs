using System.Diagnostics;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Waits for something of one job, through outages and the time in which the scheduler does not know it yet.</summary>
internal sealed class JobWaiter(
    Backend backend, Clock clock, ILogger logger, string systemName, string jobId, WaitOptions options, Func<JobInfo, bool> isAwaited, FirecrestClient? client = null)
{
    /// <summary>How long a wait that its caller gave up may take to cancel the job: enough for a request and a repetition.</summary>
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long the look at the end of the time limit may take: enough for an answer, and not for repetitions through an outage.</summary>
    private static readonly TimeSpan LastLookLimit = TimeSpan.FromSeconds(10);

    private static readonly Action<object?> CancelSource = static state => ((CancellationTokenSource)state!).Cancel();

    private readonly long _started = clock.Timestamp;
    private readonly Patience _patience = new(clock, options.NotFoundGrace, options.OutageTolerance) { OutlastsMaintenance = options.SleepThroughMaintenance };
    private readonly Maintenance _maintenance = new(backend, clock, logger, systemName);
    private JobInfo? _job;
    private Activity? _span;

    private TimeSpan? TimeLeft => options.TimeLimit - clock.Since(_started);

    public ValueTask<JobInfo> Wait(bool async, CancellationToken cancellationToken) => Tracing.Within(FirecrestTelemetry.Spans.Wait, systemName, span =>
    {
        _span = span?.SetTag(FirecrestTelemetry.Tags.JobId, jobId);
        return WatchOrCancel(async, cancellationToken);
    });

    private async ValueTask<JobInfo> WatchOrCancel(bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Watch(async, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (options.CancelJobOnCancellation && cancellationToken.IsCancellationRequested)
        {
            await CancelJob(async).ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async ValueTask<JobInfo> Watch(bool async, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.Zero;
        for (var look = 0; ; look++)
        {
            var (before, then) = (pause, options.Schedule.DelayAfter(look));
            JobInfo? job = null;
            var isCut = !await WithinLimit(TimeLeft, async token => (job, pause) = await LookOrBear(before, then, async, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

            // Outside of what is borne: a failure of the caller's own code ends the wait.
            if (job is not null && IsEnd(job))
            {
                return job;
            }

            if (TimeLeft is { } left && (isCut || left <= pause))
            {
                await clock.Delay(left, async, cancellationToken).ConfigureAwait(false);
                return await EndAtTimeLimit(looksOnceMore: !isCut, async, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A look, and the pause after it.</summary>
    private async ValueTask<(JobInfo? Job, TimeSpan Pause)> LookOrBear(TimeSpan before, TimeSpan pause, bool async, CancellationToken cancellationToken)
    {
        try
        {
            var job = await LookAfter(before, async, cancellationToken).ConfigureAwait(false);
            _patience.Answered();
            _maintenance.Over();
            return (job, pause);
        }
        catch (FirecrestException failure) when (_patience.Bears(failure))
        {
            Log.WaitContinues(logger, systemName, jobId, failure.Message);
            return (null, _patience.PauseAfter(failure, await Sleep(failure, pause, async, cancellationToken).ConfigureAwait(false), options.Schedule));
        }
    }

    /// <summary>Does something for so long at most; false when that was too short for it. Requests wait too: to be repeated, or for their turn.</summary>
    private async ValueTask<bool> WithinLimit(TimeSpan? limit, Func<CancellationToken, ValueTask> act, CancellationToken cancellationToken)
    {
        if (limit is not { } time)
        {
            await act(cancellationToken).ConfigureAwait(false);
            return true;
        }

        using var limited = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock.Time);
        using var given = cancellationToken.UnsafeRegister(CancelSource, limited);
        try
        {
            await act(limited.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>The pause, or more when a maintenance goes on and the server does not say itself when to come back.</summary>
    private async ValueTask<TimeSpan> Sleep(FirecrestException failure, TimeSpan pause, bool async, CancellationToken cancellationToken)
    {
        if (!options.SleepThroughMaintenance || !Maintenance.Shows(failure) || failure is FirecrestApiException { RetryAfter: not null })
        {
            return pause;
        }

        var sleep = await _maintenance.Sleep(async, cancellationToken).ConfigureAwait(false);
        return sleep > pause ? sleep : pause;
    }

    /// <summary>The client may look together with other waits; without one, this wait looks by itself.</summary>
    private async ValueTask<JobInfo> LookAfter(TimeSpan pause, bool async, CancellationToken cancellationToken)
    {
        if (client is not null)
        {
            return await client.DescribeJobAfter(pause, systemName, jobId, async, cancellationToken).ConfigureAwait(false);
        }

        await clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
        return await Tracing.Look(systemName, () => backend.DescribeJob(systemName, jobId, async, cancellationToken)).ConfigureAwait(false);
    }

    private bool IsEnd(JobInfo job)
    {
        var changed = _job is null || _job.State != job.State;
        _job = job;
        if (changed)
        {
            _span?.AddEvent(new(FirecrestTelemetry.Events.State, tags: new() { [FirecrestTelemetry.Tags.JobState] = job.State.ToString() }));
            options.StateChanged?.Invoke(job);
        }

        return isAwaited(job);
    }

    /// <summary>Looks once more, since the job may have ended during the last pause.</summary>
    private async ValueTask<JobInfo> EndAtTimeLimit(bool looksOnceMore, bool async, CancellationToken cancellationToken)
    {
        JobInfo? job = null;
        try
        {
            if (looksOnceMore)
            {
                await WithinLimit(LastLookLimit, async token => job = await LookAfter(TimeSpan.Zero, async, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FirecrestException failure)
        {
            Log.WaitContinues(logger, systemName, jobId, failure.Message);
        }

        if (job is not null && IsEnd(job))
        {
            return job;
        }

        var state = job is not null ? $"is {job.State}" : _job is null ? "is not known to the scheduler" : $"was {_job.State} when last seen,";
        var message = $"Job {systemName}/{jobId} {state} after a wait of {options.TimeLimit:c}";
        if (!options.CancelJobAtTimeLimit)
        {
            throw new FirecrestTimeoutException($"{message}; it has been left alone and goes on.");
        }

        try
        {
            await backend.Cancel(systemName, jobId, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestException failure)
        {
            throw new FirecrestTimeoutException($"{message}; it could not be cancelled, as the options ask, and goes on: {failure.Message}", failure);
        }

        throw new FirecrestTimeoutException($"{message}; it has been cancelled, as the options ask.");
    }

    /// <summary>The caller has gone and can be told nothing but by the log.</summary>
    private async ValueTask CancelJob(bool async)
    {
        using var limit = new CancellationTokenSource(CancelLimit, clock.Time);
        try
        {
            await backend.Cancel(systemName, jobId, async, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is FirecrestException or OperationCanceledException or ObjectDisposedException)
        {
            Log.JobNotCancelled(logger, systemName, jobId, failure.Message);
        }
    }
}
