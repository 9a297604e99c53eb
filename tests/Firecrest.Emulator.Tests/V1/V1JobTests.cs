using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1JobTests
{
    [Fact]
    public async Task A_job_that_was_uploaded_runs_in_the_folder_of_its_task()
    {
        await using var server = await V1TestServer.Start();
        string id = await server.Submit("pwd; echo $HELLO", "my job.sh", ("env", """{"HELLO":"world"}"""), ("account", "test"));

        JsonNode row = await server.WaitForEnd(id);
        row["state"]!.ToString().Should().Be("COMPLETED");
        row["exit_code"]!.ToString().Should().Be("0:0");
        row["name"]!.ToString().Should().Be("my_job.sh");
        string folder = Directory.GetDirectories(server.Local("/home/test1/firecrest")).Single();
        File.ReadAllText(Path.Combine(folder, $"slurm-{id}.out")).Should().Be($"{folder}\nworld\n");
    }

    [Fact]
    public async Task A_job_of_one_generation_is_seen_by_the_other()
    {
        await using var server = await V1TestServer.Start();
        string older = await server.Submit("true");
        string newer = await server.V2.Submit("true", new JsonObject { ["account"] = "test" });

        await server.WaitForEnd(older);
        await server.WaitForEnd(newer);
        TestServer.StateOf(await server.V2.Job(older)).Should().Be("COMPLETED");
        (await server.Task(await server.Get($"/compute/acct?jobs={older},{newer}")))["data"]!.AsArray().Count.Should().Be(2);
    }

    [Fact]
    public async Task Recorded_requests_about_running_jobs_are_answered_as_recorded()
    {
        await using var server = await V1TestServer.Start();
        server.Put("/home/test1/long.sh", "#!/bin/bash\n#SBATCH -J long -t 5 -o /home/test1/out-%j.txt\necho started\nsleep 1000\n");
        await server.Submit("true");
        await server.Submit("true");
        var differences = new List<string>();
        differences.AddRange(await V1Recording.CompareTask(server, "compute/submit-by-path"));
        differences.AddRange(await V1Recording.CompareTask(server, "compute/submit-by-path-with-account-and-env"));
        await server.V2.WaitForLine("/home/test1/out-3.txt");
        await server.V2.WaitForLine("/home/test1/out-4.txt");
        await server.WaitForEnd("1");
        await server.WaitForEnd("2");
        string[] names =
        [
            "jobs", "jobs-paging-page-0", "jobs-paging-page-out-of-range", "jobs-by-id", "jobs-of-everybody", "cancel", "cancel-again",
            "submit-by-path-unknown-account",
        ];
        foreach (string name in names)
        {
            differences.AddRange(await V1Recording.CompareTask(server, "compute/" + name));
        }

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task Jobs_that_are_over_are_listed_by_the_accounting_only()
    {
        var time = new InstantTime();
        await using var server = await V1TestServer.Start(V1TestServer.Options with { TimeProvider = time, Simulation = new JobSimulation() });
        string id = await server.Submit("true");
        // It waits ten seconds and runs for a minute.
        time.Advance(TimeSpan.FromSeconds(80));

        JsonNode early = await server.Task(await server.Get("/compute/jobs?jobs=" + id));
        time.Advance(TimeSpan.FromMinutes(5));
        JsonNode late = await server.Task(await server.Get("/compute/jobs?jobs=" + id));
        JsonNode accounted = await server.Task(await server.Get("/compute/acct?jobs=" + id));

        early["data"]!.ToJsonString().Should().Be("{}");
        late["status"]!.ToString().Should().Be("400");
        late["data"]!.ToString().Should().Be("slurm_load_jobs error: Invalid job id specified");
        accounted["data"]![0]!["state"]!.ToString().Should().Be("COMPLETED");
    }

    [Fact]
    public async Task Arrays_are_listed_by_element_and_what_waits_on_one_line()
    {
        await using var server = await V1TestServer.Start(V1TestServer.Options with { Slots = 2 });
        string id = await server.Submit("#SBATCH --array=1-5 -o /dev/null -t 5\nsleep 1000");

        JsonNode jobs = (await server.Task(await server.Get("/compute/jobs")))["data"]!;
        JsonNode one = (await server.Task(await server.Get($"/compute/jobs?jobs={id}_2")))["data"]!;
        JsonNode accounted = (await server.Task(await server.Get("/compute/acct?jobs=" + id)))["data"]!;

        jobs.AsObject().Select(row => row.Value!["jobid"]!.ToString()).Should().Equal($"{id}_[3-5]", $"{id}_1", $"{id}_2");
        one.AsObject().Single().Value!["jobid"]!.ToString().Should().Be($"{id}_2");
        accounted.AsArray().Select(row => $"{row!["jobid"]} {row["state"]} {row["nodelist"]} {row["time_left"]}").Should().BeEquivalentTo(
            $"{id}_1 RUNNING nid001 Unknown", $"{id}_2 RUNNING nid001 Unknown", $"{id}_[3-5] PENDING None assigned Unknown");
    }

    [Fact]
    public async Task The_accounting_takes_days_and_ignores_times_of_day()
    {
        var time = new InstantTime();
        await using var server = await V1TestServer.Start(V1TestServer.Options with { TimeProvider = time, Simulation = new JobSimulation() });
        string id = await server.Submit("true");
        time.Advance(TimeSpan.FromDays(2));

        (await Data("")).Should().Be("{}", "only today's jobs are shown");
        (await Data("?jobs=" + id)).Should().Contain("COMPLETED");
        (await Data("?starttime=2026-11-22")).Should().Contain("COMPLETED");
        (await Data("?starttime=2026-11-22T00:00:00")).Should().Be("{}");
        (await Data("?starttime=2030-11-22")).Should().StartWith("\"sacct: error: Start time (2030-11-22T00:00:00) requested is after end time (2026-11-24T");

        async Task<string> Data(string query) => (await server.Task(await server.Get("/compute/acct" + query)))["data"]!.ToJsonString();
    }

    [Fact]
    public async Task A_job_whose_name_has_a_pipe_shifts_the_columns_of_the_accounting()
    {
        await using var server = await V1TestServer.Start();
        string id = await server.Submit("#SBATCH -J a|b\ntrue");

        JsonNode row = (await server.Task(await server.Get("/compute/acct?jobs=" + id)))["data"]![0]!;

        row["name"]!.ToString().Should().Be("a");
        row["state"]!.ToString().Should().Be("test1");
    }

    [Fact]
    public async Task A_task_waits_in_the_queue_for_its_time()
    {
        var time = new InstantTime();
        await using var server = await V1TestServer.Start(V1TestServer.Options with
        {
            TimeProvider = time,
            Simulation = new JobSimulation(),
            V1 = V1TestServer.Options.V1 with { TaskDelay = TimeSpan.FromSeconds(1) },
        });
        Answer created = await server.Get("/compute/nodes");

        JsonNode waiting = await server.Task(created);
        time.Advance(TimeSpan.FromSeconds(1));
        JsonNode done = await server.Task(created);

        $"{waiting["status"]} {waiting["description"]}".Should().Be("100 Queued");
        $"{done["status"]} {done["description"]}".Should().Be("200 Finished successfully");
        done["data"]![0]!["NodeName"]!.ToString().Should().Be("nid001");
        time.Advance(TimeSpan.FromHours(24));
        (await server.Get("/tasks/" + created.Json["task_id"])).Status.Should().Be(404);
    }

    [Fact]
    public async Task Partitions_are_filtered_by_name()
    {
        await using var server = await V1TestServer.Start();

        JsonNode task = await server.Task(await V1Recording.Replay(server, "compute/partitions-filter"));

        task["data"]!.AsArray().Select(row => $"{row!["PartitionName"]} {row["Default"]}").Should().Equal("part02 NO", "xfer NO");
    }
}
