namespace Firecrest.Cli.Tests;

public sealed class JobCommandTests(CliSite site)
{
    [Fact]
    public async Task A_submitted_job_is_one_document_with_its_id_as_text()
    {
        var run = await site.RunWith("#!/bin/bash\necho hi\n", "job", "submit", "--script", "-", "--workdir", site.Home, "-o", "json");

        run.Succeeded().Document("submitted")["jobId"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.String);
        run.Error.Should().BeEmpty("with JSON asked for, remarks are left out");
    }

    [Fact]
    public async Task Run_shows_the_output_and_ends_as_the_job_did()
    {
        var run = await site.Run("job", "run", site.Script("echo \"hello $NAME\"; exit 3"), "--workdir", site.Home, "-e", "NAME=a 'b' $c", "--poll", "50ms", "--settle", "0s");

        run.Output.Should().Be("hello a 'b' $c\n");
        run.ExitCode.Should().Be(1);
        run.Error.Should().MatchRegex("^Submitted job emulator/[0-9]+\\.\n").And.EndWith("ended FAILED (exit code 3).\n");
    }

    [Fact]
    public async Task Run_as_json_is_the_job_alone()
    {
        var summary = Path.Combine(site.Folder, Guid.NewGuid().ToString("N"));

        var run = (await site.Run("job", "run", site.Script("echo hi"), "--workdir", site.Home, "--poll", "50ms", "-o", "json", "--summary-json", summary)).Succeeded();

        run.Document("job")["f7t"]!["category"]!.GetValue<string>().Should().Be("Succeeded");
        run.Error.Should().BeEmpty();
        File.ReadAllText(summary).Should().Be(run.Output);
    }

