using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>Many looks at jobs, few requests.</summary>
public sealed class MergedPollTests : IDisposable
{
    private const string Daint = "daint";
    private const string Eiger = "eiger";

    private readonly StubSite _site = new();

    public MergedPollTests()
    {
        foreach (var id in Enumerable.Range(1, 100))
        {
            _site.Set(Daint, $"{id}", "RUNNING");
            _site.Set(Eiger, $"{id}", "PENDING");
        }
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public Task A_thousand_looks_at_two_systems_are_few_requests_and_each_gets_its_own_system() => _site.Time.Run(async () =>
    {
        var looks = Enumerable.Range(0, 1000).Select(i => _site.Client.PollAsync(i % 2 == 0 ? Daint : Eiger, Ids(i % 90, 10))).ToList();

        for (var i = 0; i < looks.Count; i++)
        {
            var jobs = await looks[i];
            jobs.Select(job => job.JobId).Should().Equal(Ids(i % 90, 10));
            jobs.Should().OnlyContain(job => job.State == (i % 2 == 0 ? JobState.Running : JobState.Pending));
        }

        _site.Paths.Should().OnlyContain(path => path == "/compute/daint/jobs" || path == "/compute/eiger/jobs");
        _site.Paths.Should().HaveCountLessThan(50);
    });

    [Fact]
    public Task Lists_with_other_filters_are_requests_of_their_own_and_those_with_the_same_are_one() => _site.Time.Run(async () =>
    {
        GetJobsOptions[] filters = [new(), new() { Name = "a" }, new() { Name = "b" }, new() { AllUsers = true }, new() { Account = "a" }, new() { TimeWindow = JobsTimeWindow.OneDay }];

        await _site.WhileUnderWay(() => Task.WhenAll(Enumerable.Range(0, 120).Select(i => _site.Client.GetJobsAsync(Daint, filters[i % filters.Length] with { }))));

        var queries = _site.Handler.Requests.GroupBy(request => request.Uri.Query).ToList();
        queries.Should().HaveCount(filters.Length);
        queries.Should().AllSatisfy(query => query.Should().HaveCountLessThanOrEqualTo(2, "the first of each kind goes before the others come"));
    });

    [Fact]
    public Task Polls_active_polls_and_lists_are_not_mixed() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "1", "COMPLETED");

        var (polled, active, listed) = (_site.Client.PollAsync(Daint), _site.Client.PollActiveAsync(Daint), _site.Client.GetJobsAsync(Daint, new GetJobsOptions { Name = "none" }));

