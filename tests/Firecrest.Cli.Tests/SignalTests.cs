using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Cli.Tests;

/// <summary>What a signal ends, and what it must not.</summary>
public sealed class SignalTests
{
    private const string Jobs = "/compute/*/jobs";

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_signal_ends_the_pause_before_a_submission_or_a_look_for_its_key_is_repeated(string method)
    {
        await using var site = await Start<CliSite>();
        site.Hpc.Faults.On(new HttpMethod(method), Jobs).Always().RateLimit(TimeSpan.FromMinutes(30));
        using var process = site.Start("job", "submit", site.Script("exit 0"), "--workdir", site.Home, "--idempotency-key", "k", "--retry-for", "1h", "-o", "json");
        await site.Requested(request => request.Method == method && request.Path.EndsWith("/jobs", StringComparison.Ordinal));

        process.Signal("TERM");
        var run = await process.End();

        (run.ExitCode, run.ErrorCode, run.Output).Should().Be((143, "TERMINATED", ""), run.Error);
        run.ErrorDocument["message"]!.GetValue<string>().Should().StartWith("Terminated. No job was submitted: ");
        site.Hpc.Journal.Requests.Count(request => request.Method == method && request.Path.EndsWith("/jobs", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_submission_that_is_under_way_is_answered_first()
    {
        await using var site = await Start<HeldSite>();
        site.Hpc.Faults.On(HttpMethod.Post, Jobs).Delay(HeldSite.Hold);
        using var process = CliProcess.StartOpen(
            site.Environment(), ["sh", "-c", "exec \"$@\" 2>&1", "sh", .. CliProcess.Program, "job", "submit", site.Script("exit 0"), "--workdir", site.Home, "-o", "id"]);
        await site.Holding;

        process.Signal("INT");
        (await process.ReadUntil(line => line.StartsWith("Ending.", StringComparison.Ordinal))).Should().Contain("a second signal ends at once");
        site.Time.Strike();
        var run = await process.End();

        run.ExitCode.Should().Be(130);
        run.Output.Should().MatchRegex("^Submitted job emulator/([0-9]+)\\.\n\\1\nfirecrest: Interrupted\\.\n$");
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 1)]
    public async Task A_signal_after_the_end_of_the_job_only_ends_the_showing(string script, int exitCode)
    {
        await using var site = await Start<CliSite>();
        using var process = CliProcess.StartOpen(
            site.Environment(), ["sh", "-c", "exec \"$@\" 2>&1", "sh", .. CliProcess.Program, "job", "run", site.Script(script), "--workdir", site.Home, "--poll", "50ms", "--settle", "1h"]);
        await process.ReadUntil(line => line.EndsWith(" COMPLETED", StringComparison.Ordinal) || line.EndsWith(" FAILED", StringComparison.Ordinal));

        process.Signal("INT");
        var run = await process.End();

        run.ExitCode.Should().Be(exitCode, run.Output);
        run.Output.Should().Contain("the rest of its output is not shown").And.NotContain("ancelled").And.NotContain("Interrupted");
        site.Hpc.Journal.Requests.Should().NotContain(request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_job_on_files_goes_on_after_a_signal_and_is_told()
    {
        await using var site = await Start<OneSlot>();
        await site.Submit("sleep 600");
        var file = site.WriteRemote("x");
        using var process = site.Start("file", "cp", file, file + ".copy", "-o", "json");
        await site.Requested(request => request is { Method: "GET", Status: 200 } && request.Path.Contains("/jobs/", StringComparison.Ordinal));

        process.Signal("INT");
        var run = await process.End();

        (run.ExitCode, run.ErrorCode).Should().Be((130, "INTERRUPTED"), run.Error);
        var id = run.ErrorDocument["jobIds"]!.AsArray().Should().ContainSingle().Subject!.GetValue<string>();
        run.ErrorDocument["message"]!.GetValue<string>().Should().Be($"Interrupted. Job emulator/{id} goes on.");
        (await site.Run("job", "status", id, "-o", "json")).Succeeded().Document("job")["status"]!["state"]!.GetValue<string>().Should().Be("PENDING");
    }

    [Fact]
    public async Task A_job_on_files_that_is_being_submitted_is_not_lost_sight_of()
    {
        await using var site = await Start<HeldSite>();
        site.Hpc.Faults.On(HttpMethod.Post, "/filesystem/*/transfer/cp").Delay(HeldSite.Hold);
        var file = site.WriteRemote("x");
        using var process = CliProcess.StartOpen(site.Environment(), ["sh", "-c", "exec \"$@\" 2>&1", "sh", .. CliProcess.Program, "file", "cp", file, file + ".copy", "--poll", "50ms"]);
        await site.Holding;

        process.Signal("INT");
        await process.ReadUntil(line => line.StartsWith("Ending.", StringComparison.Ordinal));
        site.Time.Strike();
        var run = await process.End();

        run.ExitCode.Should().Be(130);
        run.Output.Should().MatchRegex("^firecrest: Interrupted\\. Job emulator/[0-9]+ goes on\\.\n$");
    }

    private static async Task<T> Start<T>()
        where T : CliSite, new()
    {
        var site = new T();
        await site.InitializeAsync();
        return site;
    }

    /// <summary>A site that holds requests back until a test says so.</summary>
    private sealed class HeldSite : CliSite
    {
        public static readonly TimeSpan Hold = TimeSpan.FromDays(12);

        private readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldSite() => Time = new(TimeProvider.System, due => due == Hold && (_holding.TrySetResult() || true));

        public ChosenTime Time { get; }

        /// <summary>Ends when a request is held.</summary>
        public Task Holding => _holding.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        protected override FirecrestEmulatorOptions Options => new() { Slots = 8, TimeProvider = Time };
    }

    private sealed class OneSlot : CliSite
    {
        protected override FirecrestEmulatorOptions Options => new() { Slots = 1 };
    }
}
