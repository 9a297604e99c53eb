using System.Text.Json.Nodes;

namespace Firecrest.Cli.Tests;

/// <summary>Each kind of failure: its exit code, its line on standard error, and nothing on standard output.</summary>
public sealed class FailureTests(CliSite site) : IClassFixture<CliSite>
{
    [Fact]
    public async Task A_wrong_secret_and_a_refused_token_are_4()
    {
        var environment = site.Environment();
        environment["FIRECREST_CLIENT_SECRET"] = "wrong";
        environment["HOME"] = "/nonexistent";
        Expect(await CliSite.Run(environment, ["systems", "-o", "json"]), 4, "AUTHENTICATION");

        site.Hpc.Faults.On("/status/systems").Always().ExpireToken();
        var refused = Expect(await site.Run("systems", "-o", "json"), 4, "AUTHENTICATION");
        refused["httpStatus"]!.GetValue<int>().Should().Be(401);
        refused["requestId"].Should().NotBeNull();
        site.Hpc.Faults.Clear();
    }

    [Fact]
    public async Task What_is_not_permitted_and_a_quota_are_5()
    {
        site.Hpc.Faults.On(HttpMethod.Get, "/filesystem/*/ops/ls").AnswerStatus(403, """{"errorType":"error","message":"ls: cannot open directory '/x': Permission denied"}""");
        Expect(await site.Run("file", "ls", site.Home, "-o", "json"), 5, "PERMISSION");
        Expect(await site.Run("job", "submit", site.Script(""), "--workdir", site.Home, "--account", "tiny", "-o", "json"), 5, "PERMISSION");
    }

    [Fact]
    public async Task A_rate_limit_an_outage_and_a_missing_server_are_7()
    {
        site.Hpc.Faults.On("/status/systems").RateLimit(TimeSpan.FromSeconds(300));
        Expect(await site.Run("systems", "-o", "json"), 7, "TEMPORARY")["transient"]!.GetValue<bool>().Should().BeTrue();

        site.Hpc.Faults.On("/status/systems").AnswerStatus(502, "<html>down</html>");
        Expect(await site.Run("systems", "--retry-for", "0s", "-o", "json"), 7, "TEMPORARY")["httpStatus"]!.GetValue<int>().Should().Be(502);

        Expect(await site.Run("systems", "--url", "http://127.0.0.1:1", "--retry-for", "0s", "-o", "json"), 7, "TEMPORARY");
        Expect(await site.Run("systems", "--no-cache", "--token-url", "http://127.0.0.1:1/token", "--retry-for", "0s", "-o", "json"), 7, "TEMPORARY");
        site.Hpc.Faults.Clear();
    }

