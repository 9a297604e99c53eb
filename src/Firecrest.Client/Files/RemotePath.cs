using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>An absolute path on a system: POSIX, whatever this program runs on. A string becomes one by itself.</summary>
/// <remarks>
/// The text is kept as it is given. Nothing here looks at the system, so links are not followed, and only <see cref="Normalize"/> and
/// <see cref="RelativeTo"/> take <c>..</c> apart. Compared character by character.
/// </remarks>
/// <example>
/// <code>
/// RemotePath run = "/scratch/me/run";
/// client.Upload("daint", "input.txt", run / "input.txt");
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct RemotePath : IEquatable<RemotePath>
{
    private readonly string? _text;

    /// <summary>Makes a path.</summary>
    /// <exception cref="ArgumentException">The text does not begin with <c>/</c>.</exception>
    public RemotePath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _text = path[0] == '/' ? path : throw new ArgumentException($"'{path}' is not an absolute path on the system; it must begin with /.", nameof(path));
    }

    /// <summary><c>/</c>.</summary>
    public static RemotePath Root { get; } = new("/");

    /// <summary>The last part: <c>b.txt</c> of <c>/a/b.txt</c>; empty for the root. A slash at the end does not count.</summary>
    public string Name => Trimmed[(Trimmed.LastIndexOf('/') + 1)..];

    /// <summary>What the name ends in, from its last dot: <c>.gz</c> of <c>a.tar.gz</c>; empty for <c>a</c>, <c>.bashrc</c> and <c>..</c>.</summary>
    public string Extension
    {
        get
        {
            var name = Name;
            var dot = name.LastIndexOf('.');
            return dot > 0 && name.AsSpan(0, dot).ContainsAnyExcept('.') ? name[dot..] : "";
        }
    }

    /// <summary>The path without its last part; the root's is the root.</summary>
    public RemotePath Parent
    {
        get
        {
            var parent = Trimmed[..Math.Max(Trimmed.LastIndexOf('/'), 0)].TrimEnd('/');
            return parent.Length == 0 ? Root : new(parent);
        }
    }

    /// <summary>True when the text ends with a slash, which says that a directory is meant.</summary>
    public bool HasTrailingSlash => Text.EndsWith('/');

    private string Text => _text ?? "";

    private string Trimmed => Text.TrimEnd('/');

    /// <summary>The path for a text, as the constructor makes it.</summary>
    public static implicit operator RemotePath(string path) => new(path);

    /// <inheritdoc cref="Join"/>
    public static RemotePath operator /(RemotePath directory, string path) => directory.Join(path);

    /// <summary>True when both are the same text.</summary>
    public static bool operator ==(RemotePath left, RemotePath right) => left.Equals(right);

    /// <summary>True when they are different texts.</summary>
    public static bool operator !=(RemotePath left, RemotePath right) => !left.Equals(right);

    /// <summary>The path below this one; a path that is absolute itself is returned as it is, as POSIX has it.</summary>
    public RemotePath Join(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/') ? new(path) : new($"{Text}{(HasTrailingSlash || path.Length == 0 ? "" : "/")}{path}");
    }

    /// <summary>The path without <c>.</c>, <c>..</c>, doubled slashes and a slash at the end. Where a link lies on the way, <c>..</c> may mean another directory on the system.</summary>
    public RemotePath Normalize() => new("/" + string.Join('/', Parts()));

    /// <summary>The way from a directory to this path: <c>b/c</c> from <c>/a</c> to <c>/a/b/c</c>, <c>../d</c> from <c>/a</c> to <c>/d</c>, <c>.</c> when they are the same.</summary>
    public string RelativeTo(RemotePath directory)
    {
        var from = directory.Parts();
        var to = Parts();
        var common = 0;
        while (common < from.Count && common < to.Count && from[common] == to[common])
        {
            common++;
        }

        var way = Enumerable.Repeat("..", from.Count - common).Concat(to.Skip(common));
        return from.Count == common && to.Count == common ? "." : string.Join('/', way);
    }

    /// <summary>True when the path is this one or below it, both normalized.</summary>
    public bool Contains(RemotePath path)
    {
        var directory = Parts();
        var parts = path.Parts();
        return parts.Count >= directory.Count && directory.SequenceEqual(parts.Take(directory.Count), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public bool Equals(RemotePath other) => Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RemotePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The path; empty when none was set.</summary>
    public override string ToString() => Text;

    /// <summary>Null for a text of a server that is no absolute path.</summary>
    internal static RemotePath? FromServer(string? text) => text is ['/', ..] ? new(text) : null;

    /// <summary>The path for a request, checked.</summary>
    /// <remarks>The server puts paths between single quotes without escaping them, so a quote would turn a name into a command.</remarks>
    internal string ForRequest(string parameterName)
        => Text.Length > 0 ? CheckCharacters(Text, parameterName) : throw new ArgumentException("The path is not set.", parameterName);

    /// <summary>Checks a path or name that may be relative.</summary>
    internal static string CheckCharacters(string path, string parameterName)
    {
        if (path.Contains('\''))
        {
            throw new ArgumentException($"The path {path} contains a single quote, which FirecREST does not escape: it could run as a command. Rename the file.", parameterName);
        }

        return path.Any(char.IsControl)
            ? throw new ArgumentException("The path contains a control character, such as a line break, which FirecREST does not escape.", parameterName)
            : path;
    }

    private List<string> Parts()
    {
        var parts = new List<string>();
        foreach (var part in Text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
