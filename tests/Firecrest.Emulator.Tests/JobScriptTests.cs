using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

public sealed class JobScriptTests
{
    [Fact]
    public async Task Directives_name_the_job_and_its_files()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("#SBATCH -J calc --output=%x-%j-%u-%N.out\n#SBATCH -e 'my errors %4j.txt' # kept apart\necho out; echo err >&2");

        JsonNode job = await server.WaitForEnd(id);

        job["name"]!.ToString().Should().Be("calc");
        server.Read($"{server.Home}/calc-{id}-fireuser-nid001.out").Should().Be("out\n");
        server.Read($"{server.Home}/my errors 0001.txt").Should().Be("err\n");
        JsonNode metadata = (await server.Get($"compute/{server.System}/jobs/{id}/metadata")).Json["jobs"]![0]!;
        metadata["standardOutput"]!.ToString().Should().Be($"{server.Home}/calc-{id}-fireuser-nid001.out");
        metadata["standardError"]!.ToString().Should().Be($"{server.Home}/my errors 0001.txt");
    }

    [Fact]
    public async Task The_request_wins_over_the_directives()
    {
        await using var server = await TestServer.Start();
        string script = "#SBATCH -J script -o script.out -A users -p part02 -D /scratch\npwd";
        var asked = new JsonObject { ["name"] = "asked", ["standardOutput"] = "asked.out", ["account"] = "staff", ["partition"] = "xfer" };
        string id = await server.Submit(script, asked);

        JsonNode job = await server.WaitForEnd(id);

        $"{job["name"]} {job["account"]} {job["partition"]}".Should().Be("asked staff xfer");
        server.Read(server.Home + "/asked.out").Should().Be(server.Emulator.GetLocalPath(server.Home) + "\n");
    }

    [Fact]
    public async Task Errors_go_into_the_output_when_nobody_asks_for_them()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("echo out; echo err >&2");

        await server.WaitForEnd(id);

        server.Read($"{server.Home}/slurm-{id}.out").Should().Be("out\nerr\n");
    }

    [Fact]
    public async Task A_job_sees_a_clean_environment()
    {
        Environment.SetEnvironmentVariable("FIRECREST_TEST_SECRET", "do not tell");
        await using var server = await TestServer.Start();
        var variables = new JsonObject { ["GREETING"] = "hi there", ["LIST"] = "a,b,c", ["HOME_OF"] = "a=b" };
        string id = await server.Submit("env", new JsonObject { ["env"] = variables });

        await server.WaitForEnd(id);

        string[] lines = server.Read($"{server.Home}/slurm-{id}.out").TrimEnd().Split('\n');
        Environment.SetEnvironmentVariable("FIRECREST_TEST_SECRET", null);
        string home = server.Emulator.GetLocalPath(server.Home);
        lines.Should().Contain([
            "GREETING=hi there", "LIST=a", "HOME_OF=a=b", "USER=fireuser", "LOGNAME=fireuser", "HOME=" + home, "SLURM_SUBMIT_DIR=" + home, "PWD=" + home,
            "SLURM_JOB_ID=" + id, "SLURM_JOBID=" + id, "SLURM_JOB_NAME=sbatch", "SLURM_JOB_PARTITION=part01", "SLURM_JOB_ACCOUNT=staff",
            "SLURM_CLUSTER_NAME=cluster", "SLURM_JOB_USER=fireuser", "SLURM_JOB_NODELIST=nid001", "SLURMD_NODENAME=nid001", "SLURM_NTASKS=1",
        ]);
        string[] allowed = ["GREETING", "LIST", "HOME_OF", "PATH", "HOME", "USER", "LOGNAME", "LANG", "SHELL", "TMPDIR", "PWD", "SHLVL", "_"];
        lines.Select(line => line.Split('=')[0]).Where(name => !name.StartsWith("SLURM", StringComparison.Ordinal)).Except(allowed).Should().BeEmpty();
    }

    [Fact]
    public async Task The_script_runs_with_the_interpreter_of_its_first_line()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("#!/usr/bin/env -S sed -n 2p\nsecond line\n");

        await server.WaitForEnd(id);

        server.Read($"{server.Home}/slurm-{id}.out").Should().Be("second line\n");
    }

    [Fact]
    public async Task A_missing_interpreter_fails_the_job()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("#!/no/such/shell\n");

        (await server.WaitForEnd(id))["status"]!["exitCode"]!.GetValue<int>().Should().Be(127);
    }

    [Fact]
    public async Task A_missing_working_directory_is_replaced_by_the_temporary_one()
    {
        await using var server = await TestServer.Start();
        string id = await server.Submit("pwd", new JsonObject { ["workingDirectory"] = server.Home + "/nowhere" });

        JsonNode job = await server.WaitForEnd(id);

        TestServer.StateOf(job).Should().Be("COMPLETED");
        job["workingDirectory"]!.ToString().Should().Be(server.Home + "/nowhere");
        server.Read($"/tmp/slurm-{id}.out").Should().Be(server.Emulator.GetLocalPath("/tmp") + "\n");
    }

    [Fact]
    public async Task Standard_input_comes_from_a_remote_file()
    {
        await using var server = await TestServer.Start();
        await server.Upload(server.Home, "input", "given\n"u8.ToArray());
        string id = await server.Submit("cat", new JsonObject { ["standardInput"] = "input" });

        await server.WaitForEnd(id);

        server.Read($"{server.Home}/slurm-{id}.out").Should().Be("given\n");
    }

    [Theory]
    [InlineData("scriptPath")]
    [InlineData("script_path")]
    public async Task A_remote_script_gives_the_job_its_name(string member)
    {
        await using var server = await TestServer.Start();
        await server.Upload(server.Home, "remote.sh", "#!/bin/bash\necho $SLURM_JOB_NAME\n"u8.ToArray());

        Answer answer = await server.TrySubmit(null, new JsonObject { [member] = server.Home + "/remote.sh" });

        answer.Status.Should().Be(201);
        string id = answer.Json["jobId"]!.ToString();
        await server.WaitForEnd(id);
        server.Read($"{server.Home}/slurm-{id}.out").Should().Be("remote.sh\n");
    }

    [Theory]
    [InlineData("#SBATCH -t soon", "sbatch: error: Invalid --time specification\n")]
    [InlineData("#SBATCH --array=x", "sbatch: error: Batch job submission failed: Invalid job array specification\n")]
    public async Task Directives_that_make_no_sense_are_refused(string directive, string error)
    {
        await using var server = await TestServer.Start();

        Answer answer = await server.TrySubmit(directive + "\ntrue");

        answer.Status.Should().Be(500);
        answer.Message.Should().Be("Unexpected Slurm command response. exit_status:1 std_err:" + error);
    }

    [Fact]
    public async Task Each_task_of_an_array_is_a_job_with_files_of_its_own()
    {
        await using var server = await TestServer.Start(new() { Slots = 2 });
        string id = await server.Submit("#SBATCH --array=1,3-5:2\necho $SLURM_ARRAY_JOB_ID $SLURM_ARRAY_TASK_ID $SLURM_ARRAY_TASK_COUNT $SLURM_JOB_ID");

        JsonArray tasks = await Eventually.Get(() => server.Jobs(id), jobs => jobs.All(job => TestServer.StateOf(job!) == "COMPLETED"), "the end of the array");

        tasks.Select(task => task!["jobId"]!.ToString()).Should().Equal(id + "_1", id + "_3", id + "_5");
        tasks[1]!["tasks"]![0]!["id"]!.ToString().Should().Be(id + "_3.batch");
        server.Read($"{server.Home}/slurm-{id}_1.out").Should().Be($"{id} 1 3 2\n");
        server.Read($"{server.Home}/slurm-{id}_5.out").Should().Be($"{id} 5 3 {id}\n");
        (await server.Jobs("2"))[0]!["jobId"]!.ToString().Should().Be(id + "_1");
        (await server.Submit("true")).Should().Be("4");
    }

    [Fact]
    public async Task An_array_runs_no_more_tasks_at_once_than_it_allows()
    {
        await using var server = await TestServer.Start(new() { Slots = 4 });
        string id = await server.Submit("#SBATCH -a 0-2%1\necho started; sleep 1000");
        await server.WaitForLine($"{server.Home}/slurm-{id}_0.out");
        string other = await server.Submit("true");

        await server.WaitForEnd(other);
        JsonArray tasks = await server.Jobs(id);
        tasks.Select(task => $"{task!["status"]!["state"]} {task["status"]!["stateReason"]}")
            .Should().Equal("RUNNING None", "PENDING JobArrayTaskLimit", "PENDING JobArrayTaskLimit");

        (await server.Delete($"compute/{server.System}/jobs/{id}")).Status.Should().Be(204);
        (await server.Jobs(id)).Should().OnlyContain(task => TestServer.StateOf(task!) == "CANCELLED by 5001");
    }
}
