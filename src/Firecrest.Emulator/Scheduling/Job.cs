using System.Globalization;

namespace Firecrest.Emulator.Scheduling;

/// <summary>A job or one task of a job array, with all that it ever was. Its scheduler guards what can change; only the status may be read by anybody.</summary>
internal sealed class Job
{
    private readonly List<JobStatus> _history = [];
    private volatile JobStatus _status;

    public Job(int id, int? arrayIndex, JobSpec spec, DateTimeOffset submitted)
    {
        Id = RawId = id;
        ArrayIndex = arrayIndex;
        Spec = spec;
        Submitted = submitted;
        _status = new JobStatus(submitted, JobStates.Pending);
        _history.Add(_status);
    }

    public JobSpec Spec { get; }

    /// <summary>The id that was answered to the submit: the same for all tasks of an array.</summary>
    public int Id { get; }

    public int? ArrayIndex { get; }

    /// <summary>The id of its own that a task of an array gets when it starts; the last one to start keeps <see cref="Id"/>.</summary>
    public int RawId { get; set; }

    public string DisplayId => ArrayIndex is null
        ? Id.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Id}_{ArrayIndex}");

    public DateTimeOffset Submitted { get; }

    /// <summary>What the job is now.</summary>
    public JobStatus Status => _status;

    /// <summary>Whether the job holds a slot; a cancelled job does so until its process is gone.</summary>
    public bool Occupies { get; set; }

    /// <summary>What the job was at a moment; null before it was submitted.</summary>
    public JobStatus? StatusAt(DateTimeOffset time) => _history.FindLast(status => status.Since <= time);

    public void Become(JobStatus status)
    {
        _history.Add(status);
        _status = status;
    }
}
