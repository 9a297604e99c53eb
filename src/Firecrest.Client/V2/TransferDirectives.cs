using System.Diagnostics;
using System.Text;

namespace Firecrest.Client.V2;

/// <summary>How the other half of a transfer is done. Whoever has the links, the coordinates or the code can do it: they are secrets, and are not printed.</summary>
[DebuggerDisplay("{Method}")]
public sealed record TransferDirectives
{
    /// <summary>The method, which tells which of the other members are set.</summary>
    public TransferMethod Method { get; init; }

    /// <summary>S3 upload: where each part is put, in order; empty for other transfers, and for a file of 0 bytes.</summary>
    public IReadOnlyList<Uri> PartUploadUrls { get; init; } = [];

    /// <summary>S3 upload: where to post the list of the parts when all are there.</summary>
    public Uri? CompleteUploadUrl { get; init; }

    /// <summary>S3 upload: the size in bytes of every part but the last.</summary>
    public long? MaxPartSize { get; init; }

    /// <summary>S3 download: where the file is, once the job has completed.</summary>
    public Uri? DownloadUrl { get; init; }

    /// <summary>Streamer: the base64 (URL alphabet) of a JSON object with <c>ports</c>, <c>ips</c> and <c>secret</c>.</summary>
    public string? Coordinates { get; init; }

    /// <summary>Wormhole download: the code to receive the file with.</summary>
    public string? WormholeCode { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Method = ").Append(Method);
        return true;
    }
}
