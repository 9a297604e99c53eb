namespace Firecrest.Emulator.Scheduling;

/// <summary>What a job is from one moment on, until the next change.</summary>
/// <param name="Since">When the job came into this state.</param>
/// <param name="State">The state in Slurm's words.</param>
internal sealed record JobStatus(DateTimeOffset Since, string State)
{
    public string Reason { get; init; } = "None";

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public JobEnd Outcome { get; init; } = new(0, 0);

    public IReadOnlyList<JobStep> Steps { get; init; } = [];

    public bool IsFinished => End is not null;

    public bool IsWaiting => Start is null && End is null;

    /// <summary>The same with one step changed.</summary>
    public JobStatus With(JobStep step) => this with { Steps = [.. Steps.Select(other => other.Id == step.Id ? step : other)] };
}
