using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using Firecrest.Cli.Commands;
using Firecrest.Cli.Output;

namespace Firecrest.Cli.Invocation;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Create(GlobalOptions global)
    {
        var root = new RootCommand("Jobs and files of HPC systems behind FirecREST. Results go to standard output, everything else to standard error.");
        global.AddTo(root);
        var factory = new CommandFactory(global);
        IEnumerable<Command> commands =
        [
            .. SystemCommands.Create(factory),
            JobCommands.Create(factory),
            FileCommands.Create(factory),
            AuthCommands.Create(factory),
            DoctorCommand.Create(factory),
            ConfigCommands.Create(factory),
            CompletionCommand.Create(factory),
            SchemaCommand.Create(factory),
            .. PyFirecrestCommands.Create(factory),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    public static async Task<int> Run(string[] args)
    {
        var global = new GlobalOptions();
        var parsed = Create(global).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            return Runner.Refuse(parsed, global, parsed.Errors.Select(error => error.Message));
        }

        if (parsed.Action is not HelpAction && UnknownOptions(parsed) is { Count: > 0 } unknown)
        {
            return Runner.Refuse(parsed, global, unknown);
        }

        // What the parser itself prints, such as help, goes out in one piece.
        var text = new StringWriter();
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = text, Error = text, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        StandardStream.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        return code;
    }

    /// <summary>The parser takes an option that it does not know for the argument that is still missing; whoever means that writes <c>--</c> before it.</summary>
    private static IReadOnlyList<string> UnknownOptions(ParseResult parsed)
        => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Where(token => token.Value.Length > 1 && token.Value[0] == '-')
                .Select(token => $"Unrecognized option '{token.Value}'.")];
}
