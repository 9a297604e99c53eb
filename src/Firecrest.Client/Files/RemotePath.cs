namespace Firecrest.Client.Files;

/// <summary>Paths on the systems: POSIX, whatever this program runs on.</summary>
internal static class RemotePath
{
    /// <summary>Checks a path that came from the caller.</summary>
    /// <remarks>The server puts paths between single quotes without escaping them, so a quote would turn a name into a command.</remarks>
    public static string Checked(string path, string parameterName)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameterName);
        if (path[0] != '/')
        {
            throw new ArgumentException($"'{path}' is not an absolute path on the system; it must begin with /.", parameterName);
        }

        return CheckedCharacters(path, parameterName);
    }

    /// <summary>Checks a path that may be relative to a directory on the system.</summary>
    public static string CheckedCharacters(string path, string parameterName)
    {
        if (path.Contains('\''))
        {
            throw new ArgumentException($"The path {path} contains a single quote, which FirecREST does not escape: it could run as a command. Rename the file.", parameterName);
        }

        return path.Any(char.IsControl)
            ? throw new ArgumentException("The path contains a control character, such as a line break, which FirecREST does not escape.", parameterName)
            : path;
    }

    /// <summary>The path itself if it is absolute, else below the directory.</summary>
    public static string Resolve(string directory, string path) => path.StartsWith('/') ? path : Combine(directory, path);

    public static string Combine(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    public static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string Directory(string path)
    {
        var end = path.LastIndexOf('/');
        return end <= 0 ? "/" : path[..end];
    }

    /// <summary>Without <c>.</c>, <c>..</c>, doubled and trailing slashes; links are not followed.</summary>
    public static string Normalise(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
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

        return "/" + string.Join('/', parts);
    }

    /// <summary>True when the directory holds the path, or is it. Both normalised.</summary>
    public static bool Holds(string directory, string path)
        => directory == "/" || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);
}
