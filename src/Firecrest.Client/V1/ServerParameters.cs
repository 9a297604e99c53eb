using System.Globalization;

namespace Firecrest.Client.V1;

/// <summary>The settings of the server.</summary>
public sealed record ServerParameters
{
    /// <summary>Those of the server as a whole; empty for older servers.</summary>
    public IReadOnlyList<ServerParameter> General { get; init; } = [];

    /// <summary>Those of <c>/compute</c>; empty for older servers.</summary>
    public IReadOnlyList<ServerParameter> Compute { get; init; } = [];

    /// <summary>Those of <c>/utilities</c>.</summary>
    public IReadOnlyList<ServerParameter> Utilities { get; init; } = [];

    /// <summary>Those of <c>/storage</c>.</summary>
    public IReadOnlyList<ServerParameter> Storage { get; init; } = [];

    /// <summary>By system, the file systems that the server names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RemotePath>> FileSystems { get; init; } = new Dictionary<string, IReadOnlyList<RemotePath>>();

    /// <summary>The server's version; null when it does not tell one that can be read, as before 1.16.1.</summary>
    public Version? ServerVersion => Version.TryParse(Find("FIRECREST_VERSION")?.TrimStart('v', 'V'), out var version) ? version : null;

    /// <summary>The value of a setting; null when there is none of that name.</summary>
    public string? Find(string name)
        => General.Concat(Compute).Concat(Utilities).Concat(Storage).FirstOrDefault(one => one.Name == name)?.Value;

    internal long? FindNumber(string name) => long.TryParse(Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
