using System.IO.Enumeration;

namespace Firecrest.Emulator.Faults;

/// <summary>The requests that a rule is about.</summary>
internal sealed class RequestPattern
{
    private readonly string? _method;
    private readonly string _path;

    public RequestPattern(string? method, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/') && !path.StartsWith('*'))
        {
            throw new ArgumentException($"A path begins with '/' or '*', but this one is '{path}'.", nameof(path));
        }

        if (path.IndexOfAny(['?', '\\']) >= 0)
        {
            throw new ArgumentException($"A rule is about paths without query, and '*' is its only wildcard, but this one is '{path}'.", nameof(path));
        }

        _method = method;
        _path = path;
    }

    public bool Fits(string method, string path)
        => (_method is null || _method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && FileSystemName.MatchesSimpleExpression(_path, path, ignoreCase: true);
}
