using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private TestServer _server = null!;

    private FaultRules Faults => _server.Emulator.Faults;

    private string Jobs => $"compute/{_server.System}/jobs";

    private IEnumerable<string> Journal => _server.Emulator.Journal.Requests.Select(request => request.ToString());

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(new() { TimeProvider = _time, Simulation = new() });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_rule_counts_down_and_the_first_that_fits_is_used()
    {
        Faults.On(HttpMethod.Get, "/compute/*/jobs*").Times(2).AnswerStatus(503, """{"message":"first"}""");
        Faults.On("*").AnswerStatus(502, "<html>second</html>");
        Faults.On(HttpMethod.Delete, "/compute/*").Always().AnswerStatus(500);

        (await _server.Get("status/systems")).Text.Should().Be("<html>second</html>");
        (await _server.Get("status/systems")).Status.Should().Be(200);
        (await _server.Get(Jobs)).Message.Should().Be("first");
        (await _server.Get(Jobs + "/1/metadata")).Status.Should().Be(503);
        (await _server.Get(Jobs)).Status.Should().Be(200);
        for (int i = 0; i < 3; i++)
        {
            (await _server.Delete(Jobs + "/1")).Status.Should().Be(500);
        }

        Faults.Clear();
        (await _server.Delete(Jobs + "/1")).Message.Should().Contain("Invalid job id");
    }

    [Theory]
    [InlineData("/status/systems", true)]
    [InlineData("/STATUS/*", true)]
    [InlineData("*systems", true)]
    [InlineData("/status", false)]
    [InlineData("/status/systems/*", false)]
    [InlineData("/firecrest/v2/status/systems", false)]
    public async Task A_path_fits_without_the_path_in_front_of_the_api(string path, bool fits)
    {
        await using var server = await TestServer.Start(new() { PathBase = "/firecrest/v2", Simulation = new() });
        server.Emulator.Faults.On(path).AnswerStatus(503);

        (await server.Get("status/systems?x=y")).Status.Should().Be(fits ? 503 : 200);
    }

    [Fact]
    public void Rules_that_can_never_apply_are_refused()
    {
        FluentActions.Invoking(() => Faults.On("compute")).Should().Throw<ArgumentException>().WithMessage("*'compute'*");
        FluentActions.Invoking(() => Faults.On("/compute?name=x")).Should().Throw<ArgumentException>().WithMessage("*without query*");
        FluentActions.Invoking(() => Faults.On("*").Times(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Faults.On("*").AnswerStatus(99)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Faults.NotFoundLag = TimeSpan.FromSeconds(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_status_comes_with_its_headers_and_nothing_of_the_server()
    {
        Faults.On("*").Times(2).AnswerStatus(504, "upstream timed out", [new("Content-Type", "text/plain"), new("Via", "1.1 gateway")]);

        Answer answer = await _server.Get("status/systems");
        Answer token = await _server.Send(new HttpRequestMessage(HttpMethod.Post, _server.Emulator.TokenEndpoint), withToken: false);

        token.Status.Should().Be(504);
        answer.Text.Should().Be("upstream timed out");
        answer.Header("content-type").Should().Be("text/plain");
        answer.Header("via").Should().Be("1.1 gateway");
        answer.Headers.Select(header => header.Key).Should().BeEquivalentTo("Date", "Via");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rate_limit_tells_how_long_to_wait(bool asDate)
    {
        Faults.On("*").RateLimit(TimeSpan.FromSeconds(6.2), asDate);

        Answer answer = await _server.Get("status/systems");

        answer.Status.Should().Be(429);
        answer.Message.Should().Be("API rate limit exceeded");
        answer.Header("retry-after").Should().Be(asDate ? "Fri, 04 Oct 2024 00:00:07 GMT" : "7");
        answer.Header("date").Should().Be("Fri, 04 Oct 2024 00:00:00 GMT", "both are on one clock");
        answer.Header("ratelimit-limit").Should().Be("1");
        answer.Header("ratelimit-remaining").Should().Be("0");
        answer.Header("ratelimit-reset").Should().Be("7");
        (await _server.Get("status/systems")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Latency_passes_on_the_clock_of_the_emulator()
    {
        Faults.On("*").Delay(TimeSpan.FromHours(1));

        Task<Answer> delayed = _server.Get("status/systems");
        await Eventually.IsTrue(() => Journal.Any(), "the request to arrive");
        (await _server.Get("status/systems")).Status.Should().Be(200);
        delayed.IsCompleted.Should().BeFalse();
        await Eventually.Get(() => Task.FromResult(delayed.IsCompleted), done => done || Advance(), "the end of the delay");

        (await delayed).Status.Should().Be(200);
        _time.GetUtcNow().Should().BeOnOrAfter(_time.Start + TimeSpan.FromHours(1));

        bool Advance()
        {
            _time.Advance(TimeSpan.FromHours(1));
            return false;
        }
    }

    [Fact]
    public async Task An_emulator_with_a_delayed_request_can_be_stopped()
    {
        Faults.On("*").Delay(TimeSpan.FromHours(1));
        Task<Answer> delayed = _server.Get("status/systems");
        await Eventually.IsTrue(() => Journal.Any(), "the request to arrive");

        await _server.Emulator.DisposeAsync();

        await FluentActions.Awaiting(() => delayed).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_held_back_although_the_job_was_taken(bool byClient)
    {
        Faults.On(HttpMethod.Post, "/compute/*/jobs").HoldAnswer();
        Task<Answer> held = _server.TrySubmit("true");

        await Eventually.Get(Listed, jobs => jobs.Count == 1, "the job to be taken");

        held.IsCompleted.Should().BeFalse();
        await (byClient ? Task.Run(_server.Http.CancelPendingRequests, TestContext.Current.CancellationToken) : _server.Emulator.DisposeAsync().AsTask());
        await FluentActions.Awaiting(() => held).Should().ThrowAsync<Exception>();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_connection_is_dropped_before_or_after_the_job_was_taken(bool after, int jobs)
    {
        FaultRule rule = Faults.On(HttpMethod.Post, "/compute/*/jobs");
        (after ? (Action)rule.DropAfter : rule.DropBefore)();

        await FluentActions.Awaiting(() => _server.TrySubmit("true")).Should().ThrowAsync<HttpRequestException>();

        (await Listed()).Should().HaveCount(jobs);
        Journal.Should().Equal($"POST /{Jobs} -", $"GET /{Jobs} 200");
    }

    [Fact]
    public async Task A_connection_is_dropped_in_the_middle_of_an_answer()
    {
        await File.WriteAllTextAsync(_server.Emulator.GetLocalPath(_server.Home + "/file"), new string('x', 1000), TestContext.Current.CancellationToken);
        Faults.On("*/ops/download").DropMidway();
        var request = new HttpRequestMessage(HttpMethod.Get, $"filesystem/{_server.System}/ops/download?path={_server.Home}/file");
        request.Headers.Authorization = new("Bearer", _server.Token);

        using HttpResponseMessage response = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.Should().Be(1000);
        await FluentActions.Awaiting(() => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_submit_that_timed_out_was_accepted_and_a_refused_one_was_not()
    {
        Faults.On(HttpMethod.Post, "/compute/*/jobs").Times(2).TimeOutAfter();

        Answer accepted = await _server.TrySubmit("true");
        Answer refused = await _server.TrySubmit("true", new JsonObject { ["account"] = "nobody" });

        accepted.Status.Should().Be(408);
        Recording.Normal(accepted.Text).Should().Be(Recording.Normal(Fixture.Load("v2/submit-errors/neither-script-nor-script-path").Body));
        accepted.Header("f7t-authusername").Should().Be("fireuser");
        refused.Status.Should().Be(500);
        refused.Message.Should().Contain("Invalid account");
        (await Listed()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_token_is_refused_as_expired_and_good_again()
    {
        Faults.On("/status/*/userinfo").ExpireToken();
        string path = $"status/{_server.System}/userinfo";

        Answer answer = await _server.Get(path);

        var fixture = Fixture.Load("v2/auth/expired-token");
        answer.Status.Should().Be(fixture.StatusCode);
        Recording.Normal(answer.Text).Should().Be(Recording.Normal(fixture.Body));
        answer.Header("auth-token").Should().Be(_server.Token);
        (await _server.Get(path)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Jobs_are_unknown_for_a_while_after_they_were_submitted_but_can_be_cancelled()
    {
        Faults.NotFoundLag = TimeSpan.FromSeconds(15);
        string id = await _server.Submit("true");
        string other = await _server.Submit("true");

        (await _server.Get($"{Jobs}/{id}")).Message.Should().Be("Job not found.");
        (await _server.Get($"{Jobs}/{id}/metadata")).Status.Should().Be(404);
        (await Listed()).Should().BeEmpty();
        (await _server.Delete($"{Jobs}/{other}")).Status.Should().Be(204);
        _time.Advance(TimeSpan.FromSeconds(15));

        TestServer.StateOf(await _server.Job(id)).Should().Be("RUNNING");
        (await _server.Get($"{Jobs}/{id}/metadata")).Status.Should().Be(200);
        (await Listed()).Should().Equal($"{id} RUNNING", $"{other} CANCELLED by 5001");
    }

    [Fact]
    public async Task Lists_show_an_older_state_than_the_job_itself()
    {
        Faults.ListLag = TimeSpan.FromSeconds(30);
        string id = await _server.Submit("true");
        var seen = new List<string>();

        for (int i = 0; i < 12; i++)
        {
            seen.Add($"{TestServer.StateOf(await _server.Job(id))} / {string.Join(',', await Listed())}");
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        seen.Distinct().Should().Equal(
            "PENDING / ", "RUNNING / ", $"RUNNING / {id} PENDING", $"RUNNING / {id} RUNNING", $"COMPLETED / {id} RUNNING", $"COMPLETED / {id} COMPLETED");
    }

    [Fact]
    public async Task A_real_job_is_shown_late_as_well()
    {
        await using var server = await TestServer.Start(new() { TimeProvider = _time });
        server.Emulator.Faults.ListLag = TimeSpan.FromMinutes(1);
        string id = await server.Submit("true");
        _time.Advance(TimeSpan.FromSeconds(30));
        await server.WaitForEnd(id);
        _time.Advance(TimeSpan.FromSeconds(30));

        JsonNode listed = (await server.Get($"compute/{server.System}/jobs")).Json["jobs"]![0]!;

        TestServer.StateOf(listed).Should().BeOneOf("PENDING", "RUNNING", "COMPLETED");
        listed["time"]!["elapsed"]!.GetValue<int>().Should().Be(0, "that is what was to be seen a minute ago");
    }

    [Fact]
    public async Task The_script_of_a_job_can_be_forgotten_at_its_end()
    {
        Faults.ForgetsScripts = true;
        string id = await _server.Submit("true");

        (await Metadata())["script"]!.ToString().Should().Be("#!/bin/bash\ntrue\n");
        _time.Advance(TimeSpan.FromDays(1));
        JsonNode forgotten = await Metadata();
        Faults.Clear();

        forgotten.AsObject().ContainsKey("script").Should().BeTrue();
        forgotten["script"].Should().BeNull();
        forgotten["standardOutput"]!.ToString().Should().Be($"{_server.Home}/slurm-{id}.out");
        (await Metadata())["script"].Should().NotBeNull();

        async Task<JsonNode> Metadata() => (await _server.Get($"{Jobs}/{id}/metadata")).Json["jobs"]![0]!;
    }

    [Fact]
    public async Task Rules_count_right_under_many_requests_at_once()
    {
        Faults.On("/status/systems").Times(20).AnswerStatus(503);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _server.Get("status/systems")));

        answers.Count(answer => answer.Status == 503).Should().Be(20);
        _server.Emulator.Journal.Requests.Count(request => request.Status == 503).Should().Be(20);
        Journal.Should().HaveCount(50);
    }

    private async Task<IReadOnlyList<string>> Listed()
        => [.. (await _server.Get(Jobs)).Json["jobs"]!.AsArray().Select(job => string.Create(CultureInfo.InvariantCulture, $"{job!["jobId"]} {TestServer.StateOf(job)}"))];
}
