using System.Diagnostics;

namespace Firecrest.Client.V1;

/// <summary>A job that waits or runs, as the queue lists it. Times are by the cluster's clock, which tells no time zone.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record QueuedJob
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

    /// <summary>When it started or is expected to; null when that is not known. The server calls it <c>time</c>.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>How long it has run. The server calls it <c>start_time</c>.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>How long it may still run; null when there is no limit.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The number of nodes.</summary>
    public int NodeCount { get; init; }

    /// <summary>The nodes as the scheduler writes them; empty for a job that waits.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>Why it waits, for instance <c>Priority</c>; null when it runs.</summary>
    public string? Reason { get; init; }

    /// <summary>The script file on the system; null when it is not told.</summary>
    public RemotePath? ScriptFile { get; init; }

    /// <summary>The file for standard output; null when it is not told.</summary>
    public RemotePath? OutputFile { get; init; }

    /// <summary>The file for standard error; null when it is not told.</summary>
    public RemotePath? ErrorFile { get; init; }

    /// <summary>The last 1000 bytes of standard output.</summary>
    public string OutputTail { get; init; } = "";

    /// <summary>The last 1000 bytes of standard error.</summary>
    public string ErrorTail { get; init; } = "";

    /// <summary>What the server says of its look at the job's files.</summary>
    public string ExtraInfo { get; init; } = "";

    /// <summary>How far the cluster's clock is from UTC.</summary>
    internal TimeSpan ClockOffset { get; init; }

    /// <summary>The id and state: <c>123 RUNNING</c>.</summary>
    public override string ToString() => $"{JobId} {State}";
}
