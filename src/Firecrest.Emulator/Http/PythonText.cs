using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Firecrest.Emulator.Http;

/// <summary>Prints values the way python's repr does: the server puts such text into messages.</summary>
internal static class PythonText
{
    public static string Quote(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when c == quote => result.Append('\\').Append(c),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => result.Append(c),
            };
        }

        return result.Append(quote).ToString();
    }

    /// <summary>The bytes literal of a body.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var result = new StringBuilder();
        foreach (byte b in bytes)
        {
            _ = b is < 0x20 or >= 0x7f and not (byte)'\n' ? result.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}") : result.Append((char)b);
        }

        string text = result.ToString();
        return "b" + Quote(text).Replace(@"\\x", @"\x", StringComparison.Ordinal);
    }

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(", ", value.EnumerateObject().Select(member => $"{Quote(member.Name)}: {Of(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Of)) + "]",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null or JsonValueKind.Undefined => "None",
        _ => value.GetRawText(),
    };
}
