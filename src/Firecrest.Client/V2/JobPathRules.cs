namespace Firecrest.Client.V2;

/// <summary>Which names the scripts of the server's jobs can carry.</summary>
/// <remarks>
/// The scripts come from templates that escape as if for HTML, so that <c>R&amp;D</c> becomes <c>R&amp;amp;D</c>: the job then works on another file and ends
/// COMPLETED all the same. Where a script has no quotes around a name, the shell takes the name apart or runs a part of it.
/// </remarks>
internal static class JobPathRules
{
    private const string ChangedByTemplates = "&<>\"'";

    /// <summary>What means something to the shell even between double quotes or within a word.</summary>
    private const string RunByShell = ";$`|()\\";

    /// <summary>What the shell splits or expands in an argument, but not in an assignment.</summary>
    private const string ExpandedByShell = "*?[]{}";

    /// <summary>A path that the script has between single quotes, as those that move, copy, remove, compress and extract do.</summary>
    public static string Quoted(RemotePath path, string parameterName) => Checked(path, parameterName, "");

    /// <summary>The target of an upload: some scripts have it between double quotes, and once without any where blanks do no harm.</summary>
    public static string UploadTarget(RemotePath path, string parameterName) => Checked(path, parameterName, RunByShell);

    /// <summary>The source of a download, which the script for S3 assigns without quotes; what the other scripts do to a blank is not known.</summary>
    public static string DownloadSource(RemotePath path, TransferMethod method, string parameterName)
        => Checked(path, parameterName, method == TransferMethod.S3 ? RunByShell + " " : RunByShell);

    /// <summary>False for a name that a link with another one stands in for.</summary>
    public static bool CanDownload(RemotePath path) => path.ToString().AsSpan().IndexOfAny(ChangedByTemplates + RunByShell + ' ') < 0;

    /// <summary>The source of an archive. With a pattern the script changes into its directory without quotes; without one <c>tar</c> gets its name.</summary>
    public static string ArchiveSource(RemotePath path, string? pattern, string parameterName)
    {
        Checked(path, parameterName, pattern is null ? "" : RunByShell + ExpandedByShell + " ");
        return pattern is null && path.Name.StartsWith('-')
            ? throw new ArgumentException($"The name of {path} begins with '-', so that tar would take it for an option. Compress the directory above it, or rename it.", parameterName)
            : path.ToString();
    }

    /// <summary>A pattern for names, which stands between single quotes.</summary>
    public static string? Pattern(string? pattern, string parameterName)
    {
        if (pattern is not null)
        {
            CheckCharacters($"The pattern {pattern}", pattern, ChangedByTemplates, parameterName);
        }

        return pattern;
    }

    /// <summary>An account, which stands in a directive at the top of the script.</summary>
    public static string? Account(string? account, string parameterName)
    {
        if (account is not null)
        {
            CheckCharacters($"The account {account}", account, ChangedByTemplates + RunByShell + " ", parameterName);
        }

        return account;
    }

    private static string Checked(RemotePath path, string parameterName, string alsoRefused)
    {
        var text = path.ForRequest(parameterName);
        CheckCharacters($"The path {text}", text, ChangedByTemplates + alsoRefused, parameterName);
        return text;
    }

    private static void CheckCharacters(string what, string text, string refused, string parameterName)
    {
        if (text.Any(char.IsControl))
        {
            throw new ArgumentException($"{parameterName} contains a control character, such as a line break, which FirecREST does not escape in the scripts of its jobs.", parameterName);
        }

        var at = text.AsSpan().IndexOfAny(refused);
        if (at >= 0)
        {
            throw new ArgumentException($"{what} contains {Name(text[at])}, which {Reason(text[at])}. Rename it.", parameterName);
        }
    }

    private static string Name(char character) => character == ' ' ? "a blank" : $"'{character}'";

    private static string Reason(char character)
        => ChangedByTemplates.Contains(character)
            ? "the scripts of FirecREST's jobs change into an HTML entity: the job would work on another name"
            : "the script of this job has outside of quotes: the shell would take it apart, or run a part of it";
}
