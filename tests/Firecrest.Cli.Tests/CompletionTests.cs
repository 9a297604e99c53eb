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
}
