using System.Text;
using System.Text.RegularExpressions;

namespace Firecrest.Emulator.Transfers;

/// <summary>What becomes of a path in the scripts of the server, which escapes it for HTML and does not always quote it.</summary>
internal static partial class ScriptText
{
    /// <summary>The path as it stands in a script. Between single quotes the shell takes it as it is, so the job works on another name.</summary>
    public static string Escape(string path) => new StringBuilder(path)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&#34;").Replace("'", "&#39;").ToString();

    /// <summary>The text between double quotes: variables are filled in.</summary>
    public static string Expand(string text, string home, string user)
        => Variable().Replace(text, match => match.Groups[1].Value switch { "HOME" => home, "USER" or "LOGNAME" => user, _ => "" });

    /// <summary>What <c>name=path</c> sets, and the words that the shell takes for commands, when the path is not quoted.</summary>
    public static (string Value, IReadOnlyList<string> Commands) Assign(string path)
    {
        string[] parts = SeparatorAfter().Split(Escape(path));
        var commands = new List<string>();
        string value = parts[0];
        // Before another command, or in the background, the value does not outlive the line.
        if (value.Contains(' ', StringComparison.Ordinal))
        {
            commands.Add(value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[0]);
            value = "";
        }

        for (int i = 1; i < parts.Length; i += 2)
        {
            value = i == 1 && parts[i] == "&" ? "" : value;
            string word = parts[i + 1].TrimStart().Split(' ')[0];
            if (word.StartsWith('#'))
            {
                break;
            }

            if (word.Length > 0)
            {
                commands.Add(word);
            }
        }

        return (value, commands);
    }

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex Variable();

    [GeneratedRegex("([&;])")]
    private static partial Regex SeparatorAfter();
}
