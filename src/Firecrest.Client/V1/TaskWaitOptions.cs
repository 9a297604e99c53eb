namespace Firecrest.Client.V1;

/// <summary>How to wait for a task of the server.</summary>
public sealed record TaskWaitOptions
{
    /// <summary>The pauses between looks. Default 0.5 s, growing to 10 s.</summary>
    public PollSchedule Schedule { get; init; } = new() { MaxDelay = TimeSpan.FromSeconds(10) };

    /// <summary>
    /// How long to wait at most; then the wait fails with <see cref="FirecrestTimeoutException"/>, and the task goes on. Default 10 minutes, since some tasks
    /// of FirecREST v1 never end; null for no limit.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the wait goes on without any answer from the server, through outages, before it fails. A server that asks to slow down is no outage. Default 2 minutes.</summary>
    public TimeSpan OutageTolerance { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Called with the task's first state and then at each change, the last one included. States may be skipped between two looks.</summary>
    public Action<TaskInfo>? StateChanged { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Schedule);
        Schedule.Validate();
        OptionCheck.NotNegative(OutageTolerance, nameof(OutageTolerance));
        if (TimeLimit is { } limit)
        {
            OptionCheck.Positive(limit, nameof(TimeLimit));
        }
    }
}
