namespace Firecrest.Client;

/// <summary>The state of one service of a system at its last check.</summary>
public sealed record ServiceHealth
{
    /// <summary>Which service: <c>scheduler</c>, <c>ssh</c>, <c>filesystem</c>, <c>s3</c>, or <c>exception</c> when the check itself failed.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>True when the service worked.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>When it was checked.</summary>
    public DateTimeOffset? LastChecked { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>What the check said.</summary>
    public string? Message { get; init; }

    /// <summary>For a file system, its path.</summary>
    public string? Path { get; init; }
}
