using Firecrest.Testing;

namespace Firecrest.Client.Tests.Jobs;

/// <summary>Jobs that the scheduler has forgotten and accounting has not, and what PBS does not tell.</summary>
public sealed class EndedJobTests
{
    [Theory, SyncAndAsync]
    public async Task Cancelling_a_job_that_was_over_long_ago_is_no_error(Mode mode)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "DELETE" ? "v2/compute/cancel-unknown-job" : "v2/compute/completed-job").ToResponse());
        using var client = TestClient.Create(handler);

        await mode.Run(() => client.Cancel("daint", "3"), () => client.CancelAsync("daint", "3"));

        handler.Requests.Select(request => request.Method).Should().Equal("DELETE", "GET");
    }

    [Theory]
    [InlineData(Mode.Sync, "v2/compute/job-by-id-unknown")]
    [InlineData(Mode.Async, "v2/compute/job-by-id-unknown")]
    [InlineData(Mode.Sync, "v2/compute/job-by-id-running")]
    [InlineData(Mode.Async, "v2/status/unknown-system")]
    public async Task Cancelling_a_job_that_is_not_over_and_not_known_is_an_error(Mode mode, string seen)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "DELETE" ? "v2/compute/cancel-unknown-job" : seen).ToResponse());
        using var client = TestClient.Create(handler);

        (await FluentActions.Awaiting(() => mode.Run(() => client.Cancel("daint", "3"), () => client.CancelAsync("daint", "3"))).Should().ThrowAsync<FirecrestNotFoundException>())
            .Which.Method.Should().Be("DELETE");
    }

    [Theory]
    [InlineData(Mode.Sync, "COMPLETED", true)]
    [InlineData(Mode.Async, "COMPLETED", true)]
    [InlineData(Mode.Sync, "RUNNING", false)]
    [InlineData(Mode.Async, "RUNNING", false)]
    public async Task On_the_older_generation_too(Mode mode, string state, bool isFine)
    {
        using var handler = new StubHandler(request => (request.Method, request.Uri.AbsolutePath) switch
        {
            ("DELETE", _) => StubHandler.Json("""{"success":"Task created","task_id":"d","task_url":"/tasks/d"}"""),
            (_, "/compute/acct") => StubHandler.Json("""{"success":"Task created","task_id":"a","task_url":"/tasks/a"}"""),
            (_, "/tasks/d") => Task("d", 400, "\"scancel: Terminating job 3scancel: error: Kill job error on job id 3: Invalid job id specified\""),
            _ => Task("a", 200, $$"""[{"jobid":"3","name":"job","state":"{{state}}","partition":"p","user":"u","start_time":"2026-11-22T11:00:00","time":"00:00:02","cpu_time":"00:00:02","elapsed_time":"00:00:02","termination_time":"Unknown","time_left":"Unknown","nodes":"1","nodelist":"nid001","exit_code":"0:0"}]"""),
        });
        using var client = new FirecrestClient(TestClient.Address, new StaticTokenAuth("test-token"), TestClient.Options(handler) with { ApiVersion = FirecrestApiVersion.V1 });

        var cancelled = FluentActions.Awaiting(() => mode.Run(() => client.Cancel("daint", "3"), () => client.CancelAsync("daint", "3"))).Should();

        await (isFine ? cancelled.NotThrowAsync() : (Task)cancelled.ThrowAsync<FirecrestApiException>());
        handler.Requests.Should().Contain(request => request.Uri.AbsolutePath == "/compute/acct");
    }

    [Theory, SyncAndAsync]
    public async Task Jobs_of_PBS_are_chosen_by_when_they_must_have_ended(Mode mode)
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        using var handler = new StubHandler(_ => StubHandler.Json($$"""{"jobs":[{{Row("1", "F", now.AddHours(-3), 600)}},{{Row("2", "F", now.AddHours(-3), 9000)}},{{Row("3", "R", now.AddHours(-3), 600)}},{{Row("4", "F", null, null)}}]}"""));
        using var client = TestClient.Create(handler);
        var options = new GetJobsOptions { TimeWindow = JobsTimeWindow.OneHour };

        (await mode.Run(() => client.GetJobs("pub", options), () => client.GetJobsAsync("pub", options))).Select(job => job.JobId).Should().Equal("2", "3", "4");
    }

    [Theory]
    [InlineData("pbs", "/w/err.txt", "/w/out.txt", "/w/out.txt", "/w/err.txt")]
    [InlineData("pbs", "/w/job.e7", "/w/job.o7", "/w/job.o7", "/w/job.e7")]
    [InlineData("pbs", "/w/job.o7", "/w/job.e7", "/w/job.o7", "/w/job.e7")]
    [InlineData("pbs", "/w/all.txt", "/w/all.txt", "/w/all.txt", "/w/all.txt")]
    [InlineData("slurm", "/w/out.txt", "/w/err.txt", "/w/out.txt", "/w/err.txt")]
    public async Task The_paths_of_a_job_of_PBS_are_not_taken_for_each_other(string scheduler, string output, string error, string expectedOutput, string expectedError)
    {
        using var handler = new StubHandler(request => StubHandler.Json(request.Uri.AbsolutePath == "/status/systems"
            ? $$$"""{"systems":[{"name":"pub","scheduler":{"type":"{{{scheduler}}}","connectionMode":"ssh"}}]}"""
            : $$"""{"jobs":[{"jobId":"7","script":null,"standardInput":null,"standardOutput":"{{output}}","standardError":"{{error}}"}]}"""));
        using var client = TestClient.Create(handler);
        var job = client.GetJobHandle("pub", "7");

        foreach (var mode in Enum.GetValues<Mode>())
        {
            (await mode.Run(() => job.GetOutputPaths(), () => job.GetOutputPathsAsync())).Should().Be(new JobOutputPaths(expectedOutput, expectedError));
        }
    }

    private static HttpResponseMessage Task(string id, int status, string data) => StubHandler.Json(
        $$"""{"task":{"task_id":"{{id}}","status":"{{status}}","description":"","data":{{data}},"service":"compute","system":"daint","user":"u","created_at":"2026-11-22T12:00:00","updated_at":"2026-11-22T12:00:00"} }""");

    private static string Row(string id, string state, DateTimeOffset? start, int? elapsed)
        => $$$"""{"jobId":"{{{id}}}","status":{"state":"{{{state}}}","exitCode":0},"time":{"elapsed":{{{elapsed?.ToString(null, null) ?? "null"}}},"start":{{{start?.ToUnixTimeSeconds().ToString(null, null) ?? "null"}}},"end":null}}""";
}
