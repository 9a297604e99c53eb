using Firecrest.Emulator.Scheduling;
using JobState = Firecrest.Client.JobState;

namespace Firecrest.Emulator.Simulation;

/// <summary>A simulated job on its way: which phase it is in since when.</summary>
internal sealed class JobCourse(SimulatedJob plan, TimeSpan pollInterval)
{
    private int _phase = -1;
    private DateTimeOffset _phaseEnd;

    public SimulatedJob Plan { get; } = plan;

    /// <summary>How much of the output its files show; null before they were made.</summary>
    public int? Shown { get; set; }

    /// <summary>Before this moment the course does not begin.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>The next change that is due by now, or null.</summary>
    public JobStatus? Next(Job job, DateTimeOffset now)
    {
        JobStatus status = job.Status;
        if (status.IsFinished || (_phase >= 0 && job.Spec.Held))
        {
            return null;
        }

        DateTimeOffset due = _phase >= 0 ? DueOf(job, status) : job.Submitted > NotBefore ? job.Submitted : NotBefore;
        DateTimeOffset limit = status.Start is { } start && job.Spec.TimeLimit is { } time ? Later(start, time) : DateTimeOffset.MaxValue;
        if (limit < due)
        {
            return limit <= now ? Scheduler.Ended(status, JobStates.Timeout, limit, new JobEnd(0, 0)) : null;
        }

        return due <= now ? Enter(job, status, due) : null;
    }

    // A transfer that waits for its file runs on until it sees it, which it does at intervals.
    private DateTimeOffset DueOf(Job job, JobStatus status)
    {
        if (job.Spec.Work is not { } work || _phase < Plan.Phases.Count - 1 || status.Start is not { } start || Plan.StateAtEnd != JobStates.Completed)
        {
            return _phaseEnd;
        }

        if (work.ReadySince is not { } ready)
        {
            return DateTimeOffset.MaxValue;
        }

        DateTimeOffset seen = ready <= start ? start : start + (Math.Ceiling((ready - start) / pollInterval) * pollInterval);
        return seen > _phaseEnd ? seen : _phaseEnd;
    }

    private JobStatus Enter(Job job, JobStatus status, DateTimeOffset since)
    {
        if (++_phase >= Plan.Phases.Count)
        {
            return Scheduler.Ended(status, Plan.StateAtEnd, since, new JobEnd(Plan.ExitCode, Plan.Signal)) with { Reason = Plan.FinalReason };
        }

        JobPhase phase = Plan.Phases[_phase];
        _phaseEnd = Later(since, phase.Duration);
        var state = new JobState(phase.State);

        // A job that is being configured has its nodes and its start.
        bool waits = state.IsPending && state != JobState.Configuring;
        if (waits)
        {
            return new JobStatus(since, phase.State) { Reason = phase.Reason };
        }

        DateTimeOffset start = status.Start ?? since;
        return new JobStatus(since, phase.State)
        {
            Reason = phase.Reason,
            Start = start,
            Steps = status.Steps.Count > 0 ? status.Steps : phase.State == JobStates.Running ? [JobStep.Batch(job, since)] : [],
        };
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan duration)
        => duration == Timeout.InfiniteTimeSpan || duration >= DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue : time + duration;
}
