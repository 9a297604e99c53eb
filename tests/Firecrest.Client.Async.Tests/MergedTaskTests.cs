using System.Net;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>Many waits for tasks of FirecREST v1, few requests.</summary>
public sealed class MergedTaskTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TaskWaitOptions EachSecond = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1)), TimeLimit = null };

    private readonly OlderSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public Task A_hundred_waits_ask_with_one_request_at_each_look() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 100).Select(_ => _site.AddTask(Soon)).ToList();

        var tasks = await _site.WhileUnderWay(() => Task.WhenAll(ids.Select(id => Wait(id))));

        tasks.Select(task => task.TaskId).Should().Equal(ids);
        tasks.Should().OnlyContain(task => task.State == TaskState.Succeeded);

        _site.Handler.Requests.Should().HaveCountLessThanOrEqualTo(5, "there are four looks, and the first of all goes before the others come");
        _site.Asked("/tasks", "tasks")[^3..].Should().OnlyContain(asked => asked.Length == 100);
    });

    [Fact]
    public Task One_task_is_asked_for_by_itself() => _site.Time.Run(async () =>
    {
        var id = _site.AddTask(Soon);

        await Wait(id);

        _site.Paths.Should().OnlyContain(path => path == $"/tasks/{id}").And.HaveCount(4);
    });

    [Fact]
    public Task A_failure_reaches_every_wait_and_ends_those_that_do_not_bear_it() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 10).Select(_ => _site.AddTask(Soon)).ToList();
        _site.Before = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");

        var waits = ids.ConvertAll(id => Wait(id, EachSecond with { OutageTolerance = TimeSpan.Zero }));

        foreach (var wait in waits)
        {
            await FluentActions.Awaiting(() => wait).Should().ThrowAsync<FirecrestConnectionException>();
        }

        _site.Time.Elapsed.Should().Be(TimeSpan.Zero);
    });

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public Task A_wrong_id_is_a_mistake_of_its_caller_alone(string id) => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 5).Select(_ => _site.AddTask(Soon)).ToList();

        var others = ids.ConvertAll(other => Wait(other));
        var wrong = FluentActions.Awaiting(() => Wait(id)).Should().ThrowAsync<ArgumentException>();

        await wrong;
        (await Task.WhenAll(others)).Should().OnlyContain(task => task.State == TaskState.Succeeded);
    });

    [Fact]
    public Task A_wait_that_is_cancelled_leaves_alone() => _site.Time.Run(async () =>
    {
        using var cancellation = new CancellationTokenSource();
        var ids = Enumerable.Range(0, 5).Select(_ => _site.AddTask(Soon)).ToList();

        var cancelled = _site.Client.V1.Tasks.WaitForAsync(ids[0], _ => false, EachSecond, cancellation.Token);
        var others = ids[1..].ConvertAll(id => Wait(id));
        await Task.Delay(TimeSpan.FromSeconds(1.5), _site.Time);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>();
        (await Task.WhenAll(others)).Should().OnlyContain(task => task.State == TaskState.Succeeded);
        _site.Asked("/tasks", "tasks")[^1].Should().BeEquivalentTo(ids[1..], "nobody waits for the other any more");
    });

    [Fact]
    public Task Nobody_is_told_what_was_true_before_he_asked() => _site.Time.Run(async () =>
    {
        var id = _site.AddTask(TimeSpan.Zero);
        var others = (Task<TaskInfo[]>?)null;
        _site.Before = _ =>
        {
            if (others is not null)
            {
                return null;
            }

            // The task ends while its first look is under way, and others come to look.
            others = Task.WhenAll(Wait(id), Wait(id));
            return StubHandler.Json($$"""{"task":{"task_id":"{{id}}","status":"100","service":"compute"} }""");
        };

        var first = Wait(id);
        await Task.Delay(TimeSpan.FromSeconds(0.5), _site.Time);

        first.IsCompleted.Should().BeFalse("it was told that the task is not done, and looks again in half a second");
        others!.IsCompletedSuccessfully.Should().BeTrue("they do not get the answer to a question that was asked before theirs");
        await first;
        _site.Handler.Requests.Should().HaveCount(3);
    });

    [Fact]
    public Task Of_ids_that_the_server_refuses_together_each_gets_its_own_answer_by_one_request() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 6).Select(_ => _site.AddTask(TimeSpan.Zero)).ToList();
        var unknown = new string('f', 32);
        _site.Before = request => request.Uri.AbsolutePath == "/tasks" ? StubHandler.Json("""{"description":"Failed to retrieve tasks information","error":"no"}""", HttpStatusCode.BadRequest) : null;

        var (lost, waits) = _site.WhileUnderWay(() => (Wait(unknown), ids.ConvertAll(id => Wait(id))));
        var tasks = await Task.WhenAll(waits);

        tasks.Should().OnlyContain(task => task.State == TaskState.Succeeded);
        await FluentActions.Awaiting(() => lost).Should().ThrowAsync<FirecrestNotFoundException>();
        ids.Append(unknown).Should().AllSatisfy(id => _site.Paths.Count(path => path == $"/tasks/{id}").Should().Be(1));
        _site.Paths.Count(path => path == "/tasks").Should().BeLessThan(3);
    });

    [Fact]
    public Task A_task_that_the_list_lacks_is_read_by_itself() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 6).Select(_ => _site.AddTask(TimeSpan.Zero)).ToList();
        _site.Before = request => request.Uri.AbsolutePath == "/tasks" ? StubHandler.Json("""{"tasks":{}}""") : null;

        (await Task.WhenAll(ids.Select(id => Wait(id)))).Select(task => task.TaskId).Should().Equal(ids);
    });

    [Fact]
    public Task What_the_list_says_of_a_transfer_that_is_over_is_not_believed() => _site.Time.Run(async () =>
    {
        // It was invalidated, which the list learns minutes later.
        _site.Service = "storage";
        _site.ListedStatus = TaskState.Staged.Code;
        var ids = Enumerable.Range(0, 6).Select(_ => _site.AddTask(Soon, TaskState.Invalidated.Code)).ToList();

        foreach (var wait in ids.ConvertAll(id => Wait(id)))
        {
            (await FluentActions.Awaiting(() => wait).Should().ThrowAsync<FirecrestApiException>()).Which.Task!.State.Should().Be(TaskState.Invalidated);
        }
    });

    [Fact]
    public Task More_ids_than_a_line_holds_are_several_requests() => _site.Time.Run(async () =>
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => _site.AddTask(Soon)).ToList();

        await _site.WhileUnderWay(() => Task.WhenAll(ids.Select(id => Wait(id))));

        _site.Handler.Requests.Should().OnlyContain(request => request.PathAndQuery.Length < 7500);
        _site.Handler.Requests.Should().HaveCountLessThan(4 * 6);
    });

    [Fact]
    public Task The_end_of_the_client_ends_waits_for_tasks() => _site.Time.Run(async () =>
    {
        var waits = Enumerable.Range(0, 3).Select(_ => Wait(_site.AddTask(TimeSpan.FromDays(2)))).ToList();
        await Task.Delay(TimeSpan.FromSeconds(2.5), _site.Time);

        _site.Client.Dispose();

        foreach (var wait in waits)
        {
            await FluentActions.Awaiting(() => wait).Should().ThrowAsync<ObjectDisposedException>();
        }
    });

    private Task<TaskInfo> Wait(string id, TaskWaitOptions? options = null) => _site.Client.V1.Tasks.WaitForAsync(id, _ => false, options ?? EachSecond);
}
