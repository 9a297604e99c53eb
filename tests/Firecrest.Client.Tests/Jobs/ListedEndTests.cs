using Firecrest.Testing;

namespace Firecrest.Client.Tests.Jobs;

/// <summary>What a list does not tell: tasks that ended long ago, and tasks that have ids of their own.</summary>
public sealed class ListedEndTests
{
    [Theory, SyncAndAsync]
    public async Task The_end_of_an_array_is_told_with_the_tasks_that_the_list_lacks(Mode mode)
    {
        using var handler = Server("ssh", listed: ["10_1 COMPLETED", "20 RUNNING", "30 RUNNING"], single: ["10_0 FAILED", "10_1 COMPLETED"]);
        using var client = TestClient.Create(handler);

        (await Poll(mode, client, "10", "20", "30")).Should().Equal("10_0 FAILED", "10_1 COMPLETED", "20 RUNNING", "30 RUNNING");
        Paths(handler).Should().Equal("/compute/daint/jobs", "/compute/daint/jobs/10");
    }

    [Theory, SyncAndAsync]
    public async Task A_task_that_the_list_lacks_is_asked_for_by_its_array(Mode mode)
    {
        using var handler = Server("ssh", listed: ["10_1 RUNNING", "20 RUNNING", "30 RUNNING"], single: ["10_0 FAILED", "10_1 RUNNING"]);
        using var client = TestClient.Create(handler);

        (await Poll(mode, client, "10_0", "20", "30")).Should().Equal("10_0 FAILED", "20 RUNNING", "30 RUNNING");
        (await Poll(mode, client, "10_1", "20", "30")).Should().Equal("10_1 RUNNING", "20 RUNNING", "30 RUNNING");
        Paths(handler).Should().Equal("/compute/daint/jobs", "/compute/daint/jobs/10", "/compute/daint/jobs");
    }

    [Theory, SyncAndAsync]
    public async Task An_array_that_runs_is_told_by_the_list_alone(Mode mode)
    {
        using var handler = Server("ssh", listed: ["10_1 COMPLETED", "10_[2-9] PENDING", "20 RUNNING", "30 RUNNING"], single: []);
        using var client = TestClient.Create(handler);

        (await Poll(mode, client, "10", "20", "30")).Should().Equal("10_1 COMPLETED", "10_[2-9] PENDING", "20 RUNNING", "30 RUNNING");
        Paths(handler).Should().Equal("/compute/daint/jobs");
    }

    [Theory]
    [InlineData(Mode.Sync, "rest")]
    [InlineData(Mode.Async, "hybrid")]
    public async Task Over_REST_the_end_of_a_job_is_told_when_it_was_asked_for_alone(Mode mode, string connection)
    {
        using var handler = Server(connection, listed: ["10 COMPLETED", "13 RUNNING", "20 RUNNING", "30 RUNNING"], single: ["10 COMPLETED", "13 RUNNING"]);
        using var client = TestClient.Create(handler);

        (await Poll(mode, client, "10", "20", "30")).Should().Equal("10 COMPLETED", "13 RUNNING", "20 RUNNING", "30 RUNNING");
        await Poll(mode, client, "10", "20", "30");

        Paths(handler).Should().Equal("/compute/daint/jobs", "/status/systems", "/compute/daint/jobs/10", "/compute/daint/jobs", "/compute/daint/jobs/10");
    }

    [Theory, SyncAndAsync]
    public async Task Over_SSH_the_end_of_a_job_needs_no_request_of_its_own(Mode mode)
    {
        using var handler = Server("ssh", listed: ["10 COMPLETED", "20 FAILED", "30 RUNNING"], single: []);
        using var client = TestClient.Create(handler);

        (await Poll(mode, client, "10", "20", "30")).Should().Equal("10 COMPLETED", "20 FAILED", "30 RUNNING");
        await Poll(mode, client, "10", "20", "30");

        Paths(handler).Should().Equal("/compute/daint/jobs", "/status/systems", "/compute/daint/jobs");
    }

    [Theory, SyncAndAsync]
    public async Task Over_REST_a_task_cannot_be_told_from_the_others_which_is_said_at_once(Mode mode)
    {
        using var handler = Server("rest", listed: ["10 RUNNING", "13 RUNNING"], single: ["10 RUNNING", "13 RUNNING"]);
        using var client = TestClient.Create(handler);
        var task = client.GetJobHandle("daint", "10_4");

        (await FluentActions.Awaiting(() => mode.Run(() => task.WaitForCompletion(), () => task.WaitForCompletionAsync())).Should().ThrowAsync<FirecrestNotSupportedException>())
            .Which.Message.Should().Contain("10_4 cannot be told").And.Contain("Ask for 10,");
        await FluentActions.Awaiting(() => Poll(mode, client, "10_4")).Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => Poll(mode, client, "10_4", "20", "30")).Should().ThrowAsync<FirecrestNotSupportedException>();
        Paths(handler).Count(path => path == "/compute/daint/jobs/10").Should().Be(3, "none of them waits");
    }

    [Theory, SyncAndAsync]
    public async Task Over_SSH_a_task_that_the_array_does_not_have_is_not_known(Mode mode)
    {
        using var handler = Server("ssh", listed: [], single: ["10_1 RUNNING"]);
        using var client = TestClient.Create(handler);
        var task = client.GetJobHandle("daint", "10_4");

        (await Poll(mode, client, "10_4")).Should().BeEmpty();
        await FluentActions.Awaiting(() => mode.Run(() => task.Describe(), () => task.DescribeAsync())).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    private static async Task<IEnumerable<string>> Poll(Mode mode, FirecrestClient client, params string[] ids)
        => (await mode.Run(() => client.Poll("daint", ids), () => client.PollAsync("daint", ids))).Select(job => job.ToString());

    private static IEnumerable<string> Paths(StubHandler handler) => handler.Requests.Select(request => request.PathAndQuery);

    /// <summary>A server that lists some jobs, and knows more of job 10 when that is asked for alone.</summary>
    private static StubHandler Server(string connection, string[] listed, string[] single) => new(request => StubHandler.Json(request.Uri.AbsolutePath switch
    {
        "/status/systems" => $$$"""{"systems":[{"name":"daint","scheduler":{"type":"slurm","connectionMode":"{{{connection}}}"}}]}""",
        "/compute/daint/jobs" => Jobs(listed),
        "/compute/daint/jobs/10" => Jobs(single),
        _ => Jobs([]),
    }));

    private static string Jobs(string[] rows)
        => $$"""{"jobs":[{{string.Join(',', rows.Select(row => row.Split(' ')).Select(row => $$$"""{"jobId":"{{{row[0]}}}","status":{"state":"{{{row[1]}}}"}}"""))}}]}""";
}
