using System.Text;

namespace Firecrest.Client.V2;

/// <summary>A file that shall come to the system.</summary>
public sealed record TransferUploadRequest
{
    /// <summary>The file on the system, by its absolute path; the server's word for the target of an upload too.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The method of the system, <see cref="SystemInfo.TransferMethod"/>; servers refuse any other.</summary>
    public required TransferMethod Method { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }

    /// <summary>The size of the file in bytes; needed for S3, where it must not be 0.</summary>
    public long? FileSize { get; init; }

    /// <summary>The code of the sending <c>wormhole</c> program; needed for wormhole. A secret, which is not printed.</summary>
    public string? WormholeCode { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("SourcePath = ").Append(SourcePath).Append(", Method = ").Append(Method).Append(", Account = ").Append(Account);
        builder.Append(", FileSize = ").Append(FileSize);
        return true;
    }
}
