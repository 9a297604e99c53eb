namespace Firecrest.Emulator.Scheduling;

/// <summary>One step of a job: the batch script, or a command that was attached.</summary>
internal sealed class JobStep(string id, string name, DateTimeOffset start)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public DateTimeOffset Start { get; } = start;

    public DateTimeOffset? End { get; set; }

    public string State { get; set; } = JobStates.Running;

    public int ExitCode { get; set; }

    public int Signal { get; set; }
}
