using System.Globalization;

namespace Firecrest.Client;

/// <summary>How long a wait pauses between two looks at a job: short at first, then longer.</summary>
/// <remarks>With the default a job is noticed at most half its age after its end, and a job of hours is looked at once a minute.</remarks>
public sealed record PollSchedule
{
    /// <summary>The pause after the first look. Default 0.5 s.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>What each pause is multiplied by to get the next. Default 1.5.</summary>
    public double Factor { get; init; } = 1.5;

    /// <summary>The longest pause. Default 60 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>By what share a pause is varied at random, so that many waits do not look at once. Default 0.1, which is 90 to 110 %.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>The same pause each time.</summary>
    public static PollSchedule Every(TimeSpan interval) => new() { InitialDelay = interval, MaxDelay = interval, Factor = 1, Jitter = 0 };

    internal void Validate()
    {
        OptionCheck.Positive(InitialDelay, "Schedule.InitialDelay");
        OptionCheck.Positive(MaxDelay, "Schedule.MaxDelay");
        if (!(Factor >= 1) || !double.IsFinite(Factor))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Schedule.Factor is {Factor}; it must be 1 or more."));
        }

        if (Jitter is not (>= 0 and < 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Schedule.Jitter is {Jitter}; it must be at least 0 and below 1."));
        }
    }

    internal TimeSpan DelayAfter(int look)
    {
        var grown = InitialDelay.TotalSeconds * Math.Pow(Factor, look);
        var longest = MaxDelay.TotalSeconds / (1 + Jitter);
        return TimeSpan.FromSeconds(Math.Min(grown, longest) * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1))));
    }
}
