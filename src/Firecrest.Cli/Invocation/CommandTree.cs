using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using Firecrest.Cli.Commands;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Output;

namespace Firecrest.Cli.Invocation;

/// <summary>The commands, and how a command line becomes a run of one.</summary>
internal static class CommandTree
{
    /// <summary>The commands by their names. Those with a description here have commands of their own.</summary>
    private static readonly (string Name, string? Group, Func<CommandFactory, Command> Make)[] Commands =
    [
        ("systems", null, SystemCommands.Systems),
        ("status", null, SystemCommands.Status),
        ("whoami", null, SystemCommands.WhoAmI),
        ("nodes", null, SystemCommands.Nodes),
        ("partitions", null, SystemCommands.Partitions),
        ("reservations", null, SystemCommands.Reservations),
        ("job", JobCommands.Description, JobCommands.Create),
        ("file", FileCommands.Description, FileCommands.Create),
        ("auth", AuthCommands.Description, AuthCommands.Create),
        ("doctor", null, DoctorCommand.Create),
        ("config", ConfigCommands.Description, ConfigCommands.Create),
        ("completion", null, CompletionCommand.Create),
        ("schema", null, SchemaCommand.Create),
    ];

    /// <summary>A word that begins with @ is a word, and no file with more of them.</summary>
    private static readonly ParserConfiguration Literal = new() { ResponseFileTokenReplacer = null };

    /// <summary>All commands.</summary>
    public static RootCommand Create(GlobalOptions global)
    {
        var factory = new CommandFactory(global);
        return Create(global, Commands.Select(one => one.Make(factory)).Concat(PyFirecrestCommands.Create(factory)));
    }

    /// <summary>As much of the tree as the command line needs: to build all of it takes longer than many a command.</summary>
    private static RootCommand CreateFor(GlobalOptions global, string[] args)
    {
        var factory = new CommandFactory(global);
        if (args is [] or ["--help"] or ["-h"] or ["-?"])
        {
            return Create(global, Commands.Select(one => one.Group is { } description ? new Command(one.Name, description) : one.Make(factory)));
        }

        var name = args.FirstOrDefault(arg => Array.Exists(Commands, one => one.Name == arg));
        return name is null || args[0].StartsWith('[') ? Create(global) : Create(global, [Array.Find(Commands, one => one.Name == name).Make(factory)]);
    }

    private static RootCommand Create(GlobalOptions global, IEnumerable<Command> commands)
    {
        var root = new RootCommand("Jobs and files of HPC systems behind FirecREST. Results go to standard output, everything else to standard error.");
        global.AddTo(root);

        // Here these are paths.
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
        }

        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    public static async Task<int> Run(string[] args)
    {
        var global = new GlobalOptions();
        var parsed = CreateFor(global, args).Parse(args, Literal);
        if (parsed.Errors.Count > 0)
        {
            // Perhaps of a command that was left out.
            global = new GlobalOptions();
            parsed = Create(global).Parse(args, Literal);
        }

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
        try
        {
            StandardStream.Output.Write(Encoding.UTF8.GetBytes(text.ToString()));
            return code;
        }
        catch (BrokenPipeException)
        {
            return ExitCode.BrokenPipe;
        }
    }

    /// <summary>The parser takes an option that it does not know for the argument that is still missing; whoever means that writes <c>--</c> before it.</summary>
    private static IReadOnlyList<string> UnknownOptions(ParseResult parsed)
        => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Where(token => token.Value.Length > 1 && token.Value[0] == '-')
                .Select(token => $"Unrecognized option '{token.Value}'.")];
}