        (await polled).Should().HaveCount(100);
        (await active).Should().HaveCount(99);
        (await listed).Should().BeEmpty();
        _site.Handler.Requests.Should().HaveCount(3);
    });

    [Fact]
    public Task Many_active_polls_are_one_list_of_which_those_that_are_over_are_left_out() => _site.Time.Run(async () =>
    {
        _site.Set(Daint, "2", "COMPLETED");
        _site.Set(Daint, "3", "FAILED");

        var active = await _site.Client.PollActiveAsync(Daint, Ids(0, 100));

        active.Select(job => job.JobId).Should().Equal(Ids(0, 100).Where(id => id is not "2" and not "3"));
        _site.Paths.Should().Equal("/compute/daint/jobs", "/status/systems");
    });

    [Fact]
    public Task Who_asks_for_many_old_jobs_does_not_hold_up_the_others() => _site.Time.Run(async () =>
    {
        using var held = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var reads = 0;
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _site.Before = request =>
        {
            if (request.Uri.AbsolutePath.StartsWith("/compute/daint/jobs/9", StringComparison.Ordinal) && Interlocked.Increment(ref reads) > 40)
            {
                isHeld.TrySetResult();
                held.Wait(TimeSpan.FromSeconds(30));
            }

            return null;
        };
        var many = _site.Client.PollAsync(Daint, Ids(9000, 500), cancellation.Token);
        await isHeld.Task;

        try
        {
            (await _site.Client.PollAsync(Daint, Ids(0, 5))).Should().HaveCount(5);
            (await _site.Client.GetJobHandle(Daint, "7").DescribeAsync()).JobId.Should().Be("7");
            await cancellation.CancelAsync();
        }
        finally
        {
            held.Set();
        }

        await FluentActions.Awaiting(() => many).Should().ThrowAsync<OperationCanceledException>();
        reads.Should().BeLessThan(60, "nobody waits for the rest");
    });

    [Fact]
    public Task Who_asks_for_many_old_jobs_gets_all_of_them() => _site.Time.Run(async () =>
    {
        _site.Before = request => request.Uri.AbsolutePath == "/compute/daint/jobs" ? StubHandler.Json("""{"jobs":[]}""") : null;

        var jobs = await _site.Client.PollAsync(Daint, Ids(0, 110));

        jobs.Select(job => job.JobId).Should().Equal(Ids(0, 100));
        _site.Paths.Count(path => path == "/compute/daint/jobs").Should().Be(1);
        _site.Paths.Should().HaveCount(1 + 110);
    });

    [Fact]
    public Task Clients_of_other_identities_do_not_get_each_others_answers() => _site.Time.Run(async () =>
    {
        using var other = _site.CreateClient(new StaticTokenAuth("other-token"));

        await _site.WhileUnderWay(() => Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? _site.Client : other).PollAsync(Daint, Ids(0, 5)))));

        var identities = _site.Handler.Requests.GroupBy(request => request.Headers["Authorization"]).ToList();
        identities.Select(requests => requests.Key).Should().BeEquivalentTo(["Bearer test-token", "Bearer other-token"]);
        identities.Should().AllSatisfy(requests => requests.Should().HaveCountLessThanOrEqualTo(2));
    });

    [Fact]
    public Task A_request_that_raises_ends_the_calls_of_all_who_joined_it() => _site.Time.Run(async () =>
    {
        _site.Before = _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host");

        var looks = Enumerable.Range(0, 50).Select(i => _site.Client.PollAsync(Daint, Ids(i, 5))).ToList();

        foreach (var look in looks)
        {
            await FluentActions.Awaiting(() => look).Should().ThrowAsync<FirecrestConnectionException>();
        }
    });

    [Fact]
    public Task A_job_that_cannot_be_read_fails_those_who_ask_for_it_and_no_others() => _site.Time.Run(async () =>
    {
        _site.Before = request => request.Uri.AbsolutePath == "/compute/daint/jobs/666"
            ? StubHandler.Json("""{"errorType":"error","message":"Unexpected Slurm command response","data":null}""", HttpStatusCode.InternalServerError)
            : null;

        var bad = _site.Client.PollAsync(Daint, ["666", "1"]);
        var looks = Enumerable.Range(0, 20).Select(i => _site.Client.PollAsync(Daint, Ids(i, 5))).ToList();

        await FluentActions.Awaiting(() => bad).Should().ThrowAsync<FirecrestApiException>();
        (await Task.WhenAll(looks)).Should().OnlyContain(jobs => jobs.Count == 5);
    });

    [Fact]
    public Task Who_follows_the_output_of_many_jobs_looks_at_them_with_few_requests() => _site.Time.Run(async () =>
    {
        _site.Before = WithoutFiles;
        _site.Time.CreateTimer(_ => Ids(0, 30).ForEach(id => _site.Set(Eiger, id, "CANCELLED")), null, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
        var options = new FollowOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) };

        await _site.WhileUnderWay(() => Task.WhenAll(Ids(0, 30).Select(async id => (await _site.Client.GetJobHandle(Eiger, id).FollowOutputAsync(options).ToListAsync()).Should().BeEmpty())));

        _site.Paths.Count(path => path == "/compute/eiger/jobs").Should().BeInRange(12, 15, "one list tells of all each five seconds");
        _site.Paths.Count(path => path.StartsWith("/compute/eiger/jobs/", StringComparison.Ordinal) && !path.EndsWith("/metadata", StringComparison.Ordinal)).Should().BeLessThan(3);
    });

    [Fact]
    public Task Who_misses_the_output_of_many_jobs_looks_at_them_with_few_requests() => _site.Time.Run(async () =>
    {
        using var allMissed = new CountdownEvent(30);
        Ids(0, 30).ForEach(id => _site.Set(Daint, id, "COMPLETED"));
        _site.Before = request =>
        {
            if (request.Uri.AbsolutePath.StartsWith("/filesystem/", StringComparison.Ordinal))
            {
                _ = !allMissed.IsSet && allMissed.Signal();
            }
            else if (!request.Uri.AbsolutePath.EndsWith("/metadata", StringComparison.Ordinal))
            {
                allMissed.Wait(TimeSpan.FromSeconds(30));
            }

            return WithoutFiles(request);
        };

        await Task.WhenAll(Ids(0, 30).Select(id => FluentActions.Awaiting(() => _site.Client.GetJobHandle(Daint, id).GetOutputAsync()).Should().ThrowAsync<FirecrestNotFoundException>()));

        _site.Paths.Count(path => path.StartsWith("/compute/daint/jobs", StringComparison.Ordinal) && !path.EndsWith("/metadata", StringComparison.Ordinal)).Should().BeLessThan(15);
    });

    /// <summary>Tells where jobs write, and has no such file.</summary>
    private static HttpResponseMessage? WithoutFiles(StubRequest request) => request.Uri.AbsolutePath.Split('/') switch
    {
        [_, "compute", _, "jobs", var id, "metadata"] => StubHandler.Json($$"""{"jobs":[{"jobId":"{{id}}","script":"","standardInput":"/dev/null","standardOutput":"/home/u/out","standardError":"/home/u/out"}]}"""),
        [_, "filesystem", ..] => StubHandler.Json("""{"errorType":"error","message":"No such file or directory","data":null}""", HttpStatusCode.NotFound),
        _ => null,
    };

    private static List<string> Ids(int first, int count) => [.. Enumerable.Range(first + 1, count).Select(id => $"{id}")];
}
