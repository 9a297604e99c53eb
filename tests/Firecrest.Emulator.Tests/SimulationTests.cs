using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class SimulationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));

    [Fact]
    public async Task A_job_of_two_days_waits_runs_and_completes_without_any_real_time()
    {
        await using var server = await Start(Running(TimeSpan.FromDays(2)) with { Output = [new JobOutput("hello\n")] });
        long start = Stopwatch.GetTimestamp();
        string id = await server.Submit("#SBATCH --time=3-0\n# is never run");

        JsonNode waiting = await server.Job(id);
        Text(waiting, "status").Should().Be("""{"state":"PENDING","stateReason":"Resources","exitCode":null,"interruptSignal":null}""");
        waiting["tasks"]!.AsArray().Should().BeEmpty();
        waiting["nodes"]!.ToString().Should().BeEmpty();
        _time.Advance(TimeSpan.FromHours(3));
        JsonNode running = await server.Job(id);
        TestServer.StateOf(running).Should().Be("RUNNING");
        running["nodes"]!.ToString().Should().Be("nid001");
        running["tasks"]![0]!["id"]!.ToString().Should().Be(id + ".batch");
        _time.Advance(TimeSpan.FromDays(2));

        JsonNode done = await server.Job(id);
        TestServer.StateOf(done).Should().Be("COMPLETED");
        long submitted = DateTimeOffset.UnixEpoch.AddDays(20_000).ToUnixTimeSeconds();
        Text(done, "time").Should().Be($$"""{"elapsed":172800,"start":{{submitted + 10800}},"end":{{submitted + 10800 + 172800}},"suspended":0,"limit":259200}""");
        Text(done["tasks"]![0]!, "status").Should().Be("""{"state":"COMPLETED","stateReason":null,"exitCode":0,"interruptSignal":0}""");
        server.Read($"{server.Home}/slurm-{id}.out").Should().Be("hello\n");
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_job_changes_at_its_own_times_whenever_somebody_looks()
    {
        await using var server = await Start(Running(TimeSpan.FromMinutes(10)));
        string id = await server.Submit("x");

        _time.Advance(TimeSpan.FromDays(30));

        JsonNode done = await server.Job(id);
        (done["time"]!["end"]!.GetValue<long>() - done["time"]!["start"]!.GetValue<long>()).Should().Be(600);
    }

    [Theory]
    [InlineData("FAILED", 3, 0, "FAILED")]
    [InlineData("OUT_OF_MEMORY", 0, 125, "OUT_OF_MEMORY")]
    [InlineData("NODE_FAIL", 0, 0, "CANCELLED")]
    [InlineData("PREEMPTED", 0, 0, "CANCELLED")]
    [InlineData(null, 0, 0, "COMPLETED")]
    [InlineData(null, 7, 0, "FAILED")]
    [InlineData(null, 0, 9, "CANCELLED")]
    public async Task A_job_ends_as_it_is_told(string? state, int exitCode, int signal, string batch)
    {
        await using var server = await Start(Running(Second) with { FinalState = state, ExitCode = exitCode, Signal = signal, FinalReason = "Told" });
        string id = await server.Submit("x");

        _time.Advance(TimeSpan.FromDays(1));

        JsonNode job = await server.Job(id);
        state ??= exitCode + signal == 0 ? "COMPLETED" : "FAILED";
        Text(job, "status").Should().Be($$"""{"state":"{{state}}","stateReason":"Told","exitCode":{{exitCode}},"interruptSignal":{{signal}}}""");
        TestServer.StateOf(job["tasks"]![0]!).Should().Be(batch);
    }

    [Fact]
    public async Task A_job_can_walk_through_any_states_and_starts_anew_when_it_is_requeued()
    {
        string[] states = ["PENDING", "CONFIGURING", "RUNNING", "REQUEUED", "PENDING", "RUNNING", "COMPLETING"];
        var plan = new SimulatedJob
        {
            Phases = [.. states.Select(state => new JobPhase(state, TimeSpan.FromHours(1)))],
            Output = [new JobOutput("early\n"), new JobOutput("late\n", TimeSpan.FromMinutes(90))],
        };
        await using var server = await Start(plan, new() { DefaultTimeLimit = TimeSpan.FromDays(1) });
        string id = await server.Submit("x");
        var seen = new List<string>();
        var outputs = new List<string?>();

        for (int hour = 0; hour < 8; hour++)
        {
            JsonNode job = await server.Job(id);
            seen.Add($"{TestServer.StateOf(job)} {job["time"]!["start"] is not null} {job["time"]!["elapsed"]} {job["tasks"]!.AsArray().Count}");
            string output = server.Emulator.GetLocalPath($"{server.Home}/slurm-{id}.out");
            outputs.Add(File.Exists(output) ? File.ReadAllText(output) : null);
            _time.Advance(TimeSpan.FromHours(1));
        }

        seen.Should().Equal(
            "PENDING False 0 0", "CONFIGURING True 0 0", "RUNNING True 3600 1", "REQUEUED False 0 0", "PENDING False 0 0", "RUNNING True 0 1", "COMPLETING True 3600 1",
            "COMPLETED True 7200 1");
        outputs.Should().Equal(null, "early\n", "early\n", "early\n", "early\n", "early\n", "early\n", "early\nlate\n");
    }

    [Fact]
    public async Task What_a_job_does_is_chosen_by_what_was_submitted()
    {
        SimulatedJob? Choose(SubmittedJob job)
            => job.Name == "bad" ? Running(Second) with { ExitCode = 2 } : job.ArrayIndex == 2 ? Running(Second) with { FinalState = "NODE_FAIL" } : null;
        await using var server = await TestServer.Start(new() { TimeProvider = _time, Simulation = new() { Choose = Choose } });
        string bad = await server.Submit("#SBATCH -J bad\n");
        string array = await server.Submit("#SBATCH --array=1-3\n");
        string good = await server.Submit("x");

        _time.Advance(TimeSpan.FromSeconds(15));
        TestServer.StateOf(await server.Job(good)).Should().Be("RUNNING", "the default waits 10 s");
        _time.Advance(TimeSpan.FromDays(1));

        TestServer.StateOf(await server.Job(bad)).Should().Be("FAILED");
        TestServer.StateOf(await server.Job(good)).Should().Be("COMPLETED");
        (await server.Jobs(array)).Select(task => $"{task!["jobId"]} {TestServer.StateOf(task)}")
            .Should().Equal($"{array}_1 COMPLETED", $"{array}_2 NODE_FAIL", $"{array}_3 COMPLETED");
    }

    [Theory]
    [InlineData(0, "None assigned", false)]
    [InlineData(4, "nid001", true)]
    public async Task A_simulated_job_can_be_cancelled(int hours, string nodes, bool hasOutput)
    {
        await using var server = await Start(Running(TimeSpan.FromDays(1)) with { Output = [new JobOutput("a\n"), new JobOutput("b\n", TimeSpan.FromHours(2))] });
        string id = await server.Submit("x");
        _time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromTicks(hours));

        (await server.Delete($"compute/{server.System}/jobs/{id}")).Status.Should().Be(204);
        Answer again = await server.Delete($"compute/{server.System}/jobs/{id}");
        _time.Advance(TimeSpan.FromDays(3));

        again.Message.Should().Contain("Job/step already completing or completed");
        JsonNode job = await server.Job(id);
        TestServer.StateOf(job).Should().Be("CANCELLED by 5001");
        job["nodes"]!.ToString().Should().Be(nodes);
        string output = server.Emulator.GetLocalPath($"{server.Home}/slurm-{id}.out");
        File.Exists(output).Should().Be(hasOutput);
        (hasOutput ? await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken) : "a\n").Should().Be("a\n");
    }

    [Fact]
    public async Task A_simulated_job_ends_at_its_time_limit_also_when_nobody_looks()
    {
        await using var server = await Start(Running(Timeout.InfiniteTimeSpan));
        string id = await server.Submit("#SBATCH --time=2:00:00\n");
        string free = await server.Submit("#SBATCH --time=UNLIMITED\n");

        _time.Advance(TimeSpan.FromDays(300));

        JsonNode job = await server.Job(id);
        TestServer.StateOf(job).Should().Be("TIMEOUT");
        job["time"]!["elapsed"]!.GetValue<int>().Should().Be(7200);
        TestServer.StateOf(job["tasks"]![0]!).Should().Be("CANCELLED");
        TestServer.StateOf(await server.Job(free)).Should().Be("RUNNING");
    }

    [Fact]
    public async Task Output_grows_while_the_job_runs_and_is_separated_when_asked_for()
    {
        var plan = Running(TimeSpan.FromHours(1)) with
        {
            Output = [new JobOutput("one\n"), new JobOutput("oh\n", 10 * Second) { IsError = true }, new JobOutput("two\n", 20 * Second)],
        };
        await using var server = await Start(plan);
        string together = await server.Submit("x");
        string apart = await server.Submit("x", new JsonObject { ["standardError"] = "errors", ["standardOutput"] = "output" });
        _time.Advance(TimeSpan.FromHours(3) + (15 * Second));

        (await server.Ops("tail", $"{server.Home}/slurm-{together}.out")).Json["output"]!["content"]!.ToString().Should().Be("one\noh\n");
        _time.Advance(5 * Second);

        (await server.Ops("tail", $"{server.Home}/slurm-{together}.out")).Json["output"]!["content"]!.ToString().Should().Be("one\noh\ntwo\n");
        server.Read(server.Home + "/output").Should().Be("one\ntwo\n");
        server.Read(server.Home + "/errors").Should().Be("oh\n");
        (await server.Get($"compute/{server.System}/jobs/{apart}/metadata")).Json["jobs"]![0]!["standardError"]!.ToString().Should().Be(server.Home + "/errors");
    }

    [Fact]
    public async Task Output_can_appear_late_after_the_end()
    {
        await using var server = await Start(Running(TimeSpan.FromHours(1)) with { Output = [new JobOutput("x\n")], OutputDelayAfterEnd = TimeSpan.FromMinutes(1) });
        string id = await server.Submit("x");

        _time.Advance(TimeSpan.FromHours(4));
        TestServer.StateOf(await server.Job(id)).Should().Be("COMPLETED");
        _time.Advance(TimeSpan.FromSeconds(59));
        (await server.Ops("stat", $"{server.Home}/slurm-{id}.out")).Status.Should().Be(404);
        _time.Advance(Second);

        (await server.Ops("stat", $"{server.Home}/slurm-{id}.out")).Json["output"]!["size"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public async Task A_job_without_a_place_for_its_output_fails_at_its_start_and_a_held_one_never_starts()
    {
        await using var server = await Start(Running(TimeSpan.FromHours(1)));
        string lost = await server.Submit("#SBATCH -o /no/such/folder/out\n");
        string held = await server.Submit("#SBATCH --hold\n");

        _time.Advance(TimeSpan.FromHours(3));

        Text(await server.Job(lost), "status").Should().Be("""{"state":"FAILED","stateReason":"None","exitCode":0,"interruptSignal":53}""");
        Text(await server.Job(held), "status").Should().Be("""{"state":"PENDING","stateReason":"JobHeldUser","exitCode":null,"interruptSignal":null}""");
    }

    [Fact]
    public async Task Attach_is_answered_as_always_and_nodes_are_counted()
    {
        await using var server = await Start(Running(TimeSpan.FromHours(1)));
        string id = await server.Submit("x");
        string path = $"compute/{server.System}/jobs/{id}/attach";

        (await server.SendJson(HttpMethod.Put, path, """{"command":"hostname"}""")).Message.Should().Contain("Job is pending execution");
        _time.Advance(TimeSpan.FromHours(3));
        (await server.SendJson(HttpMethod.Put, path, """{"command":"hostname -f"}""")).Status.Should().Be(204);
        (await server.Job(id))["tasks"]!.AsArray().Select(step => $"{step!["id"]} {step["name"]} {TestServer.StateOf(step)}")
            .Should().Equal($"{id}.batch batch RUNNING", $"{id}.0 hostname COMPLETED");
        (await server.Get($"status/{server.System}/nodes")).Json["nodes"]![0]!["state"]![0]!.ToString().Should().Be("MIXED");
        _time.Advance(TimeSpan.FromHours(1));

        (await server.SendJson(HttpMethod.Put, path, """{"command":"hostname"}""")).Message.Should().Contain("has expired");
        (await server.Get($"status/{server.System}/nodes")).Json["nodes"]![0]!["state"]![0]!.ToString().Should().Be("IDLE");
    }

    [Fact]
    public void Phases_and_output_that_cannot_be_are_refused()
    {
        FluentActions.Invoking(() => new JobPhase("RUNNING", -Second)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new JobPhase(" ", Second)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new JobOutput("x", -Second)).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>Three hours in the queue first.</summary>
    private static SimulatedJob Running(TimeSpan duration)
        => new() { Phases = [new JobPhase("PENDING", TimeSpan.FromHours(3)) { Reason = "Resources" }, new JobPhase("RUNNING", duration)] };

    private Task<TestServer> Start(SimulatedJob job, FirecrestEmulatorOptions? options = null)
        => TestServer.Start((options ?? new()) with { TimeProvider = _time, Simulation = new JobSimulation { Default = job } });

    private static string Text(JsonNode parent, string name) => parent[name]!.ToJsonString();
}
