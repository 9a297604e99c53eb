using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace Firecrest.Cli.Invocation;

/// <summary>Tells what a command does and takes; the options of every command only with those of the program.</summary>
/// <remarks>The parser's own help looks its words up by reflection, for which a third of the start of this program would be spent.</remarks>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    private const int LeastWidthOfText = 30;

    private const string Indent = "  ";

    public override bool ClearsParseErrors => true;

    public static Option<bool> CreateOption()
        => new("--help", "-h", "-?") { Description = "Shows what a command does and takes.", Recursive = true, Arity = ArgumentArity.Zero, Action = new HelpAction() };

    public override int Invoke(ParseResult parseResult)
    {
        var width = Console.IsOutputRedirected ? int.MaxValue : Console.WindowWidth;
        parseResult.InvocationConfiguration.Output.Write(Text(parseResult, width));
        return 0;
    }

    /// <summary>The command with its arguments, as one writes it.</summary>
    public static string Usage(Command command)
    {
        var text = new StringBuilder(Path(command));
        foreach (var argument in command.Arguments)
        {
            var (least, most) = (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues);
            text.Append(' ').Append(least == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>").Append(most > 1 ? "..." : "");
        }

        return text.Append(command.Options.Count > 0 ? " [options]" : "").ToString();
    }

    /// <summary>The words that lead to the command, beginning with the program's name.</summary>
    public static string Path(Command command)
    {
        foreach (var parent in command.Parents)
        {
            return $"{Path((Command)parent)} {command.Name}";
        }

        return "firecrest";
    }

    /// <summary>What is printed for a command line, on a terminal of that width.</summary>
    public static string Text(ParseResult parsed, int width)
    {
        var command = parsed.CommandResult.Command;
        var text = new StringBuilder();
        Wrap(text, command.Description ?? "", indent: 0, width);
        text.Append('\n');
        text.Append("\nUsage:\n").Append(Indent).Append(command.Action is null ? $"{Path(command)} <command>" : Usage(command)).Append('\n');
        var (arguments, options, commands) = (new List<(string, string?)>(), new List<(string, string?)>(), new List<(string, string?)>());
        foreach (var argument in command.Arguments)
        {
            AddTo(arguments, argument, argument.Name);
        }

        foreach (var option in command.Options)
        {
            AddTo(options, option, Label(option, parsed));
        }

        foreach (var subcommand in command.Subcommands)
        {
            AddTo(commands, subcommand, subcommand.Name);
        }

        Write(text, "Arguments", arguments, width);
        Write(text, "Commands", commands, width);
        Write(text, "Options", options, width);
        return text.Append(command.Parents.Any() ? "\nThe options of every command: firecrest --help\n" : "").ToString();
    }

    private static void AddTo(List<(string Label, string? Description)> rows, Symbol symbol, string label)
    {
        if (!symbol.Hidden)
        {
            rows.Add((label, symbol.Description));
        }
    }

    /// <summary>The short names first, and what the option takes.</summary>
    private static string Label(Option option, ParseResult parsed)
    {
        var names = option.Name;
        foreach (var alias in option.Aliases)
        {
            names = alias.StartsWith("--", StringComparison.Ordinal) ? $"{names}, {alias}" : $"{alias}, {names}";
        }

        if (option.ValueType == typeof(bool))
        {
            return names;
        }

        var values = option.Name.TrimStart('-');
        if (option.CompletionSources.Count > 0)
        {
            values = string.Join('|', option.GetCompletions(parsed.GetCompletionContext()).Select(value => value.Label));
        }

        return $"{names} <{values}>";
    }

    private static void Write(StringBuilder text, string title, List<(string Label, string? Description)> rows, int width)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(title).Append(":\n");
        var column = 0;
        foreach (var (label, _) in rows)
        {
            column = Math.Max(column, Indent.Length + label.Length + Indent.Length);
        }

        foreach (var (label, description) in rows)
        {
            text.Append(Indent).Append(label).Append(' ', column - Indent.Length - label.Length);
            Wrap(text, description ?? "", column, width);
            text.Append('\n');
        }
    }

    /// <summary>Breaks lines between words, below where the text began; not on a terminal too narrow for that, which does it itself.</summary>
    private static void Wrap(StringBuilder text, string words, int indent, int width)
    {
        var room = width - indent < LeastWidthOfText ? int.MaxValue : width - indent - 1;
        while (words.Length > room && words.LastIndexOf(' ', room) is > 0 and var end)
        {
            text.Append(words, 0, end).Append('\n').Append(' ', indent);
            words = words[(end + 1)..];
        }

        text.Append(words);
    }
}
