using Firecrest.Cli.Invocation;

namespace Firecrest.Cli.Tests;

/// <summary>What a command tells of itself.</summary>
public sealed class HelpTests(CliSite site) : IClassFixture<CliSite>
{
    [Fact]
    public void A_command_tells_what_it_does_and_takes() => Text("file chmod --help").Should().Be("""
        Changes the permissions of a file.

        Usage:
          firecrest file chmod <path> <mode>

        Arguments:
          path  An absolute path on the system.
          mode  The permissions in octal digits, such as 640.

        The options of every command: firecrest --help

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Words_that_an_option_takes_are_told_and_short_names_come_first()
    {
        var text = Text("job run --help");

        text.Should().Contain("\n  --on-timeout <cancel|leave> ").And.Contain("\n  -e, --env, --env-var <env> ").And.Contain("\n  --exit-code-from-job  ");
        text.Should().NotContain("--client-secret", "that is an option of every command");
        Text("--help").Should().Contain("\n  -o, --output <id|json|ndjson|table> ").And.NotContain("\n  job-info");
    }

    [Fact]
    public void A_group_of_commands_lists_them() => Text("auth --help").Should().Contain("\n  firecrest auth <command>\n").And.Contain("\nCommands:\n  login ");

    [Fact]
    public void On_a_terminal_lines_are_broken_between_words()
    {
        var text = Text("job run --help", 80);

        text.Split('\n').Should().OnlyContain(line => line.Length < 80);
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Should().Be(string.Join(' ', Text("job run --help").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Text("job run --help", 50).Should().Contain("  -e, --env, --env-var <env>               A variable for the job, NAME=VALUE; no place for secrets.\n", "beside the labels there is no room");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("job run -?")]
    [InlineData("job cancel --no-such-option --help")]
    public async Task It_is_printed_whatever_else_is_on_the_command_line(string line)
    {
        var run = await site.Run(line.Split(' '));

        (run.ExitCode, run.Error, run.Output).Should().Be((0, "", Text(line)));
    }

    [Fact]
    public async Task The_version_is_printed() => (await site.Run("--version")).Output.Should().Be(ProgramVersion.Text + "\n");

    [Fact]
    public async Task A_path_is_no_call_for_help() => (await site.Run("file", "ls", "/h", "-o", "json")).Error.Should().Contain("path (/h)");

    private static string Text(string line, int width = int.MaxValue) => HelpAction.Text(CommandTree.Create(new GlobalOptions()).Parse(line.Split(' ')), width);
}
