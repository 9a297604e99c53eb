namespace Firecrest.Client;

/// <summary>How often and how long a call is repeated after a failure that allows it.</summary>
/// <remarks>
/// Which failures allow it depends on the operation: a read is repeated after most, a job is submitted again only when the server cannot have
/// carried out the first request.
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>The pauses of a long budget stop growing here: later, the end of an outage would be seen long after it.</summary>
    private static readonly TimeSpan LongestOwnDelay = TimeSpan.FromSeconds(30);

    /// <summary>Cancelled when the program is asked to end: what submits is not sent any more, and reads are not repeated, but a request that is under way is answered.</summary>
    /// <remarks>No property, which the binding of configuration would take for a setting.</remarks>
    internal CancellationToken Interruption;

    /// <summary>Repetitions after the first attempt; 0 switches them off. Default 4.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>
    /// The wait before the first repetition, doubled for each further one up to 30 s or <see cref="MaxRetryDelay"/>, whichever is shorter, unless the server says how long
    /// to wait. Default 1 s.
    /// </summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a repetition. A longer one, asked for by the server, is not waited for: the call fails at once and says when to come back. Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>No repetition starts later than this after the beginning of the call; a wait that would end later is shortened, unless the server asked for it. Default 2 minutes.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromMinutes(2);

    /// <param name="retry">The number of the repetition, from 0.</param>
    /// <param name="spread">What the wait is multiplied by.</param>
    internal TimeSpan DelayBefore(int retry, double spread = 1)
    {
        var longest = Math.Min(Math.Max(BaseDelay.Ticks, LongestOwnDelay.Ticks), MaxRetryDelay.Ticks);
        return TimeSpan.FromTicks((long)Math.Min(BaseDelay.Ticks * Math.Pow(2, Math.Min(retry, 60)) * spread, longest));
    }

    internal void Validate()
    {
        OptionCheck.NotNegative(MaxRetries, "Retry.MaxRetries");
        OptionCheck.NotNegative(BaseDelay, "Retry.BaseDelay");
        OptionCheck.NotNegative(MaxRetryDelay, "Retry.MaxRetryDelay");
        OptionCheck.NotNegative(Budget, "Retry.Budget");
    }
}
