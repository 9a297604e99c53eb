using System.Text.Json;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>The tasks of FirecREST v1: their statuses, their ends, and the waits for them.</summary>
public sealed class V1TaskTests
{
    private const string Id = "39c2ed7cdb4067948b6da516b8d3249a";

    public static TheoryData<string, string> FailedTasks => new()
    {
        { "compute/acct-date-in-the-future-task", "scheduler_refused" },
        { "compute/acct-malformed-id-task", "scheduler_refused" },
        { "compute/acct-page-out-of-range-task", "scheduler_refused" },
        { "compute/cancel-again-task", "job_already_ended" },
        { "compute/cancel-job-id-never-seen-task", "job_not_found" },
        { "compute/cancel-job-of-another-user-task", "permission_denied" },
        { "compute/cancel-malformed-id-task", "scheduler_refused" },
        { "compute/get-compute-partitions-on-offline-task", "unavailable" },
        { "compute/get-compute-reservations-on-offline-task", "unavailable" },
        { "compute/jobs-ended-with-page-1-task", "scheduler_refused" },
        { "compute/jobs-id-never-seen-task", "job_not_found" },
        { "compute/jobs-id-never-seen-with-a-page-task", "job_not_found" },
        { "compute/jobs-negative-page-task", "scheduler_refused" },
        { "compute/jobs-of-a-job-that-ended-long-ago-task", "job_not_found" },
        { "compute/jobs-paging-page-out-of-range-task", "scheduler_refused" },
        { "compute/submit-by-path-a-text-file-that-is-no-script-task", "scheduler_refused" },
        { "compute/submit-by-path-unknown-account-task", "scheduler_refused" },
        { "compute/submit-by-upload-no-shebang-task", "scheduler_refused" },
        { "compute/submit-by-upload-partition-that-does-not-exist-task", "scheduler_refused" },
        { "compute/submit-by-upload-unknown-account-task", "scheduler_refused" },
        { "compute/unknown-node-task", "not_found" },
        { "tasks/the-task-after-that", "not_found" },
    };

    [Theory, MemberData(nameof(FailedTasks))]
    public async Task A_recorded_task_that_failed_is_the_exception_for_its_reason_and_carries_it(string name, string code)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v1/" + name).ToResponse());
        using var client = V1Client.Over(handler, new RetryOptions());

        var failure = (await FluentActions.Awaiting(() => client.V1.Tasks.WaitForAsync(Id, _ => false)).Should().ThrowAsync<FirecrestApiException>()).Which;

