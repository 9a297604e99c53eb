namespace Firecrest.Client;

/// <summary>A file on this machine and on a system, of which one is copied to the other.</summary>
/// <param name="LocalPath">The file on this machine.</param>
/// <param name="RemotePath">The file on the system.</param>
public sealed record FilePair(string LocalPath, RemotePath RemotePath);
