namespace Firecrest.Cli.Tests;

/// <summary>The same command lines with servers of both generations, and with <c>auto</c>, which finds out which it is.</summary>
public sealed class GenerationTests(CliSite site)
{
    [Theory, InlineData("1"), InlineData("2")]
    public async Task What_there_is_is_told(string generation)
    {
        var run = RunnerFor(generation);

        (await run(["systems", "-o", "id"])).Succeeded().Output.Should().Be("emulator\n");
        (await run(["status", "-o", "json"])).Succeeded().Documents("service").Should().NotBeEmpty();
        (await run(["whoami", "-o", "json"])).Succeeded().Document("user")["user"]!["name"]!.GetValue<string>().Should().Be(site.Hpc.UserName);
        (await run(["nodes", "-o", "id"])).Succeeded().Output.Should().Contain("nid001\n");
        (await run(["nodes", "-o", "json"])).Succeeded().Documents("node").Should().OnlyContain(node => node["cpus"] == null || node["cpus"]!.GetValue<int>() > 0);
        (await run(["partitions", "-o", "id"])).Succeeded().Output.Should().Contain("part01\n");
        (await run(["reservations", "-o", "json"])).Succeeded().Output.Should().Be("[]\n");
        (await run(["server-version", "-o", "json"])).Succeeded().Document("server-version");
        (await run(["doctor", "-o", "json"])).Succeeded().Document("doctor")["ok"]!.GetValue<bool>().Should().BeTrue();
    }

