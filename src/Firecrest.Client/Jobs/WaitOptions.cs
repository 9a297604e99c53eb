namespace Firecrest.Client;

/// <summary>How to wait for a job.</summary>
public sealed record WaitOptions
{
    /// <summary>The pauses between looks.</summary>
    public PollSchedule Schedule { get; init; } = new();

    /// <summary>How long to wait at most; then the wait fails with <see cref="FirecrestTimeoutException"/>. Default: no limit.</summary>
    /// <remarks>A look that is under way then is given up. Else the job is looked at once more, which takes 10 s at most.</remarks>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Also cancels the job when <see cref="TimeLimit"/> runs out. Default false: the job goes on.</summary>
    public bool CancelJobAtTimeLimit { get; init; }

    /// <summary>Also cancels the job when the cancellation token of the wait is cancelled, as far as that takes no longer than 10 s. Default false: the job goes on.</summary>
    /// <remarks>The wait ends with <see cref="OperationCanceledException"/> either way; that the job could not be cancelled is only logged.</remarks>
    public bool CancelJobOnCancellation { get; init; }

    /// <summary>How long a job may be unknown to the scheduler, from the first look on that does not find it, before the wait fails. Default 20 s.</summary>
    /// <remarks>Just after submission schedulers do not know a job yet, and on its way from the queue to accounting it may be in neither.</remarks>
    public TimeSpan NotFoundGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the wait goes on without any answer from the server, through outages, before it fails. A server that asks to slow down is no outage. Default 10 minutes.</summary>
    /// <remarks>A command or a file that gave tokens during the wait and gives none now counts as an outage; an identity provider that refuses ends the wait.</remarks>
    public TimeSpan OutageTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// True to wait through a maintenance of the system, however long it takes: as long as the server, or a gateway before it, answers 503 (FirecREST:
    /// "... is unhealthy"), this is no outage. Default false: it counts for <see cref="OutageTolerance"/>.
    /// </summary>
    /// <remarks>
    /// The pauses are as long as <c>Retry-After</c> asks for. Without that the reservations are asked for (v2: GET /status/{system_name}/reservations), and
    /// while one with <c>maint</c> in its name is active the wait pauses until its end, an hour at a time, since it may be over earlier.
    /// <see cref="TimeLimit"/> counts as always. Other failures, such as a server that cannot be reached at all, remain outages.
    /// </remarks>
    public bool SleepThroughMaintenance { get; init; }

    /// <summary>Called with the job's first state and then at each change, the last one included, one call at a time.</summary>
    public Action<JobInfo>? StateChanged { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Schedule);
        Schedule.Validate();
        OptionCheck.NotNegative(NotFoundGrace, nameof(NotFoundGrace));
        OptionCheck.NotNegative(OutageTolerance, nameof(OutageTolerance));
        if (TimeLimit is { } limit)
        {
            OptionCheck.Positive(limit, nameof(TimeLimit));
        }
    }
}
