namespace Firecrest.Client.V2;

/// <summary>A file or directory that a job shall move or rename.</summary>
public sealed record TransferMoveRequest
{
    /// <summary>The absolute path of what is moved.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The absolute path that it is moved to, or of a directory that it is moved into.</summary>
    public required RemotePath TargetPath { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }
}
