using System.Text;

namespace Firecrest.Client.Files;

/// <summary>Reads file names in which the remote <c>ls</c> wrote bytes as octal escapes, as it does where the locale has no such characters.</summary>
internal static class EscapedName
{
    /// <summary><c>\303\244</c> becomes <c>ä</c>. A name without octal escapes, or with bytes that are no UTF-8, is returned as it is.</summary>
    public static string Decode(string name)
    {
        if (!name.Contains('\\'))
        {
            return name;
        }

        var bytes = new List<byte>(name.Length);
        var escapes = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && i + 3 < name.Length && IsOctal(name.AsSpan(i + 1, 3)))
            {
                bytes.Add(Convert.ToByte(name.Substring(i + 1, 3), 8));
                escapes++;
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(name, i, char.IsHighSurrogate(name[i]) && i + 1 < name.Length ? 2 : 1));
                i += char.IsHighSurrogate(name[i]) && i + 1 < name.Length ? 1 : 0;
            }
        }

        try
        {
            return escapes == 0 ? name : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    /// <summary>Only bytes from 128 on are written that way; a lower number is part of a name that really contains a backslash.</summary>
    private static bool IsOctal(ReadOnlySpan<char> digits)
        => digits[0] is '2' or '3' && digits[1] is >= '0' and <= '7' && digits[2] is >= '0' and <= '7';
}
