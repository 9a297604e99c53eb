using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>Ends of arrays, of which a list does not tell all.</summary>
public sealed class ArrayEndTests : IDisposable
{
    private const string Daint = "daint";

    private readonly StubSite _site = new();

    /// <summary>What the server tells of job 10 when it is asked for alone.</summary>
    private string[] _single = [];

    public ArrayEndTests()
    {
        _site.Before = request => request.Uri.AbsolutePath == "/compute/daint/jobs/10"
            ? StubHandler.Json($$"""{"jobs":[{{string.Join(',', _single.Select(row => row.Split(' ')).Select(row => StubSite.Row(row[0], row[1])))}}]}""")
            : null;
        Set("20 RUNNING", "30 RUNNING");
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public Task A_task_that_failed_long_ago_counts_for_the_end_of_its_array() => _site.Time.Run(async () =>
    {
        Set("10_1 RUNNING");
        _single = ["10_0 FAILED", "10_1 COMPLETED"];
        At(60, () => Set("10_1 COMPLETED", "20 COMPLETED", "30 COMPLETED"));

        var jobs = await _site.Client.WhenAll(Handles("10", "20", "30"));

        jobs[0].ArrayTasks.Select(task => task.ToString()).Should().Equal("10_0 FAILED", "10_1 COMPLETED");
        FluentActions.Invoking(jobs[0].EnsureSucceeded).Should().Throw<JobFailedException>();
        _site.Paths.Count(path => path == "/compute/daint/jobs/10").Should().Be(1, "only the end is asked for");
    });

    [Fact]
    public Task Handles_that_wait_learn_of_it_too() => _site.Time.Run(async () =>
    {
        Set("10_1 COMPLETED", "20 COMPLETED", "30 COMPLETED", "40 COMPLETED");
        _single = ["10_0 FAILED", "10_1 COMPLETED"];

        // The first goes before the others come.
        var jobs = await _site.WhileUnderWay(() => Task.WhenAll(Handles("20", "10", "30", "10", "40").Select(handle => handle.WaitForCompletionAsync())));

        jobs[1].Category.Should().Be(JobCategory.Failed);
        jobs[3].ArrayTasks.Should().HaveCount(2);
        _site.Paths.Should().Contain("/compute/daint/jobs").And.ContainSingle(path => path == "/compute/daint/jobs/10");
    });

    [Fact]
    public Task A_task_that_the_list_lacks_is_asked_for_by_its_array() => _site.Time.Run(async () =>
    {
        Set("10_1 RUNNING");
        _single = ["10_0 FAILED", "10_1 RUNNING"];

        (await _site.Client.PollAsync(Daint, ["10_0", "20", "30"])).Select(job => job.ToString()).Should().Equal("10_0 FAILED", "20 RUNNING", "30 RUNNING");
        (await _site.Client.WhenAll(Handles("10_0"))).Single().Category.Should().Be(JobCategory.Failed);
    });

    [Fact]
    public Task An_array_whose_end_cannot_be_confirmed_is_not_over_yet() => _site.Time.Run(async () =>
    {
        Set("10_1 COMPLETED");
        _single = ["10_0 FAILED", "10_1 COMPLETED"];
        var isDown = true;
        var before = _site.Before;
        _site.Before = request => isDown && request.Uri.AbsolutePath == "/compute/daint/jobs/10" ? new HttpResponseMessage(HttpStatusCode.BadGateway) : before(request);
        At(60, () => isDown = false);
        At(300, () => Set("20 COMPLETED", "30 COMPLETED"));

        var ended = new List<(string Id, TimeSpan Time)>();
        await foreach (var job in _site.Client.AsCompletedAsync(Handles("10", "20", "30")))
        {
            ended.Add((job.Job.JobId, _site.Time.Elapsed));
            job.Info.Category.Should().Be(job.Job.JobId == "10" ? JobCategory.Failed : JobCategory.Succeeded);
        }

        ended[0].Id.Should().Be("10");
        ended[0].Time.Should().BeGreaterThan(TimeSpan.FromSeconds(60));
    });

    [Fact]
    public Task Over_REST_an_array_is_not_over_with_the_task_that_has_its_id() => _site.Time.Run(async () =>
    {
        _site.Connection = "rest";
        Set("10 COMPLETED", "13 RUNNING");
        _single = ["10 COMPLETED", "13 RUNNING"];
        At(60, () => _single = ["10 COMPLETED", "13 FAILED"]);
        At(90, () => Set("20 COMPLETED", "30 COMPLETED"));

        var jobs = await _site.Client.WhenAll(Handles("10", "20", "30"));

        jobs[0].Category.Should().Be(JobCategory.Failed);
        jobs[0].ArrayTasks.Should().HaveCount(2);
        _site.Paths.Count(path => path == "/status/systems").Should().Be(1);
    });

    [Fact]
    public Task Over_REST_tasks_cannot_be_told_apart_which_is_said_at_once() => _site.Time.Run(async () =>
    {
        _site.Connection = "hybrid";
        Set("10 RUNNING", "13 RUNNING");
        _single = ["10 RUNNING", "13 RUNNING"];

        await FluentActions.Awaiting(() => _site.Client.WhenAll(Handles("10_4"))).Should().ThrowAsync<FirecrestNotSupportedException>().WithMessage("*which of them is 10_4 cannot be told. Ask for 10,*");
        await FluentActions.Awaiting(() => _site.Client.WhenAll(Handles("10_1", "10_2", "10_3"))).Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => _site.Client.PollAsync(Daint, ["10_4", "20", "30"])).Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => Handles("10_4").Single().DescribeAsync()).Should().ThrowAsync<FirecrestNotSupportedException>();

        _site.Time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    });

    [Fact]
    public Task A_task_behind_a_list_that_is_cut_short_waits() => _site.Time.Run(async () =>
    {
        _single = ["10_1 RUNNING", "10_[2,4,...] PENDING"];
        At(60, () => _single = ["10_1 RUNNING", "10_[2,4,...] PENDING", "10_44 COMPLETED"]);

        (await _site.Client.WhenAll(Handles("10_44"))).Single().State.Should().Be(JobState.Completed);
    });

    private JobHandle[] Handles(params string[] ids) => [.. ids.Select(id => _site.Client.GetJobHandle(Daint, id))];

    private void Set(params string[] jobs)
    {
        foreach (var job in jobs.Select(job => job.Split(' ')))
        {
            _site.Set(Daint, job[0], job[1]);
        }
    }

    private void At(double seconds, Action action)
        => _site.Time.CreateTimer(_ => action(), null, TimeSpan.FromSeconds(seconds) - _site.Time.Elapsed, Timeout.InfiniteTimeSpan);
}
