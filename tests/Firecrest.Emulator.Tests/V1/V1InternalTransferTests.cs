using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1InternalTransferTests
{
    private const string Folder = "/home/test1/st";

    [Fact]
    public async Task Internal_transfers_are_jobs_with_the_recorded_tasks()
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/hello.txt", "hello");
        server.Put(Folder + "/dir/inner.txt", "inner");
        for (int i = 0; i < 4; i++)
        {
            // The recording begins with job 5.
            await server.WaitForEnd(await server.Submit("true"));
        }

        var differences = new List<string>();
        string[] names =
        [
            "cp", "rsync-with-jobname-time-account", "mv-after-another-job", "compress", "extract", "rm", "cp-source-missing", "cp-stageoutjobid-never-seen",
        ];
        int job = 5;
        foreach (string name in names)
        {
            differences.AddRange(await V1Recording.CompareTask(server, "xfer-internal/" + name));
            JsonNode row = await server.WaitForEnd($"{job++}");
            $"{name} {row["state"]} {row["exit_code"]}".Should().Be($"{name} COMPLETED 0:0");
        }

        differences.Should().BeEmpty();
        File.ReadAllText(server.Local(Folder + "/rs/inner.txt")).Should().Be("inner");
        File.Exists(server.Local(Folder + "/rs/dir/inner.txt")).Should().BeTrue();
        File.Exists(server.Local(Folder + "/mv.txt")).Should().BeFalse("it was removed");
    }

    [Fact]
    public async Task A_failed_internal_transfer_completes_and_only_its_error_file_tells()
    {
        await using var server = await V1TestServer.Start();
        Answer created = await server.Send(
            HttpMethod.Post, "/storage/xfer-internal/cp", [("sourcePath", Folder + "/nope"), ("targetPath", Folder + "/x"), ("jobName", "mine")]);
        JsonNode data = (await server.Task(created))["data"]!;

        JsonNode row = await server.WaitForEnd(data["jobid"]!.ToString());

        row["state"]!.ToString().Should().Be("COMPLETED");
        row["name"]!.ToString().Should().Be("mine");
        server.V2.Read(data["job_file_err"]!.ToString()).Should().StartWith($"cp: cannot stat '{Folder}/nope': No such file or directory\n");
        server.V2.Read(data["job_file_out"]!.ToString()).Should().Contain("mine finished on");
    }

    [Fact]
    public async Task A_transfer_waits_for_the_job_that_it_comes_after()
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/hello.txt", "hello");
        string first = await server.Submit("sleep 1000");
        Answer created = await server.Send(
            HttpMethod.Post, "/storage/xfer-internal/cp",
            [("sourcePath", Folder + "/hello.txt"), ("targetPath", Folder + "/copy.txt"), ("stageOutJobId", first)]);
        string second = (await server.Task(created))["data"]!["jobid"]!.ToString();

        JsonNode waiting = (await server.Task(await server.Get("/compute/jobs?jobs=" + second)))["data"]!["0"]!;
        await server.Send(HttpMethod.Delete, "/compute/jobs/" + first);
        JsonNode blocked = await Eventually.Get(
            async () => (await server.Task(await server.Get("/compute/jobs?jobs=" + second)))["data"]!["0"]!,
            row => row["nodelist"]!.ToString() == "(DependencyNeverSatisfied)",
            "the job to be blocked for ever");

        waiting["nodelist"]!.ToString().Should().Be("(Dependency)");
        blocked["state"]!.ToString().Should().Be("PENDING");
    }
}
