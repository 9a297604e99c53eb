namespace Firecrest.Client.V1;

/// <summary>A setting of the server.</summary>
public sealed record ServerParameter
{
    /// <summary>The name, for instance <c>UTILITIES_MAX_FILE_SIZE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The value; JSON when it is not a plain one, as for <c>FILESYSTEMS</c>.</summary>
    public string Value { get; init; } = "";

    /// <summary>The unit of the value: <c>MB</c> (in fact MiB), <c>seconds</c>, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The server's words.</summary>
    public string Description { get; init; } = "";
}
