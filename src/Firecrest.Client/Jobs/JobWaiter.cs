using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Waits for the end of one job, through outages and the time in which the scheduler does not know it yet.</summary>
internal sealed class JobWaiter(Backend backend, Clock clock, ILogger logger, string systemName, string jobId, WaitOptions options)
{
    private readonly long _started = clock.Timestamp;
    private long _lastAnswer = clock.Timestamp;
    private long _lastSeen = clock.Timestamp;
    private JobInfo? _job;

    public async ValueTask<JobInfo> Wait(bool async, CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            var pause = options.Schedule.DelayAfter(look);
            try
            {
                var job = await backend.DescribeJob(systemName, jobId, async, cancellationToken).ConfigureAwait(false);
                _lastAnswer = _lastSeen = clock.Timestamp;
                Report(job);
                if (job.State.IsTerminal)
                {
                    return job;
                }
            }
            catch (FirecrestException failure) when (Passes(failure))
            {
                Log.WaitContinues(logger, systemName, jobId, failure.Message);
                pause = failure is FirecrestApiException { RetryAfter: { } told } && told > pause ? told : pause;
            }

            if (options.TimeLimit - clock.Since(_started) is { } left && left <= pause)
            {
                await clock.Delay(left, async, cancellationToken).ConfigureAwait(false);
                return await EndAtTimeLimit(async, cancellationToken).ConfigureAwait(false);
            }

            await clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(JobInfo job)
    {
        var changed = _job is null || _job.State != job.State;
        _job = job;
        if (changed)
        {
            options.StateChanged?.Invoke(job);
        }
    }

    private bool Passes(FirecrestException failure)
    {
        if (failure is FirecrestApiException { ErrorCode: var code } && code == FirecrestErrorCode.JobNotFound)
        {
            _lastAnswer = clock.Timestamp;
            return clock.Since(_lastSeen) < options.NotFoundGrace;
        }

        if (failure is FirecrestRateLimitException)
        {
            // The server is well; it asks for patience.
            _lastAnswer = clock.Timestamp;
            return true;
        }

        // Reading a job changes nothing, so whatever is not a plain refusal may be better next time.
        return failure.Outcome != OutcomeClass.Refused && clock.Since(_lastAnswer) < options.OutageTolerance;
    }

    /// <summary>Looks once more, since the job may have ended during the last pause.</summary>
    private async ValueTask<JobInfo> EndAtTimeLimit(bool async, CancellationToken cancellationToken)
    {
        try
        {
            Report(await backend.DescribeJob(systemName, jobId, async, cancellationToken).ConfigureAwait(false));
        }
        catch (FirecrestException failure)
        {
            Log.WaitContinues(logger, systemName, jobId, failure.Message);
        }

        if (_job is { State.IsTerminal: true } ended)
        {
            return ended;
        }

        var state = _job is null ? "not known to the scheduler" : _job.State.ToString();
        var message = $"Job {systemName}/{jobId} is {state} after a wait of {options.TimeLimit:c}";
        if (!options.CancelJobAtTimeLimit)
        {
            throw new FirecrestTimeoutException($"{message}; it has been left alone and goes on.");
        }

        await backend.Cancel(systemName, jobId, async, cancellationToken).ConfigureAwait(false);
        throw new FirecrestTimeoutException($"{message}; it has been cancelled, as the options ask.");
    }
}
