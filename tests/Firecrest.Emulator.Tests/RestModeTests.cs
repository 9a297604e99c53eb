using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests;

public sealed partial class RestModeTests
{
    private static readonly FirecrestEmulatorOptions Rest = new()
    {
        SystemNames = ["cluster-slurm-api", "cluster-slurm-wormhole"],
        Connection = EmulatedConnection.Rest,
        Slots = 1,
    };

    [Theory]
    [InlineData("unknown-job-rest")]
    [InlineData("cancel-unknown-rest")]
    [InlineData("job-id-letters-rest")]
    [InlineData("metadata-rest")]
    [InlineData("script-path-rest")]
    [InlineData("unknown-account-rest")]
    [InlineData("no-env-rest")]
    [InlineData("quota-rest")]
    [InlineData("no-script-rest")]
    [InlineData("submit-rest")]
    public async Task A_recorded_request_gets_the_recorded_answer(string name)
    {
        await using var server = await TestServer.Start(Rest);

        (await Recording.Compare(server, "v2/compute-rest/" + name)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_job_that_waits_and_is_cancelled_is_shown_as_recorded()
    {
        await using var server = await TestServer.Start(Rest);
        string blocker = await server.Submit("sleep 100");
        await server.Submit("true");
        string id = (await Recording.Replay(server, "v2/compute-rest/submit-rest")).Json["jobId"]!.ToString();

        List<string> differences = [.. await Recording.Compare(server, "v2/compute-rest/job-by-id-rest", id)];
        differences.AddRange(await Recording.Compare(server, "v2/compute-rest/list-rest"));
        differences.AddRange(await Recording.Compare(server, "v2/compute-rest/attach-rest", id));
        differences.AddRange(await Recording.Compare(server, "v2/compute-rest/cancel-rest", id));
        differences.AddRange(await Recording.Compare(server, "v2/compute-rest/job-after-cancel-rest", id));

        differences.Should().BeEmpty();
        JsonNode time = (await server.Job(id))["time"]!;
        time["start"]!.GetValue<long>().Should().Be(4294967294, "it never started");
        (await server.Job(blocker))["time"]!["end"]!.GetValue<long>().Should().Be(0, "it has not ended");
        File.Exists(server.Emulator.GetLocalPath(server.Home + "/attached-by-rest")).Should().BeFalse();
    }

    [Theory]
    [InlineData("exit-3-job-rest-view", "exit3", "exit 3")]
    [InlineData("signal-job-rest-view", "segv", "kill -SEGV $$")]
    public async Task A_finished_job_is_shown_as_recorded(string recording, string name, string script)
    {
        await using var server = await TestServer.Start(Rest);
        string id = await server.Submit(script, new JsonObject { ["name"] = name });
        await server.WaitForEnd(id);

        (await Recording.Compare(server, "v2/compute-rest/" + recording, id)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("submit-hybrid")]
    [InlineData("attach-hybrid")]
    [InlineData("metadata-hybrid")]
    public async Task Hybrid_mode_attaches_nothing_but_has_metadata(string recording)
    {
        await using var server = await TestServer.Start(Rest with { Connection = EmulatedConnection.Hybrid });
        string id = (await Recording.Replay(server, "v2/compute-rest/submit-hybrid")).Json["jobId"]!.ToString();
        var fixture = Fixture.Load("v2/compute-rest/" + recording);
        string target = JobPath().Replace(fixture.RequestTarget, "/jobs/" + id);

        if (fixture.RequestMethod == "GET")
        {
            Answer answer = await server.Get(target);
            Recording.Normal(answer.Text).Should().Be(Recording.Normal(fixture.Body.Replace("sample-23", "sample-" + id, StringComparison.Ordinal)));
        }
        else
        {
            (await Recording.Compare(server, "v2/compute-rest/" + recording, id)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task The_comments_of_a_script_are_not_read()
    {
        await using var server = await TestServer.Start(Rest);

        string id = await server.Submit("#SBATCH --job-name=comment\n#SBATCH --output=comment.out\ntrue");
        await server.WaitForEnd(id);

        (await server.Job(id))["name"]!.ToString().Should().NotBe("comment");
        File.Exists(server.Emulator.GetLocalPath(server.Home + "/comment.out")).Should().BeFalse();
    }

    [Fact]
    public async Task The_tasks_of_a_job_have_plain_ids_also_beside_others()
    {
        await using var server = await TestServer.Start(Rest with { Connection = EmulatedConnection.Rest });
        string id = await server.Submit("true");

        JsonNode job = await server.WaitForEnd(id);

        job["tasks"]![0]!["id"]!.ToString().Should().Be(id + ".batch");
        TestServer.StateOf(job).Should().Be("COMPLETED");
    }

    [Theory]
    [InlineData("partitions-rest")]
    [InlineData("reservations-none-rest")]
    [InlineData("userinfo-rest")]
    public async Task The_cluster_is_shown_as_recorded(string recording)
    {
        await using var server = await TestServer.Start(Rest);

        (await Recording.Compare(server, "v2/status/" + recording)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_node_has_the_recorded_types()
    {
        await using var server = await TestServer.Start(Rest);
        JsonNode recorded = JsonNode.Parse(Fixture.Load("v2/status/nodes-rest").Body)!["nodes"]![0]!;
        recorded["cpuLoad"] = 0;
        recorded["hostname"] = "nid001";

        JsonNode node = (await server.Get($"status/{server.System}/nodes")).Json["nodes"]![0]!;

        node.ToJsonString().Should().Be(recorded.ToJsonString());
    }

    [Theory]
    [InlineData(EmulatedConnection.Ssh, "reservations-ssh")]
    [InlineData(EmulatedConnection.Rest, "reservations-rest")]
    public async Task Reservations_are_shown_as_recorded(EmulatedConnection connection, string recording)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var options = Rest with
        {
            SystemNames = ["cluster-slurm-api", "cluster-slurm-ssh"],
            Connection = connection,
            Reservations = [new("testres", now.AddHours(1), now.AddHours(2)) { Features = "mc" }, new("openres", now.AddHours(-1), now.AddHours(1))],
        };
        await using var server = await TestServer.Start(options);
        string recorded = Fixture.Load("v2/status/" + recording).Body;

        Answer answer = await server.Get($"status/{server.System}/reservations");

        Times().Replace(answer.Json.ToJsonString(), "$1#").Should().Be(Times().Replace(JsonNode.Parse(recorded)!.ToJsonString(), "$1#"));
        answer.Json["reservations"]![0]!["startTime"]!.GetValue<long>().Should().Be(now.AddHours(1).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Jobs_may_ask_for_an_active_reservation_only()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await using var server = await TestServer.Start(new() { Reservations = [new("open", now.AddHours(-1), now.AddHours(9)), new("later", now.AddHours(1), now.AddHours(2))] });

        (await server.TrySubmit("true", new JsonObject { ["reservation"] = "open" })).Status.Should().Be(201);
        (await server.TrySubmit("true", new JsonObject { ["reservation"] = "later" })).Message.Should().Contain("Requested reservation is invalid");
    }

    [GeneratedRegex("/jobs/[0-9]+")]
    private static partial Regex JobPath();

    [GeneratedRegex("(Time\":)[0-9]+")]
    private static partial Regex Times();
}
