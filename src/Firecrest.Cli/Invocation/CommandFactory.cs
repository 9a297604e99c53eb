using System.CommandLine;
using Firecrest.Cli.Commands;
using Firecrest.Cli.Output;

namespace Firecrest.Cli.Invocation;

/// <summary>Makes commands whose work gets a <see cref="Session"/> and whose failures become exit codes.</summary>
internal sealed class CommandFactory(GlobalOptions global, OutputFormat defaultFormat = OutputFormat.Table)
{
    /// <summary>Makes commands that print JSON unless told otherwise.</summary>
    public CommandFactory ForPrograms() => new(global, OutputFormat.Json);

    public Command Create(string name, string description, IEnumerable<Symbol> symbols, Func<Session, Task> act)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
                default:
                    command.Subcommands.Add((Command)symbol);
                    break;
            }
        }

        var json = command.Options.OfType<Option<bool>>().FirstOrDefault(option => option.Name is PyFirecrestCommands.JsonName or PyFirecrestCommands.PagerName);
        command.SetAction((parsed, cancellationToken) =>
            Runner.Run(parsed, global, new(defaultFormat, json is not null && parsed.GetValue(json) ? OutputFormat.Json : null), act, cancellationToken));
        return command;
    }

    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }

    public static Argument<string> Argument(string name, string description) => new(name) { Description = description };

    public static Option<T> Option<T>(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };
}
