namespace Firecrest.Client;

/// <summary>A file system of a system.</summary>
public sealed record FileSystemInfo
{
    /// <summary>Its path.</summary>
    public required RemotePath Path { get; init; }

    /// <summary>What it is for: <c>users</c>, <c>store</c>, <c>archive</c>, <c>apps</c>, <c>scratch</c> or <c>project</c>.</summary>
    public string DataType { get; init; } = "";

    /// <summary>True for the one under which users have their default working directory.</summary>
    public bool IsDefaultWorkDirectory { get; init; }
}
