using System.Diagnostics;

namespace Firecrest.Client.V1;

/// <summary>A job of the scheduler that works on files.</summary>
/// <remarks>It ends COMPLETED even when its command failed: only an empty <see cref="ErrorLog"/> tells that there was nothing to complain about.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record InternalTransferJob
{
    /// <summary>The scheduler's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The system that runs the job, which need not be the one that the files are on.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>The file that the job's output goes to; null when the server does not tell.</summary>
    public RemotePath? OutputLog { get; init; }

    /// <summary>The file that the job's complaints go to; null when the server does not tell.</summary>
    public RemotePath? ErrorLog { get; init; }

    /// <summary>The system and the id: <c>daint/5</c>.</summary>
    public override string ToString() => $"{SystemName}/{JobId}";
}
