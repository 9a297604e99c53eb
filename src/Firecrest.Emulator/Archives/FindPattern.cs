using System.Text;
using System.Text.RegularExpressions;

namespace Firecrest.Emulator.Archives;

/// <summary>The expression of <c>find -regex</c>, which has to fit the whole path.</summary>
internal static class FindPattern
{
    /// <summary>The same for .NET, or null when it cannot be compiled: to find, <c>\( \) \|</c> are the operators and the bare letters are text.</summary>
    public static Regex? TryParse(string pattern)
    {
        var result = new StringBuilder("^(?:");
        for (int i = 0; i < pattern.Length; i++)
        {
            bool escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            char c = pattern[escaped ? ++i : i];
            bool isGrouping = c is '(' or ')' or '|';
            _ = isGrouping == escaped && c is not ('{' or '}') ? result.Append(c) : result.Append('\\').Append(c);
        }

        try
        {
            return new Regex(result.Append(")$").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
