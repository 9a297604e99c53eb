using System.Diagnostics;

namespace Firecrest.Client.V2;

/// <summary>A job of the scheduler that the server started to move or change files.</summary>
/// <remarks>
/// That such a job ended COMPLETED does not say that it did what it was asked: jobs that copy, move, remove, compress or extract always do. Look at the
/// files, or into <see cref="ErrorLog"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TransferJob
{
    /// <summary>The scheduler's id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>The system that it runs on.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>Its working directory.</summary>
    public RemotePath? WorkingDirectory { get; init; }

    /// <summary>The file on the system that its output goes to; null when the server does not tell. Nobody deletes it.</summary>
    public RemotePath? OutputLog { get; init; }

    /// <summary>The file on the system that its errors go to; null when the server does not tell. Nobody deletes it.</summary>
    public RemotePath? ErrorLog { get; init; }

    /// <summary>The system and id: <c>daint/123</c>.</summary>
    public override string ToString() => $"{SystemName}/{JobId}";
}
