namespace Firecrest.Client;

/// <summary>How an operation on files that may take long is carried out: by the server at once where it can, else as a job of the scheduler.</summary>
public record FileJobOptions
{
    /// <summary>True to start a job even where the server can do it at once, within its time limit for commands. Default false.</summary>
    public bool AsJob { get; init; }

    /// <summary>The account that a job is charged to; needed where <see cref="SystemInfo.RequiresTransferAccount"/>. Default: the user's own.</summary>
    public string? Account { get; init; }

    /// <summary>How to wait for a job. Default: as for any job.</summary>
    public WaitOptions? Wait { get; init; }
}
