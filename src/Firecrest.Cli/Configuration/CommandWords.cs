using System.Text;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Configuration;

/// <summary>Takes a command line apart as a shell does with blanks and quotes, and nothing else of what a shell does.</summary>
internal static class CommandWords
{
    /// <summary>The program alone, also of a line that cannot be taken apart.</summary>
    public static string First(string text)
    {
        try
        {
            return Split(text) switch { [] => text, [var program] => program, [var program, ..] => program + " …" };
        }
        catch (UsageException)
        {
            return "…";
        }
    }

    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        foreach (var c in text)
        {
            if (quote != '\0')
            {
                _ = c == quote ? quote = '\0' : word.Append(c)[^1];
            }
            else if (c is '\'' or '"')
            {
                (quote, inWord) = (c, true);
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                inWord = true;
            }
            else if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }

        if (quote != '\0')
        {
            throw new UsageException($"The token command has a {quote} without its end.");
        }

        return inWord ? [.. words, word.ToString()] : words;
    }
}
