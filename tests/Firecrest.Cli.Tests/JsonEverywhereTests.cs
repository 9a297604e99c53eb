using System.CommandLine;
using Firecrest.Cli.Invocation;

namespace Firecrest.Cli.Tests;

/// <summary>With <c>-o json</c> standard output is JSON that <c>jq -e .</c> takes, whatever the command.</summary>
public sealed class JsonEverywhereTests(CliSite site)
{
    /// <summary>A login needs an identity provider and a person: LoginTests has it.</summary>
    private static readonly string[] ShownElsewhere = ["auth login"];

    [Fact]
    public async Task Every_command_prints_documents_of_a_kind()
    {
        var lines = await Lines();
        Commands(CommandTree.Create(new GlobalOptions()), "").Except(ShownElsewhere).Should().BeEquivalentTo(lines.Select(line => line.Command));

        foreach (var (command, arguments, kind) in lines)
        {
            var run = await site.Run([.. command.Split(' '), .. arguments, "-o", "json"]);

            var isRefused = command is "job attach" or "attach-to-job";
            run.ExitCode.Should().Be(isRefused ? 8 : 0, "{0}: {1}", command, run.Error);
            if (isRefused)
            {
                run.ErrorCode.Should().Be("WRONG_STATE");
            }
            else if (kind is null)
            {
                run.Json().GetValueKind().Should().Be(System.Text.Json.JsonValueKind.Object, command);
            }
            else if (kind.EndsWith("[]", StringComparison.Ordinal))
            {
                run.Documents(kind[..^2]);
            }
            else
            {
                run.Document(kind);
            }
        }
    }

    /// <summary>The commands in an order in which they work, with the kind of their documents; null for a schema.</summary>
    private async Task<(string Command, string[] Arguments, string? Kind)[]> Lines()
    {
        var folder = site.MakeRemoteFolder();
        var file = site.WriteRemote("text\n", "a.txt");
        var local = site.WriteLocal("text\n");
        var (script, id) = (site.Script("exit 0"), await site.Submit("exit 0"));
        string[] quick = ["--poll", "50ms"];
        return
        [
            ("systems", [], "system[]"), ("status", [], "service[]"), ("whoami", [], "user"), ("nodes", [], "node[]"), ("partitions", [], "partition[]"), ("reservations", [], "reservation[]"),
            ("job submit", [script, "--workdir", site.Home], "submitted"), ("job run", [script, "--workdir", site.Home, .. quick], "job"), ("job wait", [id, .. quick], "job"),
            ("job watch", [id, .. quick], "job[]"), ("job status", [id], "job"), ("job list", [], "job[]"), ("job logs", [id], "content"), ("job cancel", [id], "action"),
            ("job attach", [id, "hostname"], "action"), ("job meta", [id], "job-metadata"),
            ("file", [file], "file-type"), ("file ls", [folder], "entry[]"), ("file stat", [file], "stat"), ("file cat", [file], "content"), ("file head", [file], "content"), ("file tail", [file], "content"),
            ("file checksum", [file], "checksum"), ("file mkdir", [$"{folder}/x"], "action"), ("file cp", [file, $"{folder}/x/b", .. quick], "action"), ("file mv", [$"{folder}/x/b", $"{folder}/c", .. quick], "action"),
            ("file ln", ["-s", file, $"{folder}/link"], "action"), ("file chmod", [$"{folder}/c", "600"], "action"), ("file chown", [$"{folder}/c", "--group", "users"], "action"),
            ("file compress", [$"{folder}/x", $"{folder}/x.tar.gz", .. quick], "action"), ("file extract", [$"{folder}/x.tar.gz", $"{folder}/x", .. quick], "action"), ("file rm", [$"{folder}/c"], "action"),
            ("file upload", [local, $"{folder}/up"], "transfer"), ("file download", [$"{folder}/up", local + ".back"], "transfer"),
            ("server-version", [], "server-version"), ("get-nodes", [], "node[]"), ("get-reservations", [], "reservation[]"), ("get-partitions", [], "partition[]"), ("id", [], "user"),
            ("ls", [folder], "entry[]"), ("stat", [file], "stat"), ("checksum", [file], "checksum"), ("head", [file], "content"), ("tail", [file], "content"), ("mkdir", [$"{folder}/py"], "action"),
            ("chmod", [file, "600"], "action"), ("chown", [file, "--group", "users"], "action"), ("symlink", [file, $"{folder}/py/link"], "action"),
            ("cp", [file, $"{folder}/py/a", .. quick], "action"), ("mv", [$"{folder}/py/a", $"{folder}/py/b", .. quick], "action"),
            ("compress", [$"{folder}/py", $"{folder}/py.tar.gz", .. quick], "action"), ("extract", [$"{folder}/py.tar.gz", $"{folder}/x", .. quick], "action"),
            ("rm", [$"{folder}/py", "--force"], "action"), ("download", [file, local + ".py"], "transfer"), ("upload", [local, folder, "py"], "transfer"),
            ("submit", [script, "--workdir", site.Home], "submitted"), ("job-info", [id], "job[]"), ("wait-for-job", [id, .. quick], "job[]"), ("job-metadata", [id], "job-metadata[]"),
            ("cancel", [id], "action"), ("attach-to-job", [id, "hostname"], "action"),
            ("auth token", [], "token"), ("auth logout", [], "action"), ("doctor", [], "doctor"), ("config show", [], "configuration[]"), ("config path", [], "action"),
            ("config init", ["--config", local + ".json"], "action"), ("completion", ["fish"], "content"), ("schema", ["job"], null),
        ];
    }

    private static IEnumerable<string> Commands(Command command, string path)
    {
        foreach (var child in command.Subcommands)
        {
            var name = $"{path} {child.Name}".TrimStart();
            if (child.Action is not null)
            {
                yield return name;
            }

            foreach (var deeper in Commands(child, name))
            {
                yield return deeper;
            }
        }
    }
}
