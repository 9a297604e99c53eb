using System.Globalization;

namespace Firecrest.Emulator.Scheduling;

/// <summary>A job or one task of a job array. Its scheduler guards what can change.</summary>
internal sealed class Job(int id, int? arrayIndex, JobSpec spec)
{
    public JobSpec Spec { get; } = spec;

    /// <summary>The id that was answered to the submit: the same for all tasks of an array.</summary>
    public int Id { get; } = id;

    public int? ArrayIndex { get; } = arrayIndex;

    /// <summary>The id of its own that a task of an array gets when it starts; the last one to start keeps <see cref="Id"/>.</summary>
    public int RawId { get; set; } = id;

    public string DisplayId => ArrayIndex is null
        ? Id.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Id}_{ArrayIndex}");

    public string State { get; set; } = JobStates.Pending;

    public DateTimeOffset? Start { get; set; }

    public DateTimeOffset? End { get; set; }

    public int ExitCode { get; set; }

    public int Signal { get; set; }

    public List<JobStep> Steps { get; } = [];

    public JobProcess? Process { get; set; }

    /// <summary>Why the process was told to stop: the state the job ends in.</summary>
    public string? StopState { get; set; }

    /// <summary>Whether the process holds a slot; a cancelled job does so until it is gone.</summary>
    public bool Occupies { get; set; }

    public bool IsFinished => State is not (JobStates.Pending or JobStates.Running);
}
