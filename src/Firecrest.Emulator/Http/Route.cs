namespace Firecrest.Emulator.Http;

/// <summary>One operation: a method, a path with <c>{name}</c> parts, and what answers it.</summary>
internal sealed record Route(string Method, string Pattern, Func<Exchange, Task> Answer)
{
    private readonly PathPattern _path = new(Pattern);

    /// <summary>Only liveness is open to everybody.</summary>
    public bool NeedsToken { get; init; } = true;

    /// <summary>What the body is; bodies are read before the token is looked at.</summary>
    public BodyKind Body { get; init; }

    /// <summary>The services that have to be healthy, in the order in which they are looked at.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Whether the path names a remote file, which is checked before all other parameters.</summary>
    public bool NamesFile { get; init; }

    /// <summary>The values of the named parts, or null when the path is another one.</summary>
    public Dictionary<string, string>? Match(string path) => _path.Match(path);
}