    [Fact]
    public async Task A_file_that_did_not_arrive_whole_is_9()
    {
        var file = site.WriteRemote("0123456789");
        site.Hpc.Faults.On(HttpMethod.Get, "/filesystem/*/ops/download").Always().AnswerStatus(200, "0123");

        var run = await site.Run("file", "download", file, Path.Combine(site.Folder, "half"), "-o", "json");

        Expect(run, 9, "INTEGRITY");
        File.Exists(Path.Combine(site.Folder, "half")).Should().BeFalse();
        site.Hpc.Faults.Clear();
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_11()
    {
        site.Hpc.Faults.On(HttpMethod.Post, "/filesystem/*/ops/mkdir").DropAfter();

        var error = Expect(await site.Run("file", "mkdir", $"{site.Home}/{Guid.NewGuid():N}", "-o", "json"), 11, "OUTCOME_UNKNOWN");

        error["mayHaveExecuted"]!.GetValue<bool>().Should().BeTrue();
        site.Hpc.Faults.Clear();
    }

    [Fact]
    public async Task What_exists_already_is_8_and_what_cannot_be_done_is_12()
    {
        Expect(await site.Run("file", "mkdir", site.MakeRemoteFolder(), "-o", "json"), 8, "WRONG_STATE");
        Expect(await site.Run("job", "attach", "1", "hostname", "--api-version", "1", "--url", site.Hpc.V1BaseAddress.AbsoluteUri, "-o", "json"), 12, "NOT_SUPPORTED");
    }

    [Fact]
    public async Task Errors_for_people_are_a_line_of_words()
    {
        var run = await site.Run("job", "status", "4711");

        run.ExitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("firecrest: GET /compute/emulator/jobs/4711 answered 404").And.EndWith(".\n");
        run.Error.Count(c => c == '\n').Should().Be(1);
    }

    [Fact]
    public async Task What_a_server_says_steers_no_terminal()
    {
        site.Hpc.Faults.On(HttpMethod.Get, "/filesystem/*/ops/ls").Times(2).AnswerStatus(404, """{"errorType":"error","message":"ls: cannot access '\u001b]0;gotcha\u0007\n[red]x': No such file or directory"}""");

        var run = await site.Run("file", "ls", site.Home);
        var json = await site.Run("file", "ls", site.Home, "-o", "json");

        (run.Error + json.Error).Should().NotContain("\u001b").And.NotContain("\u0007").And.Contain("[red]x");
        run.Error.Count(c => c == '\n').Should().Be(1);
        Expect(json, 3, "NOT_FOUND");
    }

    [Theory]
    [InlineData("systems --url http://example.org/ -o json", "--allow-insecure-http")]
    [InlineData("job wait 1 --poll 0s -o json", "--poll")]
    [InlineData("job submit x --nodes many -o json", "as a number")]
    [InlineData("partitions -a --api-version 1 -o json", "--show-hidden")]
    public async Task Messages_name_options_and_no_members(string line, string words)
    {
        var message = (await site.Run(line.Split(' '))).ErrorDocument["message"]!.GetValue<string>();

        message.Should().Contain(words).And.NotContain("Nullable").And.NotContain("Options.").And.NotContain("AllowInsecureHttp").And.NotContain("Schedule.");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("job nonsense")]
    [InlineData("job submit --no-such-option")]
    [InlineData("file head")]
    [InlineData("job wait 1 --on-timeout explode")]
    public async Task A_wrong_command_line_is_2_with_nothing_on_standard_output(string line)
    {
        var run = await site.Run(line.Split(' '));

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("firecrest: ").And.Contain("--help");
        Expect(await site.Run([.. line.Split(' '), "-o", "json"]), 2, "USAGE");
    }

    [Theory]
    [InlineData("job run x --nodes many --exit-code-from-job")]
    [InlineData("job wait 1 --exit-code-from-job --no-such-option")]
    [InlineData("job wait 1 --exit-code-from-job --profile none")]
    [InlineData("job watch 1 --exit-code-from-job --client-secret x")]
    [InlineData("job wait 1 --exit-code-from-job --timeout-exit-code 256")]
    public async Task A_wrong_command_line_is_not_the_jobs_own_end(string line)
    {
        var run = await site.Run([.. line.Split(' '), "-o", "json"]);

        (run.ExitCode, run.ErrorCode, run.ErrorDocument["exitCode"]!.GetValue<int>()).Should().Be((125, "USAGE", 125));
        (await site.Run([.. line.Replace("--exit-code-from-job", "--exit-code-from-job=false", StringComparison.Ordinal).Split(' '), "-o", "json"])).ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("256")]
    [InlineData("-1")]
    public async Task An_exit_code_that_no_process_can_have_is_refused(string code)
        => Expect(await site.Run("job", "wait", "1", "--timeout-exit-code", code, "-o", "json"), 2, "USAGE");

    [Theory]
    [InlineData("/h")]
    [InlineData("/?")]
    public async Task A_path_is_no_call_for_help(string path)
    {
        foreach (var line in new[] { "file ls", "file rm -r" })
        {
            Expect(await site.Run([.. line.Split(' '), path, "-o", "json"]), 2, "USAGE")["message"]!.GetValue<string>().Should().Contain($"({path})", "the system has no such file system");
        }
    }

    [Theory]
    [InlineData("systems -o xml", "xml")]
    [InlineData("systems -o", "--output|-o")]
    public async Task A_form_that_does_not_exist_is_2(string line, string words)
    {
        var run = await site.Run(line.Split(' '));

        (run.ExitCode, run.Output).Should().Be((2, ""), run.Error);
        run.Error.Should().StartWith("firecrest: ").And.MatchRegex(words).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_word_with_an_at_is_no_file_of_arguments()
    {
        var run = await site.Run("job", "cancel", "@" + site.WriteLocal("4711"), "-o", "json");

        Expect(run, 2, "USAGE")["message"]!.GetValue<string>().Should().Contain("'@/");
    }

    [Fact]
    public async Task A_line_of_a_file_with_secrets_is_not_in_an_error()
    {
        string[] submit = ["job", "submit", site.Script(""), "--workdir", site.Home, "-o", "json"];
        var file = site.WriteLocal("# comment\nA=1\nhunter2\n");

        Expect(await site.Run([.. submit, "--env-file", file]), 2, "USAGE")["message"]!.GetValue<string>().Should().NotContain("hunter2").And.Contain($"{file}, line 3");
        Expect(await site.Run([.. submit, "-e", "A=1", "-e", "=hunter2"]), 2, "USAGE")["message"]!.GetValue<string>().Should().NotContain("hunter2").And.Contain("--env");
    }

    [Fact]
    public async Task No_secret_is_in_any_error()
    {
        var run = await site.Run("systems", "--verbose", "--token-url", "http://127.0.0.1:1/token", "--no-cache", "--retry-for", "0s");

        (run.Output + run.Error).Should().NotContain(site.Hpc.ClientSecret);
    }

    private static JsonObject Expect(CliResult run, int exitCode, string code)
    {
        run.Output.Should().BeEmpty();
        var error = run.ErrorDocument;
        (run.ExitCode, error["code"]!.GetValue<string>(), error["exitCode"]!.GetValue<int>()).Should().Be((exitCode, code, exitCode), error.ToJsonString());
        return error;
    }
}
