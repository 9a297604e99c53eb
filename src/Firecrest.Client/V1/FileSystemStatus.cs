namespace Firecrest.Client.V1;

/// <summary>Whether a file system of a system works.</summary>
public sealed record FileSystemStatus
{
    /// <summary>The name, for instance <c>SCRATCH</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The path.</summary>
    public required RemotePath Path { get; init; }

    /// <summary>The server's word: <c>available</c> or <c>not available</c>, also for one that is empty.</summary>
    public string Status { get; init; } = "";

    /// <summary>True when it works.</summary>
    public bool IsAvailable => Status == "available";

    /// <summary>The server's words.</summary>
    public string Description { get; init; } = "";
}
