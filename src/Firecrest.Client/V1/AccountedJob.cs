using System.Diagnostics;

namespace Firecrest.Client.V1;

/// <summary>A job as accounting has it. Times are by the cluster's clock, which tells no time zone.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record AccountedJob
{
    /// <summary>The scheduler's id: <c>123</c>, <c>123_4</c> for a task of an array.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The state.</summary>
    public JobState State { get; init; }

    /// <summary>The partition.</summary>
    public string Partition { get; init; } = "";

    /// <summary>The user.</summary>
    public string User { get; init; } = "";

    /// <summary>When it started; null when it has not.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it ended; null when it has not. The server calls it <c>termination_time</c>, and <c>time_left</c> too.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>How long it has run.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The time of its CPUs. The server calls it <c>cpu_time</c>, and <c>time</c> too.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The number of nodes.</summary>
    public int NodeCount { get; init; }

    /// <summary>The nodes as the scheduler writes them; empty when there are none.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>The exit code of the script, 0 as long as it runs; null when it is not told.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended the job; 0 for none, null when it is not told.</summary>
    public int? Signal { get; init; }

    /// <summary>How far the cluster's clock is from UTC.</summary>
    internal TimeSpan ClockOffset { get; init; }

    /// <summary>The id and state: <c>123 COMPLETED</c>.</summary>
    public override string ToString() => $"{JobId} {State}";
}
