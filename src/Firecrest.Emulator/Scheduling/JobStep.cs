namespace Firecrest.Emulator.Scheduling;

/// <summary>One step of a job: the batch script, or a command that was attached.</summary>
internal sealed record JobStep(string Id, string Name, DateTimeOffset Start)
{
    public DateTimeOffset? End { get; private init; }

    public string State { get; private init; } = JobStates.Running;

    public JobEnd Outcome { get; private init; } = new(0, 0);

    /// <summary>The first step of every job.</summary>
    public static JobStep Batch(Job job, DateTimeOffset start) => new(job.DisplayId + ".batch", "batch", start);

    /// <summary>The same after its end; without a state, the outcome tells it.</summary>
    public JobStep Closed(DateTimeOffset end, JobEnd outcome, string? state) => this with
    {
        End = end,
        State = state ?? (outcome.Signal != 0 ? JobStates.Cancelled : outcome.ExitCode != 0 ? JobStates.Failed : JobStates.Completed),
        Outcome = outcome,
    };
}
