namespace Firecrest.Client.V2;

/// <summary>A file that shall come from the system.</summary>
public sealed record TransferDownloadRequest
{
    /// <summary>The file on the system, by its absolute path.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The method of the system, <see cref="SystemInfo.TransferMethod"/>; servers refuse any other.</summary>
    public required TransferMethod Method { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }
}
