using System.Text;

namespace Firecrest.Client.V1.Wire;

/// <summary>Reads file names that the remote <c>ls</c> wrote as a C program would: <c>\303\244</c> for <c>ä</c>, <c>\\</c> for a backslash; with or without the quotes around.</summary>
internal static class QuotedName
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The name itself; what is no such writing, or holds bytes that are no UTF-8, is returned as it is.</summary>
    public static string Decode(string name)
    {
        var text = name is ['"', .., '"'] ? name[1..^1] : name;
        if (!text.Contains('\\'))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                var end = text.IndexOf('\\', at);
                end = end < 0 ? text.Length : end;
                bytes.AddRange(Encoding.UTF8.GetBytes(text[at..end]));
                at = end;
                continue;
            }

            if (ReadEscape(text.AsSpan(at + 1)) is not (var value, var length))
            {
                return name;
            }

            bytes.Add(value);
            at += 1 + length;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    /// <summary>The byte that an escape stands for and the length of what follows the backslash; null for what is none.</summary>
    private static (byte Value, int Length)? ReadEscape(ReadOnlySpan<char> text)
    {
        if (text.Length >= 3 && text[0] is >= '0' and <= '3' && IsOctal(text[1]) && IsOctal(text[2]))
        {
            return ((byte)(((text[0] - '0') * 64) + ((text[1] - '0') * 8) + (text[2] - '0')), 3);
        }

        char? plain = text.IsEmpty ? null : text[0] switch
        {
            '\\' or '"' or ' ' or '?' => text[0],
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => null,
        };
        return plain is { } character ? ((byte)character, 1) : null;
    }

    private static bool IsOctal(char character) => character is >= '0' and <= '7';
}
