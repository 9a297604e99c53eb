using Firecrest.Client.Polling;

namespace Firecrest.Client.Jobs;

/// <summary>How long until a job is looked at again: young jobs often, long runners rarely, near the time limit closer.</summary>
internal sealed class WatchInterval(WatchOptions options)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>The share of its age after which a job is looked at again.</summary>
    private const double ShareOfAge = 0.1;

    public TimeSpan Least => Shorter(Shortest, options.MaxDelay);

    /// <summary>The pauses after looks that did not find a job.</summary>
    public PollSchedule Schedule { get; } = new()
    {
        InitialDelay = Shorter(Shortest, options.MaxDelay),
        MaxDelay = options.MaxDelay,
        Jitter = 0,
    };

    /// <param name="timeLeft">Until the time limit of a job that runs; null for any other.</param>
    /// <param name="inStateFor">How long the job has been in its state, or was not seen.</param>
    public TimeSpan After(TimeSpan? timeLeft, TimeSpan inStateFor)
    {
        var interval = Within(inStateFor * ShareOfAge);
        return timeLeft is { } left ? Shorter(interval, Within(left / 2)) : interval;
    }

    /// <summary>The least time between two looks at so many jobs at once.</summary>
    public TimeSpan Spacing(int jobs) => Shorter(LookTime.Spacing(jobs), options.MaxDelay);

    private TimeSpan Within(TimeSpan interval) => interval < Least ? Least : Shorter(interval, options.MaxDelay);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
