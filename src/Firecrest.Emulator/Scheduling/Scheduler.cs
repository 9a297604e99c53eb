using System.Globalization;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The jobs of an emulator and what one may ask and tell about them, however they run.</summary>
internal abstract class Scheduler(FirecrestEmulatorOptions options) : IAsyncDisposable
{
    private readonly List<Job> _jobs = [];
    private int _lastId;

    /// <summary>Guards all jobs.</summary>
    protected Lock Gate { get; } = new();

    protected IReadOnlyList<Job> Jobs => _jobs;

    protected DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>Takes a job, or all tasks of an array; gives its id.</summary>
    public abstract int Submit(JobSpec spec);

    /// <summary>Runs a command beside a running job; null when it took too long.</summary>
    public abstract Task<(JobEnd? End, string Error)> Attach(Job job, string command);

    /// <summary>Brings the jobs to where they are at this moment; called before each request.</summary>
    public virtual void CatchUp()
    {
    }

    /// <summary>Calls back with all jobs while nothing changes.</summary>
    public T Read<T>(Func<IReadOnlyList<Job>, T> read)
    {
        lock (Gate)
        {
            return read(_jobs);
        }
    }

    /// <summary>The job of an id, all tasks when it is that of an array.</summary>
    public IReadOnlyList<Job> Find(string id)
    {
        lock (Gate)
        {
            return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? [.. _jobs.Where(job => job.Id == number || (job.RawId == number && job.Status.Start is not null))]
                : [];
        }
    }

    /// <summary>Ends the jobs of an id; false when all of them are over already.</summary>
    public bool Cancel(IReadOnlyList<Job> jobs)
    {
        lock (Gate)
        {
            var active = jobs.Where(job => !job.Status.IsFinished).ToList();
            foreach (Job job in active)
            {
                Cancel(job);
            }

            OnCancelled(active);
            return active.Count > 0;
        }
    }

    /// <summary>Ends the jobs of an id as scancel does; gives what it complains about, or null.</summary>
    public string? CancelError(IReadOnlyList<Job> jobs, string id)
        => jobs.Count == 0 && !id.All(c => char.IsAsciiDigit(c) || c == '_') ? "scancel: error: Invalid job id " + id
            : jobs.Count == 0 ? NotKilled(id, "Invalid job id specified")
            : Cancel(jobs) ? null
            : NotKilled(id, "Job/step already completing or completed");

    /// <summary>Why a job is in a state; the caller is inside of <see cref="Read"/>.</summary>
    public string Reason(Job job, JobStatus status)
        => !status.IsWaiting ? status.Reason
            : job.Spec.Held ? "JobHeldUser"
            : Blocker(job) is { } blocker ? blocker.Status.IsFinished ? "DependencyNeverSatisfied" : "Dependency"
            : WaitingReason(job, status);

    public abstract ValueTask DisposeAsync();

    private static string NotKilled(string id, string reason) => $"scancel: Terminating job {id}\nscancel: error: Kill job error on job id {id}: {reason}";

    /// <summary>Why a job that is not held waits.</summary>
    protected virtual string WaitingReason(Job job, JobStatus status) => status.Reason;

    /// <summary>The job that keeps another from starting: it has not ended well. An id that never was blocks nothing.</summary>
    protected Job? Blocker(Job job)
        => job.Spec.After is { } id ? _jobs.Find(other => other.Id == id && other.Status is not { IsFinished: true, State: JobStates.Completed }) : null;

    /// <summary>Tells that jobs were cancelled.</summary>
    protected abstract void OnCancelled(IReadOnlyList<Job> jobs);

    /// <summary>Adds the jobs of a submission; the caller holds the gate.</summary>
    protected IReadOnlyList<Job> Queue(JobSpec spec)
    {
        int id = ++_lastId;
        DateTimeOffset now = Now;
        IReadOnlyList<Job> jobs = spec.Array is null
            ? [new Job(id, null, spec, now)]
            : [.. spec.Array.Indices.Select(index => new Job(id, index, spec, now))];
        _jobs.AddRange(jobs);
        return jobs;
    }

    /// <summary>Gives a job that starts its id of its own and a slot.</summary>
    protected void Occupy(Job job)
    {
        bool isLastOfArray = job.ArrayIndex is not null && !_jobs.Any(other => other.Id == job.Id && other != job && other.Status.IsWaiting);
        job.RawId = job.ArrayIndex is null || isLastOfArray ? job.Id : ++_lastId;
        job.Occupies = true;
    }

    // The state is shown at once, as scancel does.
    protected void Cancel(Job job)
    {
        DateTimeOffset now = Now;
        job.Become(job.Status with
        {
            Since = now,
            State = $"{JobStates.Cancelled} by {FileRow.UserId}",
            Reason = "None",
            End = now,
            Steps = [.. job.Status.Steps.Select(step => step.End is null ? step.Closed(now, JobEnd.Terminated, JobStates.Cancelled) : step)],
        });
    }

    /// <summary>A step of the job for a command beside it.</summary>
    protected static JobStep AttachedStep(Job job, string command, DateTimeOffset start)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{job.DisplayId}.{job.Status.Steps.Count - 1}");
        return new JobStep(id, Path.GetFileName(command.Split(' ', 2)[0]), start);
    }

    /// <summary>A job that ran and is over, with its batch step: one that did not end by itself was told to.</summary>
    public static JobStatus Ended(JobStatus status, string state, DateTimeOffset end, JobEnd outcome)
    {
        JobStep? batch = state switch
        {
            _ when status.Steps.Count == 0 => null,
            JobStates.Completed or JobStates.Failed => status.Steps[0].Closed(end, outcome, null),
            JobStates.OutOfMemory => status.Steps[0].Closed(end, outcome, state),
            _ => status.Steps[0].Closed(end, JobEnd.Terminated, JobStates.Cancelled),
        };
        JobStatus ended = batch is null ? status : status.With(batch);
        return ended with
        {
            Since = end,
            State = state,
            Reason = "None",
            End = end,
            Outcome = state == JobStates.Timeout ? new JobEnd(0, 0) : outcome,
        };
    }
}
