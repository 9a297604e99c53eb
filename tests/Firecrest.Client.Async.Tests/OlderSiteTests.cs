using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Async.Tests;

/// <summary>Looks at many jobs on FirecREST v1, which takes many ids in one request.</summary>
public sealed class OlderSiteTests : IDisposable
{
    private const string Daint = "daint";

    /// <summary>What servers take at most.</summary>
    private const int LongestLine = 8 * 1024;

    private readonly OlderSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(500, 1)]
    [InlineData(501, 2)]
    public Task Up_to_five_hundred_jobs_are_one_request(int jobs, int requests) => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, jobs).Select(id => $"{id}"));

        (await _site.Client.PollAsync(Daint, ids)).Select(job => job.JobId).Should().Equal(ids);

        _site.Asked("/compute/acct", "jobs").Should().HaveCount(requests);
        _site.Asked("/compute/acct", "jobs").SelectMany(asked => asked).Should().Equal(ids);
    });

    [Fact]
    public Task Long_ids_are_as_many_requests_as_the_line_of_a_request_asks_for() => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, 300).Select(id => $"{id:d40}"));

        (await _site.Client.PollAsync(Daint, ids)).Should().HaveCount(300);

        var lines = _site.Handler.Requests.Select(request => $"GET {request.PathAndQuery} HTTP/1.1\r\n".Length).ToList();
        lines.Should().OnlyContain(length => length <= LongestLine);
        _site.Asked("/compute/acct", "jobs").Select(asked => asked.Length).Should().Equal(166, 134);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Jobs_that_are_refused_together_are_asked_for_singly_once_and_each_gets_its_own_answer(bool atOnce) => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, 20).Select(id => $"{id}"));
        _site.BadId = "7";
        _site.Before = request => atOnce && request.Uri.AbsolutePath == "/compute/acct" && request.Uri.Query.Split('&')[0].Replace("?jobs=", "", StringComparison.Ordinal).Split("%2C").Contains("7")
            ? StubHandler.Json("""{"description":"Failed to retrieve account information","error":"7 is not a valid job ID"}""", HttpStatusCode.BadRequest)
            : null;

        var looks = _site.WhileUnderWay(() => ids.ConvertAll(id => _site.Client.PollAsync(Daint, [id])));
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == "7")
            {
                await FluentActions.Awaiting(() => looks[i]).Should().ThrowAsync<FirecrestApiException>();
            }
            else
            {
                (await looks[i]).Single().JobId.Should().Be(ids[i]);
            }
        }

        var asked = _site.Asked("/compute/acct", "jobs");
        asked.Count(jobs => jobs.Length > 1).Should().BeLessThanOrEqualTo(2, "what came while the first was under way is the second");
        ids.Should().AllSatisfy(id => asked.Count(jobs => jobs is [var only] && only == id).Should().BeInRange(id == "7" ? 1 : 0, 1));
    });

    [Fact]
    public Task A_bad_job_does_not_make_a_watch_of_many_ask_singly_for_ever() => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, 20).Select(id => $"{id}"));
        _site.BadId = "7";
        _site.Time.CreateTimer(_ => ids.ForEach(id => _site.Set(Daint, id, "COMPLETED")), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        var ended = new List<string>();

        var watch = async () =>
        {
            await foreach (var job in _site.Client.WatchJobsAsync(Daint, ids))
            {
                ended.AddRange(job.State.IsTerminal ? [job.JobId] : []);
            }
        };

        await watch.Should().ThrowAsync<FirecrestApiException>();
        ended.Should().BeEquivalentTo(ids.Where(id => id != "7"));
        _site.Asked("/compute/acct", "jobs").Count(jobs => jobs.Length == 1).Should().Be(20, "all were asked for singly once, and the one that is refused is given up");
    });

    [Fact]
    public Task A_job_that_is_refused_alone_does_not_end_the_watch_of_the_others() => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, 501).Select(id => $"{id}"));
        _site.BadId = "501";
        ids.ForEach(id => _site.Set(Daint, id, "COMPLETED"));
        var ended = new List<string>();

        var watch = async () =>
        {
            await foreach (var job in _site.Client.WatchJobsAsync(Daint, ids))
            {
                ended.Add(job.JobId);
            }
        };

        await watch.Should().ThrowAsync<FirecrestApiException>();
        ended.Should().BeEquivalentTo(ids.SkipLast(1));
    });

    [Fact]
    public Task A_job_that_is_refused_does_not_hide_the_list_from_who_asked_for_that() => _site.Time.Run(async () =>
    {
        Add(["1", "2"]);
        _site.BadId = "7";

        var (first, all, refused) = _site.WhileUnderWay(() => (_site.Client.PollAsync(Daint, ["1"]), _site.Client.PollAsync(Daint), _site.Client.PollAsync(Daint, ["7"])));

        await first;
        (await all).Should().HaveCount(2);
        await FluentActions.Awaiting(() => refused).Should().ThrowAsync<FirecrestApiException>();
    });

    [Fact]
    public Task A_refusal_that_is_not_about_jobs_is_not_repeated_for_each() => _site.Time.Run(async () =>
    {
        var ids = Add(Enumerable.Range(1, 20).Select(id => $"{id}"));
        _site.Before = _ => StubHandler.Json("""{"message":"You cannot consume this service"}""", HttpStatusCode.Forbidden);

        await FluentActions.Awaiting(() => _site.Client.PollAsync(Daint, ids)).Should().ThrowAsync<FirecrestPermissionException>();

        _site.Handler.Requests.Should().HaveCount(1);
    });

    [Fact]
    public Task The_tasks_of_looks_at_two_systems_are_asked_for_together_too() => _site.Time.Run(async () =>
    {
        _site.TaskTime = TimeSpan.FromSeconds(4);
        foreach (var system in (string[])[Daint, "eiger", "bristen"])
        {
            _site.Set(system, "1", "RUNNING");
        }

        var looks = await Task.WhenAll(((string[])[Daint, "eiger", "bristen"]).Select(system => _site.Client.PollAsync(system, ["1"])));

        looks.Should().OnlyContain(jobs => jobs.Count == 1);
        _site.Asked("/compute/acct", "jobs").Should().HaveCount(3);
        _site.Asked("/tasks", "tasks").Should().Contain(asked => asked.Length > 1);
    });

    private List<string> Add(IEnumerable<string> ids)
    {
        List<string> added = [.. ids];
        added.ForEach(id => _site.Set(Daint, id, "RUNNING"));
        return added;
    }
}
