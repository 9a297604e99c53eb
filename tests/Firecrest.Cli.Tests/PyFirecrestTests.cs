namespace Firecrest.Cli.Tests;

/// <summary>Command lines written for pyFirecREST.</summary>
public sealed class PyFirecrestTests(CliSite site)
{
    [Fact]
    public async Task What_there_is_is_told_as_json()
    {
        (await site.Run("get-nodes", "-s", "emulator", "--pager")).Succeeded().Documents("node");
        (await site.Run("get-partitions", "--system", "emulator")).Succeeded().Documents("partition");
        (await site.Run("get-reservations", "-s", "emulator")).Succeeded().Output.Should().Be("[]\n");
        (await site.Run("systems", "--pager")).Succeeded().Documents("system");
        (await site.Run("--no-debug", "systems", "--no-pager")).Succeeded().Documents("system");
        (await site.Run("systems", "-o", "table")).Succeeded().Output.Should().StartWith("NAME");
        (await site.Run("id", "-s", "emulator")).Succeeded().Output.Should().Be("uid=5001(fireuser) gid=100(users) groups=100(users),6001(project1)\n");
        (await site.Run("id", "-s", "emulator", "--json")).Succeeded().Document("user");
        (await site.Run("--timeout", "30", "--api-version", "2.5.0", "server-version")).Succeeded().Document("server-version")["version"]!.GetValue<string>().Should().Be("2.5.0");
    }

    [Fact]
    public async Task Files_are_worked_with_in_the_same_words()
    {
        var folder = site.MakeRemoteFolder();
        var local = site.WriteLocal("one\ntwo\n");
        string[] system = ["-s", "emulator"];

        (await site.Run(["upload", .. system, local, folder, "a.txt"])).Succeeded().Document("transfer");
        (await site.Run(["ls", .. system, folder, "-a", "-R", "-n", "-L"])).Succeeded().Documents("entry").Should().Contain(entry => entry["name"]!.GetValue<string>() == "a.txt");
        (await site.Run(["head", .. system, $"{folder}/a.txt", "-n", "-1"])).Succeeded().Output.Should().Be("one\n");
        (await site.Run(["tail", .. system, $"{folder}/a.txt", "--bytes", "4", "--json"])).Succeeded().Document("content")["content"]!.GetValue<string>().Should().Be("two\n");
        (await site.Run(["stat", .. system, $"{folder}/a.txt", "-L"])).Succeeded().Document("stat");
        (await site.Run(["checksum", .. system, $"{folder}/a.txt"])).Succeeded().Document("checksum");
        (await site.Run(["file", .. system, $"{folder}/a.txt"])).Succeeded().Output.Should().Contain("text");
        (await site.Run(["mkdir", .. system, "-p", $"{folder}/b/c"])).Succeeded().Document("action");
        (await site.Run(["cp", .. system, "-L", $"{folder}/a.txt", $"{folder}/b/a2", "--poll", "50ms"])).Succeeded().Document("action");
        (await site.Run(["mv", .. system, $"{folder}/b/a2", $"{folder}/b/a3", "--account", "staff", "--poll", "50ms"])).Succeeded().Document("action");
        (await site.Run(["symlink", .. system, $"{folder}/b/a3", $"{folder}/link"])).Succeeded().Document("action");
        (await site.Run(["chmod", .. system, $"{folder}/a.txt", "600"])).Succeeded().Document("action");
        (await site.Run(["chown", .. system, $"{folder}/a.txt", "--owner", "fireuser", "--group", "users"])).Succeeded().Document("action");
        (await site.Run(["compress", .. system, "--no-dereference", $"{folder}/b", $"{folder}/b.tar.gz"])).Succeeded().Document("action");
        (await site.Run(["extract", .. system, $"{folder}/b.tar.gz", $"{folder}/b/c"])).Succeeded().Document("action");
        (await site.Run(["download", .. system, $"{folder}/a.txt", local + ".back"])).Succeeded().Document("transfer");
        File.ReadAllText(local + ".back").Should().Be("one\ntwo\n");
    }

    [Fact]
    public async Task Rm_asks_unless_forced()
    {
        var file = site.WriteRemote("x");

        var no = await site.RunWith("n\n", "rm", "-s", "emulator", file);
        no.Succeeded().Document("action")["changed"]!.GetValue<bool>().Should().BeFalse();
        no.Error.Should().Contain("Are you sure you want to delete").And.Contain("Operation cancelled");
        (await site.Run("rm", "-s", "emulator", file)).ExitCode.Should().Be(2, "nobody answers");
        File.Exists(site.Hpc.GetLocalPath(file)).Should().BeTrue();
        (await site.RunWith("y\n", "rm", "-s", "emulator", file)).Succeeded();
        File.Exists(site.Hpc.GetLocalPath(file)).Should().BeFalse();
        (await site.Run("rm", "-s", "emulator", "--force", file)).ExitCode.Should().Be(3, "exit codes are ours");
    }

    [Fact]
    public async Task Jobs_are_submitted_and_looked_after()
    {
        var submitted = (await site.Run("submit", "-s", "emulator", "--working-dir", site.Home, site.Script("echo $A"), "-e", "A=1", "--account", "staff", "--partition", "part01"))
            .Succeeded().Document("submitted");
        var id = submitted["jobId"]!.GetValue<string>();

        var script = site.WriteRemote("#!/bin/bash\n", "job.sh");
        (await site.Run("submit", "-s", "emulator", "--working-dir", site.Home, "remote://" + script)).Succeeded().Document("submitted");
        (await site.Run("wait-for-job", "-s", "emulator", id, "--poll", "50ms")).Succeeded().Documents("job").Should().ContainSingle();
        (await site.Run("job-info", "-s", "emulator", id)).Succeeded().Documents("job").Should().ContainSingle().Which["jobId"]!.GetValue<string>().Should().Be(id);
        (await site.Run("job-info", "-s", "emulator", "--all-users", "--account", "staff")).Succeeded().Documents("job").Should().Contain(job => job["jobId"]!.GetValue<string>() == id);
        (await site.Run("job-metadata", "-s", "emulator", id)).Succeeded().Documents("job-metadata").Should().ContainSingle();
        (await site.Run("cancel", "-s", "emulator", id)).Succeeded().Document("action");
        (await site.Run("attach-to-job", "-s", "emulator", id, "hostname")).ErrorCode.Should().Be("WRONG_STATE");
    }

    [Fact]
    public async Task An_option_for_json_counts_more_than_a_variable()
    {
        var environment = site.Environment();
        environment["FIRECREST_OUTPUT"] = "table";

        (await CliSite.Run(environment, ["id", "--json"])).Succeeded().Document("user");
        (await CliSite.Run(environment, ["systems", "--pager"])).Succeeded().Documents("system");
        (await CliSite.Run(environment, ["systems"])).Succeeded().Output.Should().StartWith("NAME");
        (await CliSite.Run(environment, ["id", "--json", "-o", "id"])).Succeeded().Output.Should().Be("fireuser\n");
    }

    [Fact]
    public void Every_command_of_pyfirecrest_is_there()
    {
        string[] words =
        [
            "server-version", "systems", "get-nodes", "get-reservations", "get-partitions", "id", "ls", "mkdir", "mv", "cp", "chmod", "chown", "compress", "extract", "file", "stat",
            "checksum", "symlink", "rm", "head", "tail", "download", "upload", "submit", "job-info", "wait-for-job", "job-metadata", "cancel", "attach-to-job", "whoami",
        ];

        Invocation.CommandTree.Create(new Invocation.GlobalOptions()).Subcommands.Select(command => command.Name).Should().Contain(words);
    }
}
