namespace Firecrest.Client.V1;

/// <summary>Whether a system works.</summary>
public sealed record SystemStatus
{
    /// <summary>The name to pass as <c>systemName</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The server's word: <c>available</c> or <c>not available</c>, also for a system that the user may not use.</summary>
    public string Status { get; init; } = "";

    /// <summary>True when it works.</summary>
    public bool IsAvailable => Status == "available";

    /// <summary>The server's words.</summary>
    public string Description { get; init; } = "";
}
