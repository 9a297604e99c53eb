namespace Firecrest.Cli.Tests;

/// <summary>Shells complete the command line.</summary>
public sealed class CompletionTests(CliSite site)
{
    [Fact]
    public async Task Bash_completes_commands_and_options()
    {
        var script = (await site.Run("completion", "bash")).Succeeded().Output;
        var program = string.Join(' ', CliProcess.Program.Select(word => $"'{word}'"));
        string[] shell =
        [
            "bash", "-c",
            script + $$"""

            firecrest() { {{program}} "$@"; }
            ask() { COMP_LINE=$1 COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _firecrest_complete; echo "${COMPREPLY[*]}"; }
            ask "firecrest job su"
            ask "firecrest job wait --on-tim"
            """,
        ];

        using var process = CliProcess.StartOpen(site.Environment(), shell);
        var run = await process.End();

        run.Output.Should().Be("submit\n--on-timeout\n", run.Error);
    }

    [Theory]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c firecrest")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Each_shell_has_its_script(string shell, string words)
        => (await site.Run("completion", shell)).Succeeded().Output.Should().Contain(words).And.Contain("[suggest:");

    [Theory, InlineData("bash"), InlineData("zsh"), InlineData("fish")]
    public async Task A_script_is_valid_for_its_shell(string shell)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))), $"There is no {shell} here.");
        var script = site.WriteLocal((await site.Run("completion", shell)).Succeeded().Output);

        using var process = CliProcess.StartOpen(site.Environment(), [shell, "-n", script]);
        var run = await process.End();

        (run.ExitCode, run.Error).Should().Be((0, ""));
    }

    [Fact]
    public async Task A_form_set_by_the_environment_leaves_the_script_as_it_is()
    {
        var environment = site.Environment();
        environment["FIRECREST_OUTPUT"] = "json";

        (await CliSite.Run(environment, ["completion", "bash"])).Succeeded().Output.Should().StartWith("# Put this");
        (await CliSite.Run(environment, ["completion", "bash", "-o", "json"])).Succeeded().Document("content")["content"]!.GetValue<string>().Should().StartWith("# Put this");
    }
}
