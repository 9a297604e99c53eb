namespace Firecrest.Client.V2;

/// <summary>A tar archive that a job shall take apart.</summary>
public sealed record TransferExtractRequest
{
    /// <summary>The absolute path of the archive.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The absolute path of the directory that its content goes into; it must exist.</summary>
    public required RemotePath TargetPath { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }

    /// <summary>How the archive is compressed; null for the server's default, gzip. FirecREST 2.4.0 and later.</summary>
    public CompressionType? Compression { get; init; }
}