    [Fact]
    public async Task Run_can_end_with_the_jobs_own_exit_code()
    {
        string[] start = ["job", "run", site.Script("exit 42"), "--workdir", site.Home, "--poll", "50ms", "--logs", "none", "--exit-code-from-job"];

        (await site.Run(start)).ExitCode.Should().Be(42);
        (await site.Run([.. start, "--partition", "none"])).ExitCode.Should().Be(125, "that is not the job's doing");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task The_first_signal_cancels_the_job(string signal, int exitCode)
    {
        using var process = site.Start("job", "run", site.Script("echo started; sleep 600"), "--workdir", site.Home, "--poll", "50ms", "--settle", "0s");
        await process.ReadUntil(line => line == "started");
        process.Signal(signal);
        var run = await process.End();

        run.ExitCode.Should().Be(exitCode);
        var id = run.Error.Split('\n')[0].Split('/')[1].TrimEnd('.');
        run.Error.Should().Contain($"Cancelled job emulator/{id}.");
        (await site.Run("job", "wait", id, "--poll", "50ms", "-o", "json")).ExitCode.Should().Be(10);
    }

    [Fact]
    public async Task The_second_signal_leaves_at_once()
    {
        await using var slow = new CliSite();
        await slow.InitializeAsync();
        slow.Hpc.Faults.On(HttpMethod.Delete, "*").Always().Delay(TimeSpan.FromHours(1));
        using var process = slow.Start("job", "run", slow.Script("echo started; sleep 600"), "--workdir", slow.Home, "--poll", "50ms", "--settle", "0s");
        await process.ReadUntil(line => line == "started");

        process.Signal("INT");
        await slow.Requested(HttpMethod.Delete);
        process.Signal("TERM");
        var run = await process.End();

        run.ExitCode.Should().Be(143);
        run.Error.Should().NotContain("ancelled job");
    }

    [Fact]
    public async Task A_detached_run_leaves_the_job_alone()
    {
        using var process = site.Start("job", "run", site.Script("echo started; sleep 600"), "--workdir", site.Home, "--poll", "50ms", "--settle", "0s", "--detach-on-signal");
        await process.ReadUntil(line => line == "started");
        process.Signal("INT");
        var run = await process.End();

        run.ExitCode.Should().Be(130);
        var id = run.Error.Split('\n')[0].Split('/')[1].TrimEnd('.');
        (await site.Run("job", "status", id, "-o", "json")).Succeeded().Document("job")["status"]!["state"]!.GetValue<string>().Should().Be("RUNNING");
        (await site.Run("job", "cancel", id)).Succeeded().Output.Should().BeEmpty();
        (await site.Run("job", "cancel", id, "-o", "json")).Succeeded().Document("action")["jobId"]!.GetValue<string>().Should().Be(id, "a job that is over stays so");
    }

    [Fact]
    public async Task What_was_not_tried_after_an_outage_is_told()
    {
        await using var own = new CliSite();
        await own.InitializeAsync();
        own.Hpc.Faults.On(HttpMethod.Delete, "*").Always().AnswerStatus(503);

        var run = await own.Run("job", "cancel", "1", "2", "3", "--retry-for", "0s", "-o", "json");

        (run.ExitCode, run.ErrorDocument["message"]!.GetValue<string>()).Should().Match<(int ExitCode, string Message)>(one => one.ExitCode == 11 && one.Message.EndsWith("Not tried after that: 2 more."), run.Error);
    }

    [Theory]
    [InlineData("--detach-on-signal", "goes on")]
    [InlineData("--cancel-on-signal", "could not be cancelled")]
    public async Task A_run_that_is_interrupted_tells_the_job_in_its_one_line_of_json(string option, string words)
    {
        await using var own = new CliSite();
        await own.InitializeAsync();
        own.Hpc.Faults.On(HttpMethod.Delete, "*").Always().AnswerStatus(403, "{}");
        using var process = own.Start("job", "run", own.Script("sleep 600"), "--workdir", own.Home, "--poll", "50ms", option, "-o", "json");
        await own.Requested(request => request is { Method: "GET", Status: 200 } && request.Path.Contains("/jobs/", StringComparison.Ordinal));

        process.Signal("INT");
        var run = await process.End();

        (run.ExitCode, run.ErrorCode).Should().Be((130, "INTERRUPTED"));
        var id = run.ErrorDocument["jobIds"]!.AsArray().Should().ContainSingle().Subject!.GetValue<string>();
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain($"/{id} ").And.Contain(words);
    }

    [Fact]
    public async Task A_run_that_is_too_long_tells_the_job()
    {
        var summary = Path.Combine(Directory.CreateDirectory(Path.Combine(site.Folder, Guid.NewGuid().ToString("N"))).FullName, "summary.json");
        var run = await site.Run(
            "job", "run", site.Script("sleep 600"), "--workdir", site.Home, "--poll", "50ms", "--timeout", "100ms", "--on-timeout", "cancel", "--summary-json", summary, "-o", "json");

        run.ExitCode.Should().Be(6);
        Directory.GetFileSystemEntries(Path.GetDirectoryName(summary)!).Should().BeEmpty("there is nothing to sum up");
        run.ErrorDocument["jobIds"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task A_summary_that_cannot_be_written_is_told_before_the_submission()
    {
        await using var own = new CliSite();
        await own.InitializeAsync();

        (await own.Run("job", "run", own.Script(""), "--workdir", own.Home, "--summary-json", "/nodir/x", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await own.Run("job", "run", own.Script(""), "--workdir", own.Home, "--summary-json", own.Folder, "-o", "json")).ErrorCode.Should().Be("USAGE");

        own.Hpc.Journal.Requests.Should().NotContain(request => request.Path.Contains("/jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_leaves_the_job_or_cancels_it()
    {
        var id = await site.Submit("sleep 600");

        var run = await site.Run("job", "wait", id, "--timeout", "100ms", "--poll", "50ms", "-o", "json");
        run.ExitCode.Should().Be(6);
        run.ErrorCode.Should().Be("WAIT_TIMED_OUT");
        var other = await site.Run("job", "wait", id, "--timeout", "100ms", "--poll", "50ms", "--timeout-exit-code", "75", "--on-timeout", "cancel");
        other.ExitCode.Should().Be(75);
        (await site.Run("job", "wait", id, "--poll", "50ms")).ExitCode.Should().Be(10);
    }

    [Fact]
    public async Task Many_jobs_are_looked_up_with_one_request_in_their_order()
    {
        await using var own = new CliSite();
        await own.InitializeAsync();
        var first = await own.Submit("exit 0");
        var second = await own.Submit("sleep 600");
        own.Hpc.Journal.Clear();

        var run = (await own.RunWith($"{second}\n4711\n{first}\n", "job", "status", "--ids-from", "-", "-o", "ndjson")).Succeeded();

        run.Lines("job").Select(job => (job["jobId"]!.GetValue<string>(), job["found"]!.GetValue<bool>())).Should().Equal((second, true), ("4711", false), (first, true));
        own.Hpc.Journal.Requests.Should().ContainSingle().Which.Path.Should().Be($"/compute/{own.Hpc.SystemName}/jobs");
        (await own.Run("job", "cancel", second)).Succeeded();
    }

    [Fact]
    public async Task Jobs_are_described_listed_and_looked_for()
    {
        var id = await site.Submit("echo out; echo err >&2", "--name", "listed", "--stderr", "err.txt");
        (await site.Run("job", "wait", id, "--poll", "50ms", "-o", "json")).Succeeded().Document("job")["name"]!.GetValue<string>().Should().Be("listed");

        (await site.Run("job", "list", "--name", "listed", "-o", "id")).Succeeded().Output.Should().Contain($"{id}\n");
        (await site.Run("job", "list", "--active", "--name", "listed", "-o", "json")).Succeeded().Output.Should().Be("[]\n");
        (await site.Run("job", "status", id, "999999", "-o", "json")).Should().Match<CliResult>(run => run.ExitCode == 3 && run.ErrorCode == "NOT_FOUND");
        (await site.Run("job", "meta", id, "-o", "json")).Succeeded().Document("job-metadata")["script"]!.GetValue<string>().Should().StartWith("#!/bin/bash\n");
        (await site.Run("job", "logs", id)).Succeeded().Output.Should().Be("out\n");
        (await site.Run("job", "logs", id, "--stderr", "-o", "json")).Succeeded().Document("content")["content"]!.GetValue<string>().Should().Be("err\n");
        (await site.Run("job", "logs", id, "--follow", "--settle", "0s")).Succeeded().Output.Should().Be("out\n");
        (await site.Run("job", "attach", id, "hostname", "-o", "json")).Should().Match<CliResult>(run => run.ExitCode == 8 && run.ErrorCode == "WRONG_STATE");
    }

    [Fact]
    public async Task A_standard_error_of_its_own_is_told_apart()
    {
        string[] job = [site.Script("echo out; echo err >&2"), "--workdir", site.MakeRemoteFolder(), "--stderr", "err.txt", "--poll", "50ms", "--settle", "0s"];

        var run = (await site.Run(["job", "run", .. job, "--logs", "end"])).Succeeded();
        run.Output.Should().Be("out\n");
        run.Error.Should().Contain("\nerr\n");

        var id = run.Error.Split('\n')[0].Split('/')[1].TrimEnd('.');
        var document = (await site.Run("job", "logs", id, "-f", "--settle", "0s", "-o", "json")).Succeeded().Document("content");
        (document["content"]!.GetValue<string>(), document["standardError"]!.GetValue<string>()).Should().Be(("out\n", "err\n"));
        (await site.Run("job", "logs", id, "-f", "--settle", "0s", "-o", "ndjson")).Succeeded().Lines("content")
            .Select(line => (line["content"]!.GetValue<string>(), line["standardError"]?.GetValue<string>())).Should().BeEquivalentTo([("out\n", null), ("", (string?)"err\n")]);
        (await site.Run("job", "logs", id, "-f", "--stderr", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("job", "logs", id, "-f", "-n", "1", "-o", "json")).ErrorCode.Should().Be("USAGE");
    }

    [Fact]
    public async Task A_script_on_the_system_is_named_in_three_ways()
    {
        var script = site.WriteRemote("#!/bin/bash\nexit 0\n", "job.sh");

        foreach (var way in (string[][])[["remote://" + script], ["--script", "remote://" + script], ["--script-path", script]])
        {
            (await site.Run(["job", "submit", .. way, "--workdir", site.Home, "-o", "id"])).Succeeded();
        }
    }

    [Fact]
    public async Task A_signal_ends_a_submission_to_a_server_that_is_not_there()
    {
        await using var own = new CliSite();
        await own.InitializeAsync();
        own.Hpc.Faults.On("/status/systems").Always().AnswerStatus(503, "{}");
        using var process = own.Start("job", "submit", own.Script("exit 0"), "--workdir", own.Home, "--retry-for", "1h", "-o", "json");
        await own.Requested(request => request.Path.EndsWith("/status/systems", StringComparison.Ordinal));

        process.Signal("TERM");
        var run = await process.End();

        (run.ExitCode, run.ErrorCode).Should().Be((143, "TERMINATED"));
    }

    [Fact]
    public async Task Watch_prints_a_line_for_each_change_and_ends_as_the_jobs_did()
    {
        var good = await site.Submit("exit 0");
        var bad = await site.Submit("exit 1");

        var run = await site.Run("job", "watch", good, bad, "--poll", "50ms");

        run.ExitCode.Should().Be(1);
        run.Output.Split('\n').Should().Contain([$"{good} COMPLETED", $"{bad} FAILED"]);
    }

    [Fact]
    public async Task Watch_without_ids_follows_the_tasks_of_an_array_that_waits()
    {
        await using var own = new TransferCommandTests.SmallParts { Slots = 1 };
        await own.InitializeAsync();
        var folder = own.MakeRemoteFolder();
        var first = await own.Submit($"while [ ! -e {own.Hpc.GetLocalPath(folder)}/go ]; do sleep 0.05; done");
        var array = await own.Submit("exit 0", "--array", "0-1");
        using var process = own.Start("job", "watch", "--poll", "50ms", "--api-version", "1", "--url", own.Hpc.V1BaseAddress.AbsoluteUri);
        await process.ReadUntil(line => line.StartsWith($"{array} PENDING", StringComparison.Ordinal));

        File.WriteAllText($"{own.Hpc.GetLocalPath(folder)}/go", "");
        var run = await process.End();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Split('\n').Should().Contain([$"{first} COMPLETED", $"{array} COMPLETED"]);
    }

    [Fact]
    public async Task A_key_finds_the_job_that_was_submitted_before()
    {
        string[] submit = ["job", "submit", site.Script("exit 0"), "--workdir", site.Home, "--idempotency-key", Guid.NewGuid().ToString(), "-o", "json"];

        var first = (await site.Run(submit)).Succeeded().Document("submitted");
        var second = (await site.Run(submit)).Succeeded().Document("submitted");

        second["jobId"]!.GetValue<string>().Should().Be(first["jobId"]!.GetValue<string>());
        second["f7t"]!["adopted"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task What_is_missing_is_a_usage_error_before_anything_is_sent()
    {
        (await site.Run("job", "submit", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("Give one script");
        (await site.Run("job", "submit", site.Script(""), "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("--workdir");
        (await site.Run("job", "submit", "/no/such/file", "--workdir", "/home", "-o", "json")).ExitCode.Should().Be(2);
        (await site.Run("job", "submit", site.Script(""), "--workdir", "/home", "--time", "30", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("30m or 30s");
        (await site.Run("job", "status", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("Which job?");
        (await site.Run("job", "wait", "1", "--timeout", "soon", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("--timeout is 'soon'");
    }
}
