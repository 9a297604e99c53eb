using System.Text;

namespace Firecrest.Client.Jobs;

/// <summary>The text of a batch script: its first line, its directives, its commands.</summary>
internal static class BatchScript
{
    private static readonly HashSet<string> ShellsLikeSh = ["sh", "bash", "dash", "ash", "zsh", "ksh", "ksh93", "mksh"];

    /// <summary>The text as schedulers take it: line feeds, no byte order mark, the interpreter first.</summary>
    public static string Normalise(string script, string parameterName)
    {
        var text = script.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            throw new ArgumentException("The script must begin with #! and its interpreter, for instance #!/bin/bash; schedulers refuse it otherwise.", parameterName);
        }

        return text.Contains('\0') ? throw new ArgumentException("The script contains a NUL character.", parameterName) : text;
    }

    /// <summary>The lines with a prefix, from the top to the first command; without their line feeds.</summary>
    public static IEnumerable<Range> DirectiveLines(string script, string prefix)
    {
        for (var start = 0; start < script.Length;)
        {
            var end = LineEnd(script, start);
            var line = script.AsSpan(start, end - start);
            if (line.StartsWith(prefix))
            {
                yield return start..(start + line.TrimEnd("\r\n").Length);
            }
            else if (IsCommand(line))
            {
                yield break;
            }

            start = end;
        }
    }

    /// <summary>True when a scheduler finds directives in the script, if it reads them at all.</summary>
    public static bool HasDirectives(string script) => DirectiveLines(script, "#SBATCH").Any() || DirectiveLines(script, "#PBS").Any();

    /// <summary>Inserts whole lines behind the last line that is a directive, or else behind the first line.</summary>
    public static string InsertBehindDirectives(string script, string lines)
    {
        var end = EndOfDirectives(script);
        var head = script[..end];
        return $"{head}{(head.EndsWith('\n') || lines.Length == 0 ? "" : "\n")}{lines}{script[end..]}";
    }

    /// <summary>The lines that export variables, for the shell that the script begins with.</summary>
    /// <exception cref="FirecrestNotSupportedException">The script is for something else.</exception>
    public static string ExportsFor(string script, IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count == 0)
        {
            return "";
        }

        var interpreter = Interpreter(script);
        if (!ShellsLikeSh.Contains(interpreter))
        {
            throw new FirecrestNotSupportedException(
                $"The job's {nameof(JobDescription.Environment)} is written into the script as export lines, which '{interpreter}' does not understand; sh, bash, dash, zsh and ksh do. "
                + "Set the variables in the script itself, or start it from a bash script.");
        }

        var lines = new StringBuilder();
        foreach (var (name, value) in variables)
        {
            lines.Append("export ").Append(name).Append("='").Append(Escape(value)).Append("'\n");
        }

        return lines.ToString();
    }

    private static string Escape(string value)
        // The quotes are closed and opened again between a carriage return and a line feed: schedulers refuse scripts that contain the two together.
        => value.Replace("'", "'\\''", StringComparison.Ordinal).Replace("\r\n", "\r''\n", StringComparison.Ordinal);

    /// <summary>The program of the first line, without its folder: <c>bash</c> of <c>#!/usr/bin/env -S bash -l</c>.</summary>
    private static string Interpreter(string script)
    {
        var words = script[2..LineEnd(script, 0)].Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word[(word.LastIndexOf('/') + 1)..]).ToList();
        return words is ["env", ..] ? words.Skip(1).FirstOrDefault(word => word[0] != '-' && !word.Contains('=')) ?? "env" : words.FirstOrDefault() ?? "";
    }

    private static int EndOfDirectives(string script)
    {
        var end = LineEnd(script, 0);
        for (var start = end; start < script.Length;)
        {
            var next = LineEnd(script, start);
            var line = script.AsSpan(start, next - start);
            if (IsCommand(line))
            {
                break;
            }

            start = next;
            end = line.StartsWith("#SBATCH") || line.StartsWith("#PBS") ? next : end;
        }

        return end;
    }

    private static bool IsCommand(ReadOnlySpan<char> line) => !line.IsWhiteSpace() && line.TrimStart()[0] != '#';

    private static int LineEnd(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end + 1;
    }
}
