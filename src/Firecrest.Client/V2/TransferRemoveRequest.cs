namespace Firecrest.Client.V2;

/// <summary>A file or directory that a job shall remove.</summary>
public sealed record TransferRemoveRequest
{
    /// <summary>The absolute path; of a directory, everything in it goes too.</summary>
    public required RemotePath Path { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }
}
