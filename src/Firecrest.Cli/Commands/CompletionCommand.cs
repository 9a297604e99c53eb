using System.CommandLine;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Scripts that make shells complete the command line by asking this program.</summary>
internal static class CompletionCommand
{
    public const string Name = "completion";

    private const string Bash = """
        # Put this into ~/.bashrc: eval "$(firecrest completion bash)"
        _firecrest_complete() {
            local line=${COMP_LINE:0:COMP_POINT} found
            found=$(firecrest "[suggest:${#line}]" "$line" 2>/dev/null) || return
            mapfile -t COMPREPLY < <(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _firecrest_complete firecrest

        """;

    private const string Zsh = """
        # Put this into ~/.zshrc, behind compinit: eval "$(firecrest completion zsh)"
        _firecrest_complete() {
            local -a found
            found=("${(@f)$(firecrest "[suggest:${#LBUFFER}]" "$LBUFFER" 2>/dev/null)}")
            if [[ -n ${found[1]} ]]; then compadd -a found; else _files; fi
        }
        compdef _firecrest_complete firecrest

        """;

    private const string Fish = """
        # Put this into ~/.config/fish/config.fish: firecrest completion fish | source
        function _firecrest_complete
            set -l line (commandline -cp)
            firecrest "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c firecrest -a '(_firecrest_complete)'

        """;

    private const string PowerShell = """
        # Put this into $PROFILE: firecrest completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName firecrest -ScriptBlock {
            param($word, $ast, $position)
            $line = $ast.ToString()
            firecrest "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    public static Command Create(CommandFactory factory)
    {
        var shell = Argument("shell", "bash, zsh, fish or pwsh.");
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        return factory.Create(Name, "Prints a script that makes a shell complete the command line.", [shell], session =>
        {
            var script = ScriptFor(session.Get(shell)).ReplaceLineEndings("\n");

            // A form that the environment chooses for results must not break a shell that reads this at its start.
            if (session.Results.Format != OutputFormat.Table && session.Settings.Find(Setting.Output)?.Level == SettingLevel.CommandLine)
            {
                session.Results.Write(Kinds.Content, new(script, null, null));
            }
            else
            {
                session.Results.WriteText(script);
            }

            return Task.CompletedTask;
        });
    }

    private static string ScriptFor(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => throw new UsageException($"'{shell}' is no shell that is known here."),
    };
}
