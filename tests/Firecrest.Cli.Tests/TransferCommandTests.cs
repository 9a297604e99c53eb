using System.Security.Cryptography;
using Firecrest.Emulator;

namespace Firecrest.Cli.Tests;

/// <summary>Large files, which go through an object store.</summary>
public sealed class TransferCommandTests(TransferCommandTests.SmallParts site) : IClassFixture<TransferCommandTests.SmallParts>
{
    private const int Part = 64 * 1024;
    private const int Size = (3 * Part) + 1000;

    [Fact]
    public async Task A_large_file_goes_up_and_comes_back_with_its_sum_compared()
    {
        var local = WriteLarge();
        var remote = $"{site.MakeRemoteFolder()}/large";

        var up = (await site.Run("file", "upload", local, remote, "--verify", "sha256", "--concurrency", "2", "--poll", "50ms", "-o", "json")).Succeeded();
        var down = (await site.Run("file", "download", remote, local + ".back", "--verify", "sha256", "--poll", "50ms", "-o", "json")).Succeeded();
        var cat = (await site.Run("file", "cat", remote)).Succeeded();

        var sum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(local, TestContext.Current.CancellationToken)));
        foreach (var run in new[] { up, down })
        {
            var document = run.Document("transfer");
            run.Error.Should().BeEmpty();
            (document["method"]!.GetValue<string>(), document["length"]!.GetValue<long>(), document["sha256"]!.GetValue<string>()).Should().Be(("s3", Size, sum));
        }

        SumOf(await File.ReadAllBytesAsync(local + ".back", TestContext.Current.CancellationToken)).Should().Be(sum);
        SumOf(cat.Bytes).Should().Be(sum);
    }

    [Fact]
    public async Task A_large_file_into_a_closed_pipe_ends_with_141()
    {
        var remote = site.WriteRemote(new byte[Size], "large");

        (await site.Shell($"exec 3> >(:); wait $!; firecrest file cat {remote} >&3; a=$?; firecrest file download {remote} - --poll 50ms >&3; echo $a $?")).Output.Should().Be("141 141\n");
    }

    [Fact]
    public async Task What_is_there_is_left_alone_when_told_so()
    {
        var local = WriteLarge();
        var remote = site.WriteRemote("mine");

        var up = await site.Run("file", "upload", local, remote, "--no-clobber", "-o", "json");
        var down = await site.Run("file", "download", remote, local, "--no-clobber", "-o", "json");

        (up.ExitCode, up.ErrorCode).Should().Be((8, "WRONG_STATE"));
        (down.ExitCode, down.ErrorCode).Should().Be((8, "WRONG_STATE"));
        File.ReadAllText(site.Hpc.GetLocalPath(remote)).Should().Be("mine");
        new FileInfo(local).Length.Should().Be(Size);
        (await site.Run("file", "upload", local, remote, "--overwrite", "--poll", "50ms")).Succeeded();
        new FileInfo(site.Hpc.GetLocalPath(remote)).Length.Should().Be(Size);
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused()
    {
        var local = WriteLarge();
        (await site.Run("file", "upload", local, "/x", "--overwrite", "--no-clobber", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "upload", local, "/x", "--manifest", "m", "--resume", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "upload", "-", "/x", "--resume", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "download", "/x", "-", "--no-clobber", "-o", "table")).Error.Should().Contain("--no-clobber");
        foreach (var form in new[] { "json", "ndjson", "id" })
        {
            (await site.Run("file", "download", "/x", "-", "-o", form)).Should().Match<CliResult>(run => run.ExitCode == 2 && run.Output.Length == 0);
        }

        (await site.Run("file", "upload", local, "/x", "--verify", "md5", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "upload", local, site.Home + "/x", "--concurrency", "0", "-o", "json")).ErrorCode.Should().Be("USAGE");
    }

    [Fact]
    public async Task A_file_that_arrives_with_other_bytes_is_9()
    {
        site.Hpc.Faults.OnUploads().Corrupt();

        var run = await site.Run("file", "upload", WriteLarge(), $"{site.MakeRemoteFolder()}/large", "--verify", "sha256", "--poll", "50ms", "-o", "json");

        Expect(run, 9, "INTEGRITY").Should().Contain("SHA-256");
    }

    [Fact]
    public async Task A_request_of_a_transfer_that_is_not_answered_in_time_is_no_wait_that_is_too_long()
    {
        await using var own = new SmallParts();
        await own.InitializeAsync();
        var (local, remote) = (WriteLarge(), own.WriteRemote(new string('x', Size), "large"));
        own.Hpc.Faults.On(HttpMethod.Get, "/filesystem/*/ops/checksum").Always().Delay(TimeSpan.FromHours(1));
        string[] options = ["--verify", "sha256", "--request-timeout", "2s", "--retry-for", "0s", "--poll", "50ms", "-o", "json"];

        Expect(await own.Run(["file", "download", remote, local + ".late", .. options]), 7, "TEMPORARY").Should().Contain("--request-timeout");
        var up = await own.Run(["file", "upload", local, $"{own.MakeRemoteFolder()}/late", .. options]);
        Expect(up, 11, "OUTCOME_UNKNOWN").Should().Contain("--request-timeout");
        up.ErrorDocument["mayHaveExecuted"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task A_transfer_whose_job_was_cancelled_is_10()
    {
        await using var own = new SmallParts { Slots = 1 };
        await own.InitializeAsync();
        var before = await own.Submit("sleep 600");
        using var process = own.Start("file", "download", own.WriteRemote(new string('x', Size), "large"), own.Folder, "--poll", "50ms", "-o", "json");
        await own.Requested(request => request is { Method: "POST", Status: 201 } && request.Path.EndsWith("/transfer/download", StringComparison.Ordinal));
        var waiting = (await own.Run("job", "list", "--active", "-o", "id")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except([before]);

        (await own.Run(["job", "cancel", .. waiting])).Succeeded();

        Expect(await process.End(), 10, "CANCELLED").Should().Contain("ended CANCELLED");
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_6_and_tells_what_became_of_the_job()
    {
        await using var own = new SmallParts { Slots = 1 };
        await own.InitializeAsync();
        await own.Submit("sleep 600");

        var run = await own.Run("file", "download", own.WriteRemote(new string('x', Size), "large"), own.Folder, "--timeout", "100ms", "--poll", "50ms", "-o", "json");

        Expect(run, 6, "WAIT_TIMED_OUT").Should().MatchRegex("Job .* was cancelled");
    }

    [Fact]
    public async Task Ctrl_C_cancels_the_job_and_says_so_or_leaves_it_to_the_next_run()
    {
        await using var own = new SmallParts();
        await own.InitializeAsync();
        var local = WriteLarge();
        var remote = $"{own.MakeRemoteFolder()}/large";
        var given = await Interrupt(own, 1, "file", "upload", local, remote, "-o", "json");
        Expect(given, 130, "INTERRUPTED").Should().MatchRegex("given up.*was cancelled");

        string[] resumed = ["file", "upload", local, remote, "--resume", "--concurrency", "1", "--poll", "50ms", "-o", "json"];
        own.Hpc.Faults.On(HttpMethod.Put, "/staging/*").Delay(TimeSpan.Zero);
        var left = await Interrupt(own, 2, resumed);
        Expect(left, 130, "INTERRUPTED").Should().Contain("is left as it is").And.Contain("the same call goes on");
        var manifest = Directory.GetFiles(Path.Combine(own.Folder, ".cache/firecrest/transfers")).Should().ContainSingle().Subject;
        File.GetUnixFileMode(manifest).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var document = (await own.Run(resumed)).Succeeded().Document("transfer");
        (document["resumedBytes"]!.GetValue<long>(), document["startedOver"]).Should().Be((Part, null));
        new FileInfo(own.Hpc.GetLocalPath(remote)).Length.Should().Be(Size);
        File.Exists(manifest).Should().BeFalse();
    }

    /// <summary>Interrupts a run of which the last of so many parts is held back.</summary>
    private static async Task<CliResult> Interrupt(SmallParts site, int parts, params string[] arguments)
    {
        site.Hpc.Journal.Clear();
        site.Hpc.Faults.On(HttpMethod.Put, "/staging/*").Always().Delay(TimeSpan.FromHours(1));
        using var process = site.Start(arguments);
        await site.Requested(request => request.Method == "PUT", parts);
        process.Signal("INT");
        var run = await process.End();
        site.Hpc.Faults.Clear();
        return run;
    }

    private static string Expect(CliResult run, int exitCode, string code)
    {
        run.Output.Should().BeEmpty();
        (run.ExitCode, run.ErrorCode).Should().Be((exitCode, code), run.Error);
        return run.ErrorDocument["message"]!.GetValue<string>();
    }

    private static string SumOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string WriteLarge()
    {
        var path = site.WriteLocal("");
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(Size));
        return path;
    }

    /// <summary>A site whose limit of direct operations is one small part.</summary>
    public sealed class SmallParts : CliSite
    {
        /// <summary>How many jobs run at the same time.</summary>
        internal int Slots { get; init; } = 8;

        protected override FirecrestEmulatorOptions Options
            => new() { Slots = Slots, MaxOpsFileSize = Part, StagingPartSize = Part, TransferPollInterval = TimeSpan.FromMilliseconds(10) };
    }
}
