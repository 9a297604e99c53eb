namespace Firecrest.Emulator;

/// <summary>One state of a simulated job on its way to the end.</summary>
public sealed record JobPhase
{
    /// <summary>Makes a phase.</summary>
    /// <param name="state">Any state of Slurm, for example <c>CONFIGURING</c>, <c>COMPLETING</c> or <c>REQUEUED</c>.</param>
    /// <param name="duration">How long it lasts; <see cref="Timeout.InfiniteTimeSpan"/> until the job is cancelled or at its time limit.</param>
    public JobPhase(string state, TimeSpan duration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(state);
        if (duration < TimeSpan.Zero && duration != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "A phase lasts no negative time.");
        }

        State = state;
        Duration = duration;
    }

    /// <summary>The state as Slurm writes it.</summary>
    public string State { get; }

    /// <summary>How long the state lasts.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The reason that is told with the state, for example <c>Priority</c>, <c>Resources</c> or <c>Dependency</c>.</summary>
    public string Reason { get; init; } = "None";
}
