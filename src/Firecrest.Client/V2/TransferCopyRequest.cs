namespace Firecrest.Client.V2;

/// <summary>A file or directory that a job shall copy, with all that is in it.</summary>
public sealed record TransferCopyRequest
{
    /// <summary>The absolute path of what is copied.</summary>
    public required RemotePath SourcePath { get; init; }

    /// <summary>The absolute path of the copy, or of a directory that it is put into.</summary>
    public required RemotePath TargetPath { get; init; }

    /// <summary>The account that pays for the job; needed where <see cref="SystemInfo.RequiresTransferAccount"/> is true.</summary>
    public string? Account { get; init; }

    /// <summary>True to copy what symbolic links point to instead of the links. Default false. FirecREST 2.2.8 and later.</summary>
    public bool Dereference { get; init; }
}
