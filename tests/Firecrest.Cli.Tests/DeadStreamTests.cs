namespace Firecrest.Cli.Tests;

/// <summary>Nobody reads standard output or standard error any more, or they cannot be written to.</summary>
public sealed class DeadStreamTests(CliSite site)
{
    /// <summary>A pipe whose reader is gone, as descriptor 3.</summary>
    private const string DeadPipe = "exec 3> >(:); wait $!\n";

    [Fact]
    public async Task Help_into_a_closed_pipe_ends_with_141()
        => (await site.Shell(DeadPipe + "firecrest job submit --help >&3")).Should().Match<CliResult>(run => run.ExitCode == 141 && run.Error.Length == 0);

    [Theory]
    [InlineData("job status 4711", 3)]
    [InlineData("nonsense", 2)]
    [InlineData("file head", 2)]
    public async Task An_error_that_nobody_reads_keeps_its_exit_code(string line, int exitCode)
        => (await site.Shell($"{DeadPipe}firecrest {line} 2>&3; a=$?; firecrest {line} 2>&-; echo $a $?")).Output.Should().Be($"{exitCode} {exitCode}\n");

    [Theory]
    [InlineData("2>&3")]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task The_id_of_a_job_is_told_although_nobody_reads_remarks(string redirection)
        => (await site.Shell($"{DeadPipe}firecrest job submit '{site.Script("exit 0")}' --workdir {site.Home} -o id {redirection}")).Succeeded().Output.Should().MatchRegex("^[0-9]+\n$");

    [Fact]
    public async Task A_run_goes_on_although_nobody_reads_remarks()
        => (await site.Shell($"{DeadPipe}firecrest job run '{site.Script("echo hello; exit 3")}' --workdir {site.Home} --poll 50ms --settle 0s 2>&3"))
            .Should().Match<CliResult>(run => run.ExitCode == 1 && run.Output == "hello\n");

    [Fact]
    public async Task A_run_whose_documents_nobody_reads_goes_on_to_the_end_of_the_job()
    {
        var folder = site.MakeRemoteFolder();

        var run = await site.Shell($"{DeadPipe}firecrest job run '{site.Script("touch mark")}' --workdir {folder} --poll 50ms -o ndjson --exit-code-from-job >&3");

        run.ExitCode.Should().Be(141, "that is not the job's doing, nor that of the server");
        File.Exists(site.Hpc.GetLocalPath($"{folder}/mark")).Should().BeTrue();
    }

    [Fact]
    public async Task The_summary_is_written_although_nobody_reads_the_result()
    {
        var run = await site.Shell(
            $"{DeadPipe}firecrest job run '{site.Script("exit 0")}' --workdir {site.Home} --poll 50ms -o ndjson --summary-json summary.json >&3; echo $?; jq -r .f7t.category summary.json");

        run.Output.Should().Be("141\nSucceeded\n");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("id")]
    public async Task A_job_whose_id_nobody_reads_is_in_the_error(string form)
    {
        var run = await site.Shell($"{DeadPipe}firecrest job submit '{site.Script("exit 0")}' --workdir {site.Home} -o {form} >&3");

        run.ExitCode.Should().Be(141);
        if (form == "json")
        {
            run.ErrorCode.Should().Be("BROKEN_PIPE");
            run.ErrorDocument["jobIds"]!.AsArray().Should().ContainSingle();
        }
        else
        {
            run.Error.Should().MatchRegex("^Submitted job emulator/[0-9]+\\.\nfirecrest: Nobody reads the output any more\\.\n$");
        }
    }

    [Fact]
    public async Task A_job_whose_id_could_not_be_written_is_in_the_error()
    {
        var run = await site.Shell($"firecrest job submit '{site.Script("exit 0")}' --workdir {site.Home} -o json >/dev/full");

        run.ExitCode.Should().Be(2);
        run.ErrorDocument["jobIds"]!.AsArray().Should().ContainSingle();
    }
}
