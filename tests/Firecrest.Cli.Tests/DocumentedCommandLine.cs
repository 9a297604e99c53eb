using System.CommandLine;
using System.Text;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;

namespace Firecrest.Cli.Tests;

/// <summary>The reference in docs/cli.md is rendered from the command tree itself.</summary>
public sealed class DocumentedCommandLine
{
    private const string Document = "docs/cli.md";
    private const string Begin = "<!-- What follows is rendered by a test: DocumentedCommandLine. -->\n";

    private readonly Command _root = CommandTree.Create(new GlobalOptions());

    [Fact]
    public void The_reference_is_that_of_the_command_tree()
    {
        var head = Repository.Read(Document);

        Repository.Expect(Document, head[..(head.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Reference());
    }

    private string Reference() => $"""

        ## Exit codes

        | Code | Word | Meaning |
        |---|---|---|
        {Lines(ExitCode.All.Select(one => $"| {one.Code} | `{one.Word}` | {one.Meaning} |"))}

        ## Settings

        The first place that sets something wins: the option, then the variables in this order, then the profile.

        | Option | Variables | Key of a profile | Meaning |
        |---|---|---|---|
        {Lines(Setting.All.Select(Row))}

        ## Options of every command

        {Options(_root, setting: false)}

        ## Commands
        {string.Concat(_root.Subcommands.Where(command => !command.Hidden).SelectMany(Sections))}
        ## Words of pyFirecREST

        These command lines are accepted with the arguments and options that pyFirecREST has, beside those of the command of ours that does the same. They print JSON,
        except `id`, `head`, `tail` and `file`, which print text; exit codes are ours. `systems` is one of them too, and prints JSON as well unless `-o table`
        or a setting says otherwise.

        What is asked for has the server's member names; `ssh`, `probing` and `dataOperation` of a system and `time.suspended` of a job are left out. What is done is
        told by a document of ours: an `action` by `mkdir`, `chmod`, `chown`, `symlink`, `mv`, `cp`, `compress`, `extract`, `rm`, `cancel` and `attach-to-job`, a
        `transfer` by `upload` and `download`.

        | Word | What it does |
        |---|---|
        {Lines(_root.Subcommands.Where(command => command.Hidden).Select(command => $"| `{HelpAction.Usage(command)}` | {command.Description} |"))}

        ## Kinds of documents

        | `firecrest schema` | What it describes |
        |---|---|
        {Lines(Kinds.All.Select(kind => $"| `{kind.Name}` | {kind.Meaning} |"))}

        """.ReplaceLineEndings("\n");

    private static IEnumerable<string> Sections(Command command)
    {
        if (command.Action is not null)
        {
            yield return $"""

                ### {HelpAction.Path(command)}

                `{HelpAction.Usage(command)}`

                {command.Description}

                {Options(command, setting: true)}

                """.TrimEnd() + "\n";
        }

        foreach (var section in command.Subcommands.Where(one => !one.Hidden).SelectMany(Sections))
        {
            yield return section;
        }
    }

    private static string Options(Command command, bool setting)
    {
        var text = new StringBuilder();
        foreach (var argument in command.Arguments.Where(argument => !argument.Hidden))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"- `{argument.Name}`: {argument.Description}\n");
        }

        var settings = Setting.All.Select(one => one.Option).ToHashSet();
        foreach (var option in command.Options.Where(option => !option.Hidden && (setting || !settings.Contains(option.Name))))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"- {string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}`"))}: {option.Description}\n");
        }

        return text.ToString().TrimEnd();
    }

    private static string Row(Setting setting)
    {
        var option = setting.Option is null ? "–" : string.Join(", ", new[] { setting.Option, setting.Alias }.Where(one => one is not null).Select(one => $"`{one}`"));
        return $"| {option} | {string.Join(", ", setting.Variables.Select(name => $"`{name}`"))} | {(setting.IsInProfiles ? $"`{setting.Key}`" : "–")} | {setting.Meaning} |";
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
