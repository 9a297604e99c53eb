namespace Firecrest.Client.Polling;

/// <summary>When somebody wants to be answered, counted from now.</summary>
/// <param name="Earliest">An answer from then on will do, when another asks anyway.</param>
/// <param name="Due">At this time there should be a request.</param>
/// <param name="Latest">At this time there has to be one, however many ask.</param>
/// <param name="IsUserCall">False for a poll, which users' calls overtake.</param>
internal readonly record struct LookTime(TimeSpan Earliest, TimeSpan Due, TimeSpan Latest, bool IsUserCall)
{
    /// <summary>Polls that are wanted at about the same time are answered together: each may come early by this share of its pause.</summary>
    private const double Slack = 0.1;

    /// <summary>What each poll adds to the shortest time between two requests, since long lists are work for the scheduler: a second for a thousand.</summary>
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    public static LookTime AtOnce => new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, IsUserCall: true);

    public static LookTime After(TimeSpan pause) => new(pause * (1 - Slack), pause, pause, IsUserCall: false);

    /// <summary>After a pause, or somewhat later when many ask.</summary>
    public static LookTime After(TimeSpan pause, TimeSpan longest) => After(pause) with { Latest = longest > pause ? longest : pause };

    /// <summary>The least time between two requests for so many polls.</summary>
    public static TimeSpan Spacing(int polls) => Each * polls;
}
