namespace Firecrest.Emulator.Http;

/// <summary>One operation: a method, a path with <c>{name}</c> parts, and what answers it.</summary>
internal sealed record Route(string Method, string Pattern, Func<Exchange, Task> Answer)
{
    private readonly string[] _parts = Pattern.Split('/');

    /// <summary>Only liveness is open to everybody.</summary>
    public bool NeedsToken { get; init; } = true;

    /// <summary>What the body is; bodies are read before the token is looked at.</summary>
    public BodyKind Body { get; init; }

    /// <summary>The services that have to be healthy, in the order in which they are looked at.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Whether the path names a remote file, which is checked before all other parameters.</summary>
    public bool NamesFile { get; init; }

    /// <summary>The values of the named parts, or null when the path is another one.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        string[] parts = path.Split('/');
        if (parts.Length != _parts.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (_parts[i].StartsWith('{') && parts[i].Length > 0)
            {
                values[_parts[i].Trim('{', '}')] = parts[i];
            }
            else if (_parts[i] != parts[i])
            {
                return null;
            }
        }

        return values;
    }
}
