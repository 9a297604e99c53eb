namespace Firecrest.Client;

/// <summary>An account that jobs can be charged to.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsDefault">True for the one that is charged when a job names none.</param>
public sealed record UserAccount(string Name, bool IsDefault);
