namespace Firecrest.Samples;

/// <summary>What <c>/health</c> answers.</summary>
/// <param name="Status">The worst of all systems.</param>
/// <param name="Systems">What is known of each.</param>
internal sealed record HealthStatement(string Status, IReadOnlyDictionary<string, string> Systems);
