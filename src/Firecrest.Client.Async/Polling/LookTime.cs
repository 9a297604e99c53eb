namespace Firecrest.Client.Polling;

/// <summary>When somebody wants to be answered, counted from now.</summary>
/// <param name="Earliest">An answer from then on will do, when another asks anyway.</param>
/// <param name="Due">At this time there has to be a request.</param>
/// <param name="IsUserCall">False for a poll, which users' calls overtake.</param>
internal readonly record struct LookTime(TimeSpan Earliest, TimeSpan Due, bool IsUserCall)
{
    /// <summary>Polls that are wanted at about the same time are answered together: each may come early by this share of its pause.</summary>
    private const double Slack = 0.1;

    public static LookTime AtOnce => new(TimeSpan.Zero, TimeSpan.Zero, IsUserCall: true);

    public static LookTime After(TimeSpan pause) => new(pause * (1 - Slack), pause, IsUserCall: false);
}
