using System.Text;
using Firecrest.Client;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>What is unusual and yet tells what was asked.</summary>
public sealed class StrangeButReadableTests(StrangeServer server) : IClassFixture<StrangeServer>
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("application/problem+json; charset=utf-8")]
    [InlineData("nonsense")]
    [InlineData("application/json; charset=martian")]
    public async Task The_content_type_does_not_matter(string contentType)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = server.Answering(200, contentType, "{\"systems\":[{\"name\":\"dänt\"}]}"u8.ToArray()).CreateClient();

            (await GetSystems(mode, client)).Should().ContainSingle().Which.Name.Should().Be("dänt");
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_byte_order_mark_is_skipped(Mode mode)
    {
        using var client = server.Answering(200, "application/json", [0xEF, 0xBB, 0xBF, .. "{\"systems\":[{\"name\":\"daint\"}]}"u8]).CreateClient();

        (await GetSystems(mode, client)).Should().ContainSingle().Which.Name.Should().Be("daint");
    }

    [Theory, SyncAndAsync]
    public async Task Nothing_but_an_envelope_is_an_empty_list(Mode mode)
    {
        using var client = Answering("{}");

        (await GetSystems(mode, client)).Should().BeEmpty();
        (await GetJobs(mode, client)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("\"2026-13-45T99:99:99Z\"")]
    [InlineData("\"99999-01-01T00:00:00Z\"")]
    [InlineData("7")]
    [InlineData("1e300")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("[[1],{}]")]
    public async Task A_date_that_cannot_be_read_is_as_good_as_none(string date)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = Answering($$"""
                {"systems":[{"name":"a","lastHealthCheck":{{date}},"servicesHealth":[{"serviceType":"s","healthy":true,"lastChecked":{{date}},"latency":0.5}],"fileSystems":[]}]}
                """);

            var system = (await GetSystems(mode, client)).Should().ContainSingle().Which;

            system.LastHealthCheck.Should().BeNull();
            var service = system.Services.Should().ContainSingle().Which;
            (service.LastChecked, service.Latency, service.IsHealthy).Should().Be((null, TimeSpan.FromSeconds(0.5), true), "what follows the date is read all the same");
        }
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"1795364305\"")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("4294967294")]
    [InlineData("1e300")]
    [InlineData("{\"set\":true,\"number\":1}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_time_that_cannot_be_read_is_as_good_as_none(string time)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = Answering($$"""{"jobs":[{"jobId":"1","time":{"start":{{time}},"end":{{time}},"elapsed":7},"name":"after"}]}""");

            var job = (await GetJobs(mode, client)).Should().ContainSingle().Which;

            (job.StartTime, job.EndTime, job.Elapsed, job.Name).Should().Be((null, null, TimeSpan.FromSeconds(7), "after"));
        }
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("18446744073709551614")]
    public async Task A_duration_beyond_all_measure_is_as_good_as_none(string seconds)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = Answering($$$"""
                {"jobs":[{"jobId":"1","time":{"elapsed":{{{seconds}}},"limit":{{{seconds}}}},"tasks":[{"id":"1.0","time":{"elapsed":{{{seconds}}}}}]}],
                "systems":[{"name":"a","ssh":{"timeout":{"commandExecution":{{{seconds}}}}},"servicesHealth":[{"latency":{{{seconds}}}}]}]}
                """);

            var job = (await GetJobs(mode, client)).Should().ContainSingle().Which;
            var system = (await GetSystems(mode, client)).Should().ContainSingle().Which;

            (job.Elapsed, job.TimeLimit, job.Steps[0].Elapsed).Should().Be((null, null, null));
            (system.CommandTimeout, system.Services[0].Latency).Should().Be((null, null));
        }
    }

    [Theory]
    [InlineData("9223372036854775807", 9999)]
    [InlineData("-9223372036854775808", 1)]
    [InlineData("0", 1970)]
    public async Task A_file_may_have_any_time(string seconds, int year)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var client = Answering($$$"""{"output":{"size":7,"atime":{{{seconds}}},"ctime":{{{seconds}}},"mtime":{{{seconds}}}}}""");

            var file = await mode.Run(() => client.Stat("s", "/file"), () => client.StatAsync("s", "/file"));

            (file.Size, file.AccessTime.Year, file.ChangeTime.Year, file.ModifyTime.Year).Should().Be((7, year, year, year));
        }
    }

    [Theory, SyncAndAsync]
    public async Task Words_and_members_that_are_new_pass_through(Mode mode)
    {
        using var client = Answering("""
            {"jobs":[{"jobId":1234567890123,"status":{"state":["HIBERNATING","SPECIAL"],"new":{"a":[1,{"b":null}]}},"flux":[[]],"name":null,"tasks":[{"id":null,"name":null}]}],"page":{"next":null},
            "systems":[{"name":"a","scheduler":{"type":"fluxion","version":25.11,"connectionMode":"telepathy"},
            "servicesHealth":[{"serviceType":"coffee","healthy":false}],"fileSystems":[{},{"path":null},{"path":"nowhere"},{"path":"/x","dataType":"tape","defaultWorkDir":false}],
            "dataOperation":{"dataTransfer":{"serviceType":"pigeon"}},"__proto__":{"x":1},"name ":"b"}]}
            """);

        var job = (await GetJobs(mode, client)).Should().ContainSingle().Which;
        (job.JobId, job.Name, job.State.Value, job.State.IsTerminal).Should().Be(("1234567890123", "", "HIBERNATING,SPECIAL", false));
        job.Steps.Should().ContainSingle().Which.Id.Should().BeEmpty();
        var system = (await GetSystems(mode, client)).Should().ContainSingle().Which;
        (system.Name, system.SchedulerType, system.SchedulerVersion, system.SchedulerConnectionMode, system.TransferMethod?.Value).Should().Be(("a", "fluxion", "25.11", "telepathy", "pigeon"));
        (system.Services[0].ServiceType, system.Services[0].LastChecked, system.FileSystems.Single().DataType).Should().Be(("coffee", null, "tape"));
    }

    [Theory, SyncAndAsync]
    public async Task A_member_that_comes_twice_has_its_last_value(Mode mode)
    {
        using var client = Answering("""{"jobs":[{"jobId":"1"}],"jobs":[{"jobId":"2","jobId":"3"}]}""");

        (await GetJobs(mode, client)).Should().ContainSingle().Which.JobId.Should().Be("3");
    }

    private static Task<IReadOnlyList<SystemInfo>> GetSystems(Mode mode, FirecrestClient client) => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

    private static Task<IReadOnlyList<JobInfo>> GetJobs(Mode mode, FirecrestClient client) => mode.Run(() => client.V2.Compute.GetJobs("s"), () => client.V2.Compute.GetJobsAsync("s"));

    private FirecrestClient Answering(string body) => server.Answering(200, "application/json", Encoding.UTF8.GetBytes(body)).CreateClient();
}
