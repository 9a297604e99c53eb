namespace Firecrest.Client;

/// <summary>How to watch jobs.</summary>
/// <remarks>
/// A job is looked at twice a second while it is young, then each time after a tenth of the time that it has been in its state, and more often again near
/// its time limit. From three jobs of a system on, each look is one list for all of them.
/// </remarks>
public sealed record WatchOptions
{
    /// <summary>The longest time between two looks at a job, and so the longest that its end stays unnoticed as long as the site lets requests pass. Default 2 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="WaitOptions.NotFoundGrace"/>
    public TimeSpan NotFoundGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the watching goes on without any answer from the server, through outages, before it fails. A server that asks to slow down is no outage. Default 10 minutes.</summary>
    /// <remarks>A command or a file that gave tokens during the watch and gives none now counts as an outage; an identity provider that refuses ends the watch.</remarks>
    public TimeSpan OutageTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc cref="WaitOptions.SleepThroughMaintenance"/>
    /// <remarks>
    /// The pauses are as long as <c>Retry-After</c> asks for. Without that the reservations are asked for, as with
    /// <see cref="WaitOptions.SleepThroughMaintenance"/>, and while one with <c>maint</c> in its name is active the watch pauses until its end, an hour at a
    /// time, since it may be over earlier. Other failures, such as a server that cannot be reached at all, remain outages.
    /// </remarks>
    public bool SleepThroughMaintenance { get; init; }

    internal void Validate()
    {
        OptionCheck.Positive(MaxDelay, nameof(MaxDelay));
        OptionCheck.NotNegative(NotFoundGrace, nameof(NotFoundGrace));
        OptionCheck.NotNegative(OutageTolerance, nameof(OutageTolerance));
    }
}
