using Firecrest.Client.Http;
using Firecrest.Client.Polling;

namespace Firecrest.Client.Jobs;

/// <summary>One of the jobs of a watch: its last state, and when it is looked at again.</summary>
internal sealed class WatchedJob(string jobId, Clock clock, WatchOptions options, WatchInterval interval, bool endsOnly) : IAskedJob
{
    private readonly Patience _patience = new(clock, options.NotFoundGrace, options.OutageTolerance) { OutlastsMaintenance = options.SleepThroughMaintenance };
    private readonly bool _isWhole = Firecrest.Client.JobId.Read(jobId).IsWholeJob;
    private string? _state;
    private bool _isRunning;
    private TimeSpan? _timeLeft;
    private TimeSpan _since;

    public string JobId => jobId;

    /// <summary>On the clock of the watch.</summary>
    public TimeSpan Due { get; private set; }

    public bool IsOver { get; private set; }

    public ListedJob? Glance { get; set; }

    public bool IsNews(ListedJob row) => !_isWhole || (!endsOnly && !string.Equals(_state, row.State, StringComparison.Ordinal));

    /// <summary>Takes in what a list told at a glance; false when it told none, or more.</summary>
    public bool SawAtAGlance(TimeSpan now)
    {
        if (Glance is not { } row)
        {
            return false;
        }

        if (!string.Equals(_state, row.State, StringComparison.Ordinal))
        {
            Change(new JobState(row.State), now);
        }

        See(row.TimeLeft, now);
        return true;
    }

    /// <summary>Takes in a look; true when it is the first or shows another state.</summary>
    /// <remarks>The job itself is not kept: ten thousand of them would be in memory twice while the next list is read.</remarks>
    public bool Saw(JobInfo job, TimeSpan now)
    {
        var isNew = _state is null || (!string.Equals(_state, job.State.Value, StringComparison.Ordinal) && new JobState(_state) != job.State);
        if (isNew)
        {
            Change(job.State, now);
        }

        _state = job.State.Value;
        See(job.TimeLimit - job.Elapsed, now);
        return isNew;
    }

    private void Change(JobState state, TimeSpan now)
    {
        _since = now;
        _isRunning = state.IsRunning;
        _state = state.Value;
        IsOver = state.IsTerminal;
    }

    private void See(TimeSpan? timeLeft, TimeSpan now)
    {
        _patience.Answered();
        _timeLeft = _isRunning ? timeLeft : null;
        Due = now + interval.After(_timeLeft, now - _since);
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

        var usual = interval.After(_timeLeft, now - _since);
        Due = now + _patience.PauseAfter(failure, sleep > usual ? sleep : usual, interval.Schedule);
        return true;
    }

    /// <summary>It was not its turn.</summary>
    public void Postpone(TimeSpan now) => Due = now + interval.Least;
}
