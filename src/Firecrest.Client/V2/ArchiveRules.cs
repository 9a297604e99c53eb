using Firecrest.Client.Files;

namespace Firecrest.Client.V2;

/// <summary>What the server can do with which names when it makes and reads archives.</summary>
internal static class ArchiveRules
{
    /// <summary>With a pattern the server changes into the directory without quotes; without one <c>tar</c> gets its name.</summary>
    public static string Source(RemotePath source, string? pattern)
    {
        var path = source.ForRequest(nameof(source));
        if (pattern is not null && !path.All(c => char.IsLetterOrDigit(c) || "_./@%+=:,-~".Contains(c)))
        {
            throw new ArgumentException($"The path {path} contains a character that the server's shell would take apart, since it does not quote the directory where a MatchPattern is used. Rename it, or compress all of it.", nameof(source));
        }

        return source.Name.StartsWith('-')
            ? throw new ArgumentException($"The name of {path} begins with '-', so that tar would take it for an option. Compress the directory above it, or rename it.", nameof(source))
            : path;
    }

    /// <summary>
    /// The source as the server understands it: it takes the part after the last slash out of the directory before it, and with a pattern it searches all of
    /// that directory.
    /// </summary>
    public static RemotePath Named(RemotePath source, string? pattern)
        => source.HasTrailingSlash == pattern is not null ? source : source.HasTrailingSlash ? source.Parent / source.Name : new RemotePath($"{source}/");

    /// <summary>The pattern stands between single quotes, and they between double ones.</summary>
    public static string? Pattern(string? pattern)
        => pattern is null || !(pattern.AsSpan().ContainsAny("'\"$`") || pattern.Contains("\\\\", StringComparison.Ordinal) || pattern.Any(char.IsControl))
            ? pattern
            : throw new ArgumentException($"The MatchPattern {pattern} contains a quote, a $, a backtick, two backslashes or a control character, which FirecREST does not escape: it could run as a command.", nameof(pattern));

    public static CompressionType Compression(ArchiveOptions? options, RemotePath target)
    {
        var compression = options?.Compression ?? ArchiveNames.Compression(target);
        return options?.MatchPattern is null || compression == CompressionType.Gzip
            ? compression
            : throw new ArgumentException($"With a MatchPattern the server always compresses by gzip, but {target} is to be made by {compression}. Name it .tar.gz.", nameof(options));
    }
}