    [Theory, InlineData("1"), InlineData("2")]
    public async Task Files_are_worked_with(string generation)
    {
        var run = RunnerFor(generation);
        var folder = site.MakeRemoteFolder();
        var local = site.WriteLocal("one\ntwo\nthree\n");

        (await run(["file", "upload", local, $"{folder}/a", "-o", "json"])).Succeeded().Document("transfer")["method"]!.GetValue<string>().Should().Be("direct");
        (await run(["file", "ls", folder, "-o", "json"])).Succeeded().Documents("entry").Should().ContainSingle().Which["name"]!.GetValue<string>().Should().Be("a");
        (await run(["file", "stat", $"{folder}/a", "-o", "json"])).Succeeded().Document("stat")["size"]!.GetValue<long>().Should().Be(14);
        (await run(["file", "stat", $"{folder}/b", "-o", "json"])).Should().Match<CliResult>(none => none.ExitCode == 3 && none.ErrorCode == "NOT_FOUND");
        (await run(["file", "cat", $"{folder}/a"])).Succeeded().Output.Should().Be("one\ntwo\nthree\n");
        (await run(["file", "head", "-n", "1", $"{folder}/a"])).Succeeded().Output.TrimEnd().Should().Be("one");
        (await run(["file", "head", "-n", "-1", $"{folder}/a"])).Succeeded().Output.TrimEnd().Should().Be("one\ntwo");
        (await run(["file", "tail", "-n", "+2", $"{folder}/a"])).Succeeded().Output.TrimEnd().Should().Be("two\nthree");
        (await run(["file", "tail", "-c", "6", $"{folder}/a"])).Succeeded().Output.Should().Be("three\n");
        (await run(["file", "checksum", $"{folder}/a", "-o", "id"])).Succeeded().Output.Should().HaveLength(65);
        (await run(["file", "-s", "emulator", $"{folder}/a"])).Succeeded().Output.Should().Contain("text");
        (await run(["file", "mkdir", "-p", $"{folder}/x/y"])).Succeeded();
        (await run(["file", "cp", $"{folder}/a", $"{folder}/x/b", "--poll", "50ms"])).Succeeded();
        (await run(["file", "mv", $"{folder}/x/b", $"{folder}/c", "--poll", "50ms"])).Succeeded();
        (await run(["file", "ln", "-s", $"{folder}/c", $"{folder}/link"])).Succeeded();
        (await run(["file", "chmod", $"{folder}/c", "600"])).Succeeded();
        (await run(["file", "chown", $"{folder}/c", "--group", "users"])).Succeeded();
        (await run(["file", "compress", $"{folder}/x", $"{folder}/x.tar.gz", "--poll", "50ms"])).Succeeded();
        (await run(["file", "extract", $"{folder}/x.tar.gz", $"{folder}/x/y", "--poll", "50ms"])).Succeeded();
        (await run(["file", "rm", "-r", $"{folder}/x", "--poll", "50ms"])).ExitCode.Should().Be(2, "rm has no --poll");
        (await run(["file", "rm", "-r", $"{folder}/x"])).Succeeded();
        (await run(["file", "download", $"{folder}/c", local + ".back", "--verify", "sha256"])).Succeeded();

        File.ReadAllText(local + ".back").Should().Be("one\ntwo\nthree\n");
        Directory.Exists(site.Hpc.GetLocalPath($"{folder}/x")).Should().BeFalse();
        File.GetUnixFileMode(site.Hpc.GetLocalPath($"{folder}/c")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory, InlineData("1"), InlineData("2")]
    public async Task Jobs_are_run_and_looked_after(string generation)
    {
        var run = RunnerFor(generation);
        string[] quick = ["--poll", "50ms"];

        var ran = await run(["job", "run", site.Script("echo hello; exit 3"), "--workdir", site.Home, "--settle", "0s", "--exit-code-from-job", .. quick]);
        (ran.ExitCode, ran.Output).Should().Be((3, "hello\n"), ran.Error);
        var id = (await run(["job", "submit", site.Script("sleep 600"), "--workdir", site.Home, "--name", "kept", "-o", "id"])).Succeeded().Output.Trim();
        (await run(["job", "status", id, "-o", "json"])).Succeeded().Document("job")["jobId"]!.GetValue<string>().Should().Be(id);
        (await run(["job-info", id])).Succeeded().Documents("job").Should().ContainSingle().Which["name"]!.GetValue<string>().Should().Be("kept");
        (await run(["job-info", "4711"])).ExitCode.Should().Be(3);
        (await run(["job", "list", "--active", "-o", "id"])).Succeeded().Output.Should().Contain($"{id}\n");
        var files = (await run(["job", "meta", id, "-o", "json"])).Succeeded().Document("job-metadata");
        files["standardOutput"]!.GetValue<string>().Should().StartWith("/");
        (await run(["job", "wait", id, "--timeout", "100ms", .. quick])).ExitCode.Should().Be(6);
        (await run(["job", "cancel", id])).Succeeded();
        (await run(["job", "watch", id, .. quick])).ExitCode.Should().Be(10);
        (await run(["job", "logs", id])).Succeeded();
    }

    [Theory, InlineData("1"), InlineData("2")]
    public async Task Words_of_pyfirecrest_and_the_settings_are_the_same(string generation)
    {
        var run = RunnerFor(generation);
        var folder = site.MakeRemoteFolder();

        (await run(["systems"])).Succeeded().Documents("system");
        (await run(["get-nodes", "-s", "emulator"])).Succeeded().Documents("node");
        (await run(["id", "-s", "emulator"])).Succeeded().Output.Should().StartWith("uid=5001(fireuser)");
        (await run(["upload", "-s", "emulator", site.WriteLocal("text\n"), folder, "a"])).Succeeded().Document("transfer");
        (await run(["ls", "-s", "emulator", folder])).Succeeded().Documents("entry").Should().ContainSingle();
        (await run(["head", "-s", "emulator", $"{folder}/a"])).Succeeded().Output.TrimEnd().Should().Be("text");
        var id = (await run(["submit", "-s", "emulator", "--working-dir", site.Home, site.Script("exit 0")])).Succeeded().Document("submitted")["jobId"]!.GetValue<string>();
        (await run(["wait-for-job", "-s", "emulator", id, "--poll", "50ms"])).Succeeded().Documents("job").Should().ContainSingle();
        (await run(["job-metadata", "-s", "emulator", id])).Succeeded().Documents("job-metadata").Should().ContainSingle();
        (await run(["config", "show", "-o", "json"])).Succeeded().Documents("configuration").Single(one => one["name"]!.GetValue<string>() == "apiVersion")["value"]!.GetValue<string>().Should().Be(generation);
        (await run(["auth", "token", "-o", "json"])).Succeeded().Document("token");
    }

    [Fact]
    public async Task The_other_generation_is_suggested_where_a_server_does_not_speak_the_one()
    {
        var environment = site.Environment();
        environment["FIRECREST_API_VERSION"] = "1";
        foreach (var line in new[] { "file ls /home", "nodes", "job list", "systems" })
        {
            var run = await CliSite.Run(environment, [.. line.Split(' '), "-o", "json"]);

            run.ExitCode.Should().NotBe(0, line);
            run.ErrorDocument["message"]!.GetValue<string>().Should().Contain("--api-version 2", line);
        }
    }

    [Fact]
    public async Task What_the_older_generation_cannot_do_is_12()
    {
        var run = RunnerFor("1");
        var id = await site.Submit("sleep 600");

        (await run(["job", "attach", id, "hostname", "-o", "json"])).Should().Match<CliResult>(none => none.ExitCode == 12 && none.ErrorCode == "NOT_SUPPORTED");
        (await run(["job", "list", "--account", "staff", "-o", "json"])).Should().Match<CliResult>(none => none.ExitCode == 12 && none.ErrorCode == "NOT_SUPPORTED");
        (await site.Run("job", "cancel", id)).Succeeded();
    }

    [Fact]
    public async Task Auto_finds_out_which_generation_it_is()
    {
        var file = site.WriteRemote("one\ntwo\n");
        foreach (var address in new[] { site.Hpc.BaseAddress, site.Hpc.V1BaseAddress })
        {
            var environment = site.Environment();
            environment["FIRECREST_URL"] = address.AbsoluteUri;
            environment["FIRECREST_API_VERSION"] = "auto";

            (await CliSite.Run(environment, ["systems", "-o", "id"])).Succeeded().Output.Should().Be("emulator\n");
            (await CliSite.Run(environment, ["file", "tail", "-n", "+2", file])).Succeeded().Output.TrimEnd().Should().Be("two");
        }
    }

    private Func<string[], Task<CliResult>> RunnerFor(string generation)
    {
        var environment = site.Environment();
        environment["FIRECREST_API_VERSION"] = generation;
        environment["FIRECREST_URL"] = (generation == "1" ? site.Hpc.V1BaseAddress : site.Hpc.BaseAddress).AbsoluteUri;
        return arguments => CliSite.Run(environment, arguments);
    }
}
