using System.Globalization;
using System.Text;

namespace Firecrest.Cli.Output;

/// <summary>Text from elsewhere, made harmless for a terminal: what would move its cursor, change its title or turn its writing around is shown, not sent.</summary>
internal static class Printable
{
    /// <summary>For a cell or a message: also line ends and tabs are shown.</summary>
    public static string Line(string text) => Escape(text, keepLines: false);

    /// <summary>For whole texts such as logs: line ends and tabs stay.</summary>
    public static string Text(string text) => Escape(text, keepLines: true);

    /// <summary>For an id that a program reads: as it is, but for what would make two lines of it.</summary>
    public static string OneLine(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>JSON, in whose texts control characters are escaped already; what turns writing around is not.</summary>
    public static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json);
        return text.Any(IsUnsafeInJson)
            ? Encoding.UTF8.GetBytes(string.Concat(text.Select(c => IsUnsafeInJson(c) ? Shown(c, inJson: true) : c.ToString())))
            : json;

        static bool IsUnsafeInJson(char c) => c != '\n' && IsUnsafe(c, keepLines: true);
    }

    private static string Escape(string text, bool keepLines)
    {
        if (!text.Any(c => IsUnsafe(c, keepLines)))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isLineEnd = keepLines && c == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            _ = !IsUnsafe(c, keepLines) || isLineEnd ? safe.Append(c) : safe.Append(Shown(c));
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c, bool keepLines) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control => !(keepLines && c is '\n' or '\t'),
        UnicodeCategory.Format => c is not ('\u200C' or '\u200D' or '\u00AD'), // joiners belong to names in some languages
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };

    private static string Shown(char c, bool inJson = false) => c switch
    {
        _ when inJson => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < '\u0100' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
