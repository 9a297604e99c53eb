using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class JobTests
{
    [Fact]
    public async Task A_completed_job_has_all_of_its_output()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("for i in $(seq 1 20000); do echo line $i; done");

        JsonNode job = await server.WaitForEnd(id);

        TestServer.StateOf(job).Should().Be("COMPLETED");
        string[] lines = server.Read($"{server.Home}/slurm-{id}.out").TrimEnd().Split('\n');
        lines.Should().HaveCount(20000);
        lines[^1].Should().Be("line 20000");
    }

    [Theory]
    [InlineData("exit 3", "FAILED", 3, 0)]
    [InlineData("exit 139", "FAILED", 139, 0)]
    [InlineData("kill -SEGV $$", "FAILED", 0, 11)]
    [InlineData("kill -KILL $$", "FAILED", 0, 9)]
    [InlineData("kill -TERM $$", "FAILED", 0, 15)]
    public async Task A_failed_job_tells_its_exit_code_or_signal(string script, string state, int exitCode, int signal)
    {
        await using var server = await TestServer.Start();

        JsonNode status = (await server.WaitForEnd(await server.Submit(script)))["status"]!;

        status["state"]!.ToString().Should().Be(state);
        status["exitCode"]!.GetValue<int>().Should().Be(exitCode);
        status["interruptSignal"]!.GetValue<int>().Should().Be(signal);
    }

    [Fact]
    public async Task Jobs_beyond_the_slots_wait_for_their_turn()
    {
        await using var server = await TestServer.Start(new() { Slots = 1 });
        string first = await server.Submit("echo started; while [ ! -e go ]; do sleep 0.02; done");
        string second = await server.Submit("true");
        string third = await server.Submit("true");
        await server.WaitForLine($"{server.Home}/slurm-{first}.out");

        Reason(await server.Job(second)).Should().Be("PENDING Resources");
        Reason(await server.Job(third)).Should().Be("PENDING Priority");
        await server.Upload(server.Home, "go", "x"u8.ToArray());

        JsonNode done = await server.WaitForEnd(third);
        long End(JsonNode job) => job["time"]!["end"]!.GetValue<long>();
        End(await server.Job(first)).Should().BeLessThanOrEqualTo(End(done));
        TestServer.StateOf(await server.Job(second)).Should().Be("COMPLETED");

        static string Reason(JsonNode job) => $"{job["status"]!["state"]} {job["status"]!["stateReason"]}";
    }

    [Fact]
    public async Task A_cancelled_job_ends_with_its_children()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("sleep 1000 & echo $! ; wait");
        int child = Number(await server.WaitForLine($"{server.Home}/slurm-{id}.out"));

        (await server.Delete($"compute/{server.System}/jobs/{id}")).Status.Should().Be(204);

        JsonNode job = await server.Job(id);
        TestServer.StateOf(job).Should().Be("CANCELLED by 5001");
        job["tasks"]![0]!["status"]!.ToJsonString().Should().Be("""{"state":"CANCELLED","stateReason":null,"exitCode":0,"interruptSignal":15}""");
        await Eventually.IsTrue(() => !IsAlive(child), "the end of the child");
    }

    [Fact]
    public async Task A_job_that_ignores_the_request_to_end_is_killed()
    {
        await using var server = await TestServer.Start(new() { KillGrace = TimeSpan.FromMilliseconds(200) });
        string id = await server.Submit("trap '' TERM; echo $$; while :; do sleep 0.1; done");
        int shell = Number(await server.WaitForLine($"{server.Home}/slurm-{id}.out"));

        await server.Delete($"compute/{server.System}/jobs/{id}");

        await Eventually.IsTrue(() => !IsAlive(shell), "the end of the shell");
    }

    [Fact]
    public async Task A_waiting_job_can_be_cancelled_and_never_starts()
    {
        await using var server = await TestServer.Start(new() { Slots = 1 });
        string first = await server.Submit("sleep 1000");
        string second = await server.Submit("touch started");

        (await server.Delete($"compute/{server.System}/jobs/{second}")).Status.Should().Be(204);
        (await server.Delete($"compute/{server.System}/jobs/{first}")).Status.Should().Be(204);
        await server.WaitForEnd(await server.Submit("true"));

        JsonNode job = await server.Job(second);
        TestServer.StateOf(job).Should().Be("CANCELLED by 5001");
        job["time"]!["start"].Should().BeNull();
        File.Exists(server.Emulator.GetLocalPath(server.Home + "/started")).Should().BeFalse();
    }

    [Fact]
    public async Task A_job_over_its_time_limit_is_ended()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(new() { TimeProvider = time });
        string id = await server.Submit("#SBATCH -t 2:00:00\necho started; sleep 1000");
        string free = await server.Submit("#SBATCH --time=UNLIMITED\necho started; sleep 1000");
        await server.WaitForLine($"{server.Home}/slurm-{id}.out");

        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        TestServer.StateOf(await server.Job(id)).Should().Be("RUNNING");
        time.Advance(TimeSpan.FromSeconds(1));

        JsonNode job = await server.WaitForEnd(id);
        TestServer.StateOf(job).Should().Be("TIMEOUT");
        job["time"]!["elapsed"]!.GetValue<int>().Should().Be(7200);
        job["time"]!["limit"]!.GetValue<int>().Should().Be(7200);
        JsonNode other = await server.Job(free);
        TestServer.StateOf(other).Should().Be("RUNNING");
        other["time"]!["limit"].Should().BeNull();
    }

    [Fact]
    public async Task A_list_looks_back_as_far_as_asked()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(new() { TimeProvider = time });
        string id = await server.Submit("true");
        await server.WaitForEnd(id);
        time.Advance(TimeSpan.FromHours(2));

        (await Count("?time_window=1h")).Should().Be(0);
        (await Count("?time_window=8h")).Should().Be(1);
        (await Count("")).Should().Be(1);
        (await Count("?name=other")).Should().Be(0);
        (await Count("?account=users")).Should().Be(0);
        (await Count("?account=staff&allusers=true")).Should().Be(1);
        time.Advance(TimeSpan.FromHours(23));
        (await Count("")).Should().Be(0);
        (await Count("?time_window=3d")).Should().Be(1);
        TestServer.StateOf(await server.Job(id)).Should().Be("COMPLETED");

        async Task<int> Count(string query) => (await server.Get($"compute/{server.System}/jobs{query}")).Json["jobs"]!.AsArray().Count;
    }

    [Fact]
    public async Task An_attached_command_runs_beside_the_job_and_leaves_it_alone()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("echo started; sleep 1000");
        await server.WaitForLine($"{server.Home}/slurm-{id}.out");

        Answer answer = await Attach(server, id, "echo $SLURM_JOB_ID $PWD > attached");
        Answer failed = await Attach(server, id, "echo no >&2; exit 4");

        answer.Status.Should().Be(204);
        server.Read(server.Home + "/attached").Should().Be($"{id} {server.Emulator.GetLocalPath(server.Home)}\n");
        failed.Status.Should().Be(500);
        failed.Message.Should().Be("Unexpected Slurm command response. exit_status:4 std_err:no\nsrun: error: nid001: task 0: Exited with exit code 4\n");
        JsonNode job = await server.Job(id);
        TestServer.StateOf(job).Should().Be("RUNNING");
        job["tasks"]!.AsArray().Select(task => $"{task!["id"]} {task["name"]} {task["status"]!["state"]}")
            .Should().Equal($"{id}.batch batch RUNNING", $"{id}.0 echo COMPLETED", $"{id}.1 echo FAILED");
    }

    [Fact]
    public async Task An_attached_command_that_takes_too_long_is_ended()
    {
        await using var server = await TestServer.Start(new() { SchedulerCommandTimeout = TimeSpan.FromMilliseconds(200) });
        string id = await server.Submit("echo started; sleep 1000");
        await server.WaitForLine($"{server.Home}/slurm-{id}.out");

        Answer answer = await Attach(server, id, "sleep 1000");

        answer.Status.Should().Be(408);
        answer.Message.Should().Be("Command execution timeout limit exceeded.");
        TestServer.StateOf(await server.Job(id)).Should().Be("RUNNING");
    }

    [Fact]
    public async Task Stopping_the_emulator_ends_its_jobs_and_what_they_left_behind()
    {
        var server = await TestServer.Start();
        string running = await server.Submit("sleep 1000 & echo $$ $!; wait");
        await server.Submit("setsid bash -c 'echo $$ > escaped; exec sleep 1000'");
        int[] processes = [.. (await server.WaitForLine($"{server.Home}/slurm-{running}.out")).Split(' ').Select(Number)];
        int escaped = Number(await server.WaitForLine(server.Home + "/escaped"));
        processes.Should().OnlyContain(id => IsAlive(id));

        await server.DisposeAsync();

        await Eventually.IsTrue(() => !processes.Any(IsAlive), "the end of the processes");
        await Eventually.IsTrue(() => !IsAlive(escaped), "the end of the process outside of the group of its job");
        Directory.Exists(server.Emulator.RootFolder).Should().BeFalse();
    }

    [Fact]
    public async Task Stopping_the_emulator_twice_is_fine()
    {
        var server = await TestServer.Start();

        await server.DisposeAsync();
        await server.Emulator.DisposeAsync();
    }

    private static Task<Answer> Attach(TestServer server, string id, string command)
        => server.SendJson(HttpMethod.Put, $"compute/{server.System}/jobs/{id}/attach", new JsonObject { ["command"] = command }.ToJsonString());

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            // A killed process stays in the table until its parent looks: it does nothing any more.
            return !process.HasExited && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{processId}/stat").Contains(") Z", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
