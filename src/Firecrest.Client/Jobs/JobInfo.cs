using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>A job as the scheduler described it at one moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record JobInfo
{
    /// <summary>The scheduler's id: <c>123</c>, or <c>123_4</c> for a task of an array.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The state.</summary>
    public JobState State { get; init; }

    /// <summary>What the state means; for PBS, which has one letter for every end, with the exit code and whether the job has started.</summary>
    public JobCategory Category => !State.IsAnyEnd ? State.Category : ExitCode switch
    {
        null => JobCategory.Unknown,

        // Without a start it was deleted in the queue. It has no exit code then, and servers say 0.
        0 when StartTime is null && Elapsed is not { Ticks: > 0 } => JobCategory.Cancelled,
        0 => JobCategory.Succeeded,
        _ => JobCategory.Failed,
    };

    /// <summary>Why the job is in its state, for instance <c>Priority</c> or <c>Resources</c>; the text <c>None</c> or null when there is no reason.</summary>
    public string? StateReason { get; init; }

    /// <summary>The exit code of the script; null while it is not known. Servers may say 0 for a running job.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended the job; null or 0 for none.</summary>
    public int? Signal { get; init; }

    /// <summary>How long the job has run.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>When the job started; null when it has not.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When the job ended; null when it has not.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The time the job may run; null when the scheduler tells none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The account that pays.</summary>
    public string? Account { get; init; }

    /// <summary>The number of nodes; 0 when none was assigned.</summary>
    public int NodeCount { get; init; }

    /// <summary>The nodes as the scheduler writes them, for instance <c>nid[001-003]</c>; <see cref="HostList.Expand"/> gives their names. Empty when there are none yet.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>The scheduler's name of the cluster.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The partition.</summary>
    public string Partition { get; init; } = "";

    /// <summary>The user's group.</summary>
    public string? Group { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>Who cancelled the job, where the scheduler tells.</summary>
    public string? KilledBy { get; init; }

    /// <summary>The working directory.</summary>
    public RemotePath? WorkingDirectory { get; init; }

    /// <summary>The priority.</summary>
    public long? Priority { get; init; }

    /// <summary>The steps of the job, such as <c>123.batch</c>; empty before it starts.</summary>
    public IReadOnlyList<JobStep> Steps { get; init; } = [];

    /// <summary>The tasks of an array, when the whole array was asked for by its id; empty for any other job.</summary>
    public IReadOnlyList<JobInfo> ArrayTasks { get; init; } = [];

    /// <summary>How many tasks of the array are in which state, when the whole array was asked for; null for any other job.</summary>
    public ArrayStatus? ArrayStatus => ArrayTasks.Count > 0 ? new(ArrayTasks) : null;

    /// <summary>Returns this job if it ended with success.</summary>
    /// <exception cref="JobFailedException">The job ended otherwise.</exception>
    /// <exception cref="InvalidOperationException">The job is not over yet.</exception>
    public JobInfo EnsureSucceeded()
    {
        if (!State.IsTerminal)
        {
            throw new InvalidOperationException($"Job {JobId} is {State} and not over yet; wait for its completion first.");
        }

        return Category == JobCategory.Succeeded ? this : throw new JobFailedException(this);
    }

    /// <summary>The id and state: <c>123 RUNNING</c>.</summary>
    public override string ToString() => $"{JobId} {State}";
}
