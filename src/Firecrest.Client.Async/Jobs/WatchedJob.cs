using Firecrest.Client.Http;

namespace Firecrest.Client.Jobs;

/// <summary>One of the jobs of a watch: its last state, and when it is looked at again.</summary>
internal sealed class WatchedJob(string jobId, Clock clock, WatchOptions options, WatchInterval interval)
{
    private readonly Patience _patience = new(clock, options.NotFoundGrace, options.OutageTolerance) { OutlastsMaintenance = options.SleepThroughMaintenance };
    private string? _state;
    private JobInfo? _job;
    private TimeSpan _since;

    public string JobId => jobId;

    /// <summary>On the clock of the watch.</summary>
    public TimeSpan Due { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Takes in a look; true when it is the first or shows another state.</summary>
    public bool Saw(JobInfo job, TimeSpan now)
    {
        _patience.Answered();
        var isNew = _job is null || (!string.Equals(_state, job.State.Value, StringComparison.Ordinal) && _job.State != job.State);
        if (isNew)
        {
            _since = now;
            IsOver = job.State.IsTerminal;
        }

        _job = job;
        _state = job.State.Value;
        Due = now + interval.After(job, now - _since);
        return isNew;
    }

    /// <summary>Takes in a look that failed; false when that ends the watching.</summary>
    /// <param name="failure">Why it failed.</param>
    /// <param name="sleep">How long there is no need to look again.</param>
    /// <param name="now">The time on the clock of the watch.</param>
    public bool Bears(FirecrestException failure, TimeSpan sleep, TimeSpan now)
    {
        if (!_patience.Bears(failure))
        {
            return false;
        }

        var usual = interval.After(_job, now - _since);
        Due = now + _patience.PauseAfter(failure, sleep > usual ? sleep : usual, interval.Schedule);
        return true;
    }

    /// <summary>It was not its turn.</summary>
    public void Postpone(TimeSpan now) => Due = now + interval.Least;
}
