namespace Firecrest.Client.V1;

/// <summary>Whether a service of the server works.</summary>
public sealed record ServiceStatus
{
    /// <summary>The service, for instance <c>compute</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The server's word: <c>available</c> or <c>not available</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>True when it works.</summary>
    public bool IsAvailable => Status == "available";

    /// <summary>The status of the service's answer to the server, 200 when it works; null when it is not told.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The server's words.</summary>
    public string Description { get; init; } = "";
}
