namespace Firecrest.Client;

/// <summary>A user or group.</summary>
/// <param name="Id">The number, as text.</param>
/// <param name="Name">The name.</param>
public sealed record PosixId(string Id, string Name);
