using System.Text;

namespace Firecrest.Emulator.Http;

/// <summary>Reads the <c>Content-Disposition</c> of a part of a form.</summary>
internal static class PartHeader
{
    // The name is taken as raw UTF-8; an encoded filename* wins over it.
    public static Dictionary<string, string> Parameters(string disposition)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string parameter in SplitOutsideQuotes(disposition).Skip(1))
        {
            string[] pair = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 2)
            {
                result[pair[0]] = pair[1] is ['"', .., '"'] quoted ? Unescape(quoted[1..^1]) : pair[1];
            }
        }

        if (result.TryGetValue("filename*", out string? encoded) && encoded.Split('\'', 3) is [_, _, var value])
        {
            result["filename"] = Uri.UnescapeDataString(value);
        }

        return result;
    }

    private static List<string> SplitOutsideQuotes(string text)
    {
        var parts = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ';' && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool escaped = text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '"';
            result.Append(text[escaped ? ++i : i]);
        }

        return result.ToString();
    }
}
