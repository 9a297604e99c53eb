namespace Firecrest.Cli.Tests;

/// <summary>Commands that are about several jobs or files at once.</summary>
public sealed class ManyJobsTests(CliSite site)
{
    [Fact]
    public async Task A_wait_that_is_too_long_cancels_all_jobs()
    {
        string[] ids = [await site.Submit("sleep 600"), await site.Submit("sleep 600"), await site.Submit("sleep 600")];

        var run = await site.Run(["job", "wait", .. ids, "--timeout", "100ms", "--poll", "50ms", "--on-timeout", "cancel", "-o", "json"]);

        (run.ExitCode, run.ErrorCode).Should().Be((6, "WAIT_TIMED_OUT"));
        run.ErrorDocument["jobIds"]!.AsArray().Select(id => id!.GetValue<string>()).Should().BeEquivalentTo(ids);
        (await site.Run(["job", "wait", .. ids, "--poll", "50ms", "-o", "ndjson"])).Should().Match<CliResult>(other => other.ExitCode == 10)
            .And.Subject.As<CliResult>().Lines("job").Should().OnlyContain(job => job["f7t"]!["category"]!.GetValue<string>() == "Cancelled");
    }

    [Fact]
    public async Task A_wrong_id_is_told_before_anything_is_waited_for()
    {
        var id = await site.Submit("sleep 600");

        var run = await site.Run("job", "wait", id, "12-x", "--poll", "50ms", "-o", "json");

        (run.ExitCode, run.ErrorCode).Should().Be((2, "USAGE"));
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain("'12-x'");
        (await site.Run("job", "cancel", id)).Succeeded();
    }

    [Fact]
    public async Task A_job_that_is_given_twice_counts_once()
    {
        var id = await site.Submit("exit 1");

        var run = await site.Run("job", "wait", id, id, "--poll", "50ms", "-o", "json");

        run.ExitCode.Should().Be(1);
        run.Document("job")["jobId"]!.GetValue<string>().Should().Be(id);
        run.ErrorDocument["message"]!.GetValue<string>().Should().NotContain("more ended");
    }

    [Fact]
    public async Task Cancel_goes_on_after_a_failure_and_tells_what_is_done()
    {
        string[] ids = [await site.Submit("sleep 600"), await site.Submit("sleep 600")];

        var run = await site.Run("job", "cancel", ids[0], "999999", ids[1], "-o", "json");

        (run.ExitCode, run.ErrorCode).Should().Be((3, "NOT_FOUND"));
        run.Documents("action").Select(action => action["jobId"]!.GetValue<string>()).Should().Equal(ids);
        (await site.Run("job", "wait", ids[1], "--poll", "50ms")).ExitCode.Should().Be(10);
    }

    [Fact]
    public async Task Rm_goes_on_after_failures_and_tells_what_is_done()
    {
        var file = site.WriteRemote("x");

        var run = await site.Run("file", "rm", "/home/fireuser/none", "relative", file, "-o", "json");

        run.ExitCode.Should().Be(3);
        run.Documents("action").Should().ContainSingle().Which["path"]!.GetValue<string>().Should().Be(file);
        run.ErrorDocument["message"]!.GetValue<string>().Should().Contain("/home/fireuser/none").And.Contain("relative");
        File.Exists(site.Hpc.GetLocalPath(file)).Should().BeFalse();
    }
}
