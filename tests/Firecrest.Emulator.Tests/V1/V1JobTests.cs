using System.Text.Json.Nodes;

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
            "jobs", "jobs-paging-page-0", "jobs-paging-page-out-of-range", "jobs-by-id", "jobs-of-everybody", "jobs-pagesize-alone", "cancel", "cancel-again",
            "submit-by-path-unknown-account",
        ];
        foreach (string name in names.Where(name => name != "jobs-pagesize-alone"))
        {
            differences.AddRange(await V1Recording.CompareTask(server, "compute/" + name));
        }

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task Jobs_that_are_over_are_listed_by_the_accounting_only()
    {
        var time = new Testing.InstantTime();
        await using var server = await V1TestServer.Start(V1TestServer.Options with { TimeProvider = time, Simulation = new JobSimulation() });
        string id = await server.Submit("true");
        time.Advance(TimeSpan.FromHours(1));
        await server.Task(await server.Get("/compute/jobs"));
        time.Advance(TimeSpan.FromSeconds(299));

        string early = (await server.Task(await server.Get("/compute/jobs?jobs=" + id)))["data"]!.ToJsonString();
        time.Advance(TimeSpan.FromHours(1));
        JsonNode late = await server.Task(await server.Get("/compute/jobs?jobs=" + id));
        JsonNode accounted = await server.Task(await server.Get("/compute/acct?jobs=" + id));

        early.Should().BeOneOf("{}", "\"slurm_load_jobs error: Invalid job id specified\"");
        late["status"]!.ToString().Should().Be("400");
        late["data"]!.ToString().Should().Be("slurm_load_jobs error: Invalid job id specified");
        accounted["data"]![0]!["state"]!.ToString().Should().Be("COMPLETED");
    }
}
