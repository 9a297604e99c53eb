using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Polling;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Jobs;

/// <summary>Watches jobs of one system until each is over or cannot be watched any more.</summary>
internal sealed class JobsWatch(PollHub hub, Backend backend, Clock clock, ILogger logger, string systemName, WatchOptions options, bool endsOnly)
{
    /// <summary>Jobs that are due a little later are looked at too: at most this share of the pause.</summary>
    private const double Slack = 0.1;

    private readonly long _origin = clock.Timestamp;
    private readonly WatchInterval _interval = new(options);
    private readonly Maintenance _maintenance = new(backend, clock, logger, systemName);
    private readonly Dictionary<string, WatchedJob> _open = new(StringComparer.Ordinal);

    private TimeSpan Now => clock.Since(_origin);

    /// <param name="jobIds">The jobs.</param>
    /// <param name="changed">Called with the first state of each job and then with each change.</param>
    /// <param name="failed">Called when a job cannot be watched any more.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async Task Run(IEnumerable<string> jobIds, Action<string, JobInfo> changed, Action<string, FirecrestException> failed, CancellationToken cancellationToken)
    {
        foreach (var id in jobIds)
        {
            _open.TryAdd(id, new WatchedJob(id, clock, options, _interval, endsOnly));
        }

        var pause = TimeSpan.Zero;
        while (_open.Count > 0)
        {
            // A method of its own, which lets go of what it has seen before the next look.
            pause = await LookOnce(pause, changed, failed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the jobs that are due, and gives the pause until the next look.</summary>
    private async Task<TimeSpan> LookOnce(TimeSpan pause, Action<string, JobInfo> changed, Action<string, FirecrestException> failed, CancellationToken cancellationToken)
    {
        var asked = DueAfter(pause);
        var (looks, failure) = await Look(asked, pause, cancellationToken).ConfigureAwait(false);
        var glances = looks is null ? 0 : asked.RemoveAll(job => job.SawAtAGlance(Now));
        List<(JobInfo? Job, FirecrestException? Failure)> seen = asked.ConvertAll(job => looks?.Find(job.JobId) ?? (null, failure));
        var sleep = await SleepAfter(seen, glances > 0, cancellationToken).ConfigureAwait(false);
        var now = Now;
        for (var i = 0; i < asked.Count; i++)
        {
            TakeIn(asked[i], seen[i].Job, seen[i].Failure, sleep, now, changed, failed);
        }

        return PauseFrom(now);
    }

    private List<WatchedJob> DueAfter(TimeSpan pause)
    {
        var until = Now + (pause * (1 + Slack));
        return [.. _open.Values.Where(job => job.Due <= until)];
    }

    private TimeSpan PauseFrom(TimeSpan now)
    {
        var next = TimeSpan.MaxValue;
        foreach (var job in _open.Values)
        {
            next = job.Due < next ? job.Due : next;
        }

        var least = _interval.Spacing(_open.Count);
        return next - now > least ? next - now : least;
    }

    private async Task<(Looks? Looks, FirecrestException? Failure)> Look(List<WatchedJob> asked, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            return (await hub.Look(new PollKey(systemName), [.. asked], LookTime.After(pause, options.MaxDelay), cancellationToken).ConfigureAwait(false), null);
        }
        catch (FirecrestException failure)
        {
            Log.WatchContinues(logger, asked.Count, systemName, failure.Message);
            return (null, failure);
        }
    }

    /// <summary>How long there is no need to look again at jobs that cannot be seen for a maintenance; zero when the server says itself when to come back.</summary>
    private async ValueTask<TimeSpan> SleepAfter(List<(JobInfo? Job, FirecrestException? Failure)> seen, bool sawOthers, CancellationToken cancellationToken)
    {
        if (!options.SleepThroughMaintenance)
        {
            return TimeSpan.Zero;
        }

        if (sawOthers || seen.Exists(static one => one.Job is not null))
        {
            _maintenance.Over();
            return TimeSpan.Zero;
        }

        return seen.Exists(static one => one.Failure is FirecrestApiException { RetryAfter: null } failure && Maintenance.Shows(failure))
            ? await _maintenance.Sleep(async: true, cancellationToken).ConfigureAwait(false)
            : TimeSpan.Zero;
    }

    private void TakeIn(
        WatchedJob job, JobInfo? seen, FirecrestException? why, TimeSpan sleep, TimeSpan now, Action<string, JobInfo> changed, Action<string, FirecrestException> failed)
    {
        if (seen is not null)
        {
            var isNew = job.Saw(seen, now);
            if (job.IsOver)
            {
                _open.Remove(job.JobId);
            }

            if (isNew)
            {
                changed(job.JobId, seen);
            }
        }
        else if (why is null)
        {
            job.Postpone(now);
        }
        else if (!job.Bears(why, Maintenance.Shows(why) ? sleep : TimeSpan.Zero, now))
        {
            _open.Remove(job.JobId);
            failed(job.JobId, why);
        }
    }
}
