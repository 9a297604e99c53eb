using System.Diagnostics;

namespace Firecrest.Client.V1;

/// <summary>A job that the scheduler took.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record SubmittedJob
{
    /// <summary>The scheduler's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The system that runs it. For jobs that work on files it need not be the one that the files are on.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>The script file on the system; null when it is not told.</summary>
    public RemotePath? ScriptFile { get; init; }

    /// <summary>The file for standard output; null when it is not told. For an array it holds 4294967294 where the number of the task will be.</summary>
    public RemotePath? OutputFile { get; init; }

    /// <summary>The file for standard error; as <see cref="OutputFile"/>.</summary>
    public RemotePath? ErrorFile { get; init; }

    /// <summary>The server's words.</summary>
    public string Result { get; init; } = "";

    /// <summary>What the server says of its look at the job's files.</summary>
    public string ExtraInfo { get; init; } = "";

    /// <summary>The id.</summary>
    public override string ToString() => JobId;
}
