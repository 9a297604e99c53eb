using System.Text.RegularExpressions;

namespace Firecrest.Client.Diagnostics;

/// <summary>Takes the secrets of transfers out of what servers say, before it goes into an exception.</summary>
internal static partial class Redaction
{
    private const string Instead = "<redacted>";

    /// <summary>
    /// Without the queries of web addresses, in which presigned links carry their signature, without what forms for an object store carry, without coordinates
    /// and without wormhole codes.
    /// </summary>
    public static string Apply(string text) => Forms().Replace(Codes().Replace(Queries().Replace(text, "$1?" + Instead), "$1" + Instead), "$1$2" + Instead);

    [GeneratedRegex("""(https?:(?:\\?/){2}[^\s"'?]+)\?[^\s"']*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Queries();

    [GeneratedRegex("""(["'](?:coordinates|wormhole_?code)["']\s*:\s*["'])[^"']*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();

    /// <summary>The second half is the command line that FirecREST v1 sends beside a form.</summary>
    [GeneratedRegex(
        """("(?:policy|(?:x-amz-)?signature|x-amz-credential|AWSAccessKeyId|cert)"\s*:\s*\[?\s*")(?:[^"\\]|\\.)*|("(?:command|action)"\s*:\s*"curl )(?:[^"\\]|\\.)*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Forms();
}