        failure.ErrorCode.Value.Should().Be(code);
        failure.MayHaveExecuted.Should().BeFalse();
        failure.Task!.State.IsFailure.Should().BeTrue();
        handler.Requests.Should().ContainSingle("what a task says is final");
        var data = failure.Task.Data.ValueKind == JsonValueKind.String ? failure.Task.Data.GetString()! : "";
        failure.ServerMessage.Should().EndWith(data.Length > 0 ? data : failure.Task.Description);
        failure.Message.Should().Contain(failure.ServerMessage.TrimEnd('.'));
    }

    [Fact]
    public void No_recorded_task_that_failed_is_missing()
        => Fixture.All("v1/compute/").Concat(Fixture.All("v1/reservations/")).Where(name => Fixture.Load(name).Body.Contains("\"status\": \"400\"", StringComparison.Ordinal))
            .Select(name => name["v1/".Length..]).Should().BeEquivalentTo(FailedTasks.Select(row => row.Data.Item1).Where(name => name.StartsWith("compute/", StringComparison.Ordinal)));

    [Theory]
    [InlineData(100, false, false)]
    [InlineData(101, false, false)]
    [InlineData(110, false, false)]
    [InlineData(111, false, false)]
    [InlineData(112, false, false)]
    [InlineData(113, false, false)]
    [InlineData(114, true, false)]
    [InlineData(115, false, false)]
    [InlineData(116, false, false)]
    [InlineData(117, true, false)]
    [InlineData(118, false, true)]
    [InlineData(200, true, false)]
    [InlineData(300, false, true)]
    [InlineData(301, false, true)]
    [InlineData(302, false, true)]
    [InlineData(400, false, true)]
    [InlineData(999, false, false)]
    public void A_state_is_an_end_or_not(int code, bool success, bool failure)
    {
        var state = new TaskState(code);

        (state.IsSuccess, state.IsFailure, state.IsTerminal).Should().Be((success, failure, success || failure));
        state.ToString().Should().Be(code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Each_documented_state_has_a_name()
        => typeof(TaskState).GetProperties().Where(property => property.PropertyType == typeof(TaskState)).Select(property => ((TaskState)property.GetValue(null)!).Code)
            .Should().BeEquivalentTo([100, 101, 110, 111, 112, 113, 114, 115, 116, 117, 118, 200, 300, 301, 302, 400]);

    [Theory, SyncAndAsync]
    public async Task A_wait_goes_on_until_the_task_is_done_through_a_failed_fetch_and_an_outage(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => State(100), () => State(113), () => State(115), () => new(System.Net.HttpStatusCode.BadGateway), () => State(113), () => State(114));
        var seen = new List<int>();
        using var client = V1Client.Over(handler);
        var options = new TaskWaitOptions { StateChanged = task => seen.Add(task.State.Code) };

        var task = await mode.Run(() => client.V1.Tasks.WaitFor(Id, _ => false, options), () => client.V1.Tasks.WaitForAsync(Id, _ => false, options));

        task.State.Should().Be(TaskState.Fetched);
        seen.Should().Equal(100, 113, 115, 113, 114);
        handler.Requests.Select(request => request.PathAndQuery).Distinct().Should().Equal($"/tasks/{Id}");
    }

    [Theory, SyncAndAsync]
    public async Task A_failure_of_the_callers_own_code_ends_the_wait(Mode mode)
    {
        var own = new FirecrestException("mine") { Outcome = Errors.OutcomeClass.Unknown };
        using var handler = StubHandler.Sequence(() => State(100), () => State(100), () => State(200));
        using var client = V1Client.Over(handler);
        var options = new TaskWaitOptions { StateChanged = _ => throw own };

        (await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitFor(Id, _ => false, options), () => client.V1.Tasks.WaitForAsync(Id, _ => false, options)))
            .Should().ThrowAsync<FirecrestException>()).Which.Should().BeSameAs(own);
        (await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitFor(Id, _ => throw own), () => client.V1.Tasks.WaitForAsync(Id, _ => throw own)))
            .Should().ThrowAsync<FirecrestException>()).Which.Should().BeSameAs(own);
    }

    [Theory, SyncAndAsync]
    public async Task A_task_that_does_not_end_runs_into_the_time_limit(Mode mode)
    {
        var time = new InstantTime();
        using var handler = StubHandler.Sequence(() => Fixture.Load("v1/compute/one-job-by-path-parameter-task").ToResponse());
        using var client = V1Client.Over(handler, time: time);
        var options = new TaskWaitOptions { TimeLimit = TimeSpan.FromMinutes(1) };
        var ticket = new TaskTicket<string>(Id, task => task.Description);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitForCompletion(ticket, options), () => client.V1.Tasks.WaitForCompletionAsync(ticket, options)))
            .Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Contain(Id).And.Contain("100 Queued");
        time.Waits.Aggregate((sum, wait) => sum + wait).Should().Be(TimeSpan.FromMinutes(1));
        time.Waits[0].Should().BeLessThan(time.Waits[^2], "the pauses grow");
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_that_is_cancelled_ends_at_once(Mode mode)
    {
        using var cancellation = new CancellationTokenSource();
        using var handler = new StubHandler(_ =>
        {
            cancellation.Cancel();
            return State(100);
        });
        using var client = V1Client.Over(handler);

        await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitFor(Id, _ => false, null, cancellation.Token), () => client.V1.Tasks.WaitForAsync(Id, _ => false, null, cancellation.Token)))
            .Should().ThrowAsync<OperationCanceledException>();

        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task What_is_waited_for_may_be_before_the_end(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => State(110), () => State(111));
        using var client = V1Client.Over(handler);

        var task = await mode.Run(
            () => client.V1.Tasks.WaitFor(Id, one => one.State == TaskState.FormReady), () => client.V1.Tasks.WaitForAsync(Id, one => one.State == TaskState.FormReady));

        task.State.Should().Be(TaskState.FormReady);
    }

    [Theory, SyncAndAsync]
    public async Task A_task_that_nobody_knows_is_not_found(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v1/tasks/unknown-task").ToResponse());
        using var client = V1Client.Over(handler);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitFor(Id, _ => false), () => client.V1.Tasks.WaitForAsync(Id, _ => false)))
            .Should().ThrowAsync<FirecrestNotFoundException>();

        failure.Which.Message.Should().Contain("does not exist");
        failure.Which.Task.Should().BeNull();
    }

    [Theory, SyncAndAsync]
    public async Task An_answer_without_the_id_of_the_task_says_so(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => StubHandler.Json("""{"success":"Task created"}""", System.Net.HttpStatusCode.Created));
        using var client = V1Client.Over(handler);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V1.Compute.GetPartitions("cluster"), () => client.V1.Compute.GetPartitionsAsync("cluster")))
            .Should().ThrowAsync<FirecrestApiException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
        failure.Which.Message.Should().Contain("did not say its task_id");
    }

    [Theory, SyncAndAsync]
    public async Task A_result_of_another_form_is_an_error_that_carries_the_task(Mode mode)
    {
        using var handler = StubHandler.Sequence(
            () => Fixture.Load("v1/compute/partitions").ToResponse(), () => Fixture.Load("v1/compute/cancel-task").ToResponse());
        using var client = V1Client.Over(handler);
        var ticket = await client.V1.Compute.GetPartitionsAsync("cluster", cancellationToken: TestContext.Current.CancellationToken);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitForCompletion(ticket), () => client.V1.Tasks.WaitForCompletionAsync(ticket)))
            .Should().ThrowAsync<FirecrestApiException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
        failure.Which.Task!.State.Should().Be(TaskState.Succeeded);
    }

    [Theory, SyncAndAsync]
    public async Task Tasks_are_listed_the_oldest_first_and_without_their_secrets_in_texts(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v1/tasks/tasks-by-id").ToResponse());
        using var client = V1Client.Over(handler);
        string[] ids = ["4c4bbe30eb46b341f7123075c88e50f0", "4658f36e723edf477b421ae079cc432f"];

        var tasks = await mode.Run(() => client.V1.Tasks.GetTasks(ids), () => client.V1.Tasks.GetTasksAsync(ids));

        tasks.Select(task => task.TaskId).Should().Equal(ids);
        tasks[0].CreatedAt.Should().Be(new DateTime(2026, 11, 22, 16, 34, 15));
        tasks[1].State.Should().Be(TaskState.Staged);
        tasks[1].Data.GetProperty("url").GetString().Should().Contain("X-Amz-Signature");
        tasks[1].ToString().Should().NotContain("X-Amz");
        handler.Requests.Single().PathAndQuery.Should().Be($"/tasks?tasks={string.Join("%2C", ids)}");
    }

    private static HttpResponseMessage State(int code) => StubHandler.Json($$$"""{"task":{"task_id":"{{{Id}}}","status":"{{{code}}}","description":"","data":"","service":"storage"}}""");
}
