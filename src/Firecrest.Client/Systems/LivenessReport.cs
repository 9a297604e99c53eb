namespace Firecrest.Client;

/// <summary>That the server lives, and when it last looked at its systems.</summary>
public sealed record LivenessReport
{
    /// <summary>By system, when its last health check ended. Systems that were never checked are missing.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> HealthChecks { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>How long ago the oldest of these checks was, in whole seconds by the server's clock. Much more than the interval of the checks means that they hang.</summary>
    public TimeSpan OldestCheckAge { get; init; }
}
