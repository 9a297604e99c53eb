using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>A submission creates one job or says that it does not know; it never creates two.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private SimulatedCluster _cluster = null!;

    private string Post => $"POST {_cluster.JobsPath}";

    public async ValueTask InitializeAsync() => _cluster = await SimulatedCluster.Start();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory, SyncAndAsync]
    public async Task A_time_out_after_the_job_was_accepted_is_told_as_unknown_and_not_repeated(Mode mode)
    {
        var failure = await Unknown(mode, rule => rule.TimeOutAfter());

        failure.InnerException.Should().BeOfType<FirecrestCommandTimeoutException>().Which.Attempts.Should().Be(1);
        failure.Message.Should().Contain(_cluster.Hpc.HomeDirectory);
        await ShouldBe(jobs: 1, $"{Post} 408");
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_that_breaks_before_the_job_was_accepted_is_unknown_all_the_same(Mode mode)
    {
        var failure = await Unknown(mode, rule => rule.DropBefore());

        failure.InnerException.Should().BeOfType<FirecrestConnectionException>();
        await ShouldBe(jobs: 0, $"{Post} -");
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_that_breaks_on_one_used_before_is_not_repeated_either(Mode mode)
    {
        await mode.Run(() => _cluster.Client.GetSystems(), () => _cluster.Client.GetSystemsAsync());
        _cluster.Hpc.Journal.Clear();

        await Unknown(mode, rule => rule.DropBefore());

        await ShouldBe(jobs: 0, $"{Post} -");
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_that_breaks_after_the_job_was_accepted_is_unknown(Mode mode)
    {
        await Unknown(mode, rule => rule.DropAfter());

        await ShouldBe(jobs: 1, $"{Post} -");
    }

    [Theory, SyncAndAsync]
    public async Task An_answer_that_is_cut_off_is_unknown(Mode mode)
    {
        await Unknown(mode, rule => rule.DropMidway());

        await ShouldBe(jobs: 1, $"{Post} 201");
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(500)]
    public async Task A_gateway_that_lost_the_answer_leaves_the_outcome_unknown(int status)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            _cluster.Hpc.Journal.Clear();
            await Unknown(mode, rule => rule.AnswerStatus(status, "<html><title>Bad Gateway</title></html>"));

            await ShouldBe(jobs: 0, $"{Post} {status}");
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_that_met_a_rate_limit_creates_one_job(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").RateLimit(TimeSpan.FromSeconds(9));

        (await _cluster.Submit(mode)).JobId.Should().Be("1");

        _cluster.Time.Waits.Should().Equal(TimeSpan.FromSeconds(9));
        await ShouldBe(jobs: 1, $"{Post} 429", $"{Post} 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_to_an_unhealthy_scheduler_is_repeated_and_creates_one_job(Mode mode)
    {
        var unhealthy = Fixture.Load("v2/status/unhealthy-system-jobs");
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").Times(2).AnswerStatus(503, unhealthy.Body);

        await _cluster.Submit(mode);

        await ShouldBe(jobs: 1, $"{Post} 503", $"{Post} 503", $"{Post} 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_with_a_token_that_is_refused_creates_one_job(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").ExpireToken();

        await _cluster.Submit(mode);

        await ShouldBe(jobs: 1, $"{Post} 401", $"{Post} 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_waits_for_an_identity_provider_that_is_down_and_is_sent_once(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/auth/*").AnswerStatus(503, "<html><title>Service Unavailable</title></html>");
        _cluster.Faults.On(HttpMethod.Post, "/auth/*").DropBefore();
        _cluster.Faults.On(HttpMethod.Post, "/auth/*").DropMidway();

        await _cluster.Submit(mode);

        await ShouldBe(jobs: 1, $"{Post} 201");
    }

    private async Task<SubmissionOutcomeUnknownException> Unknown(Mode mode, Action<FaultRule> fault)
    {
        fault(_cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs"));
        var failure = (await FluentActions.Awaiting(() => _cluster.Submit(mode)).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        failure.MayHaveExecuted.Should().BeTrue();
        return failure;
    }

    private async Task ShouldBe(int jobs, params string[] posts)
    {
        _cluster.Requests.Where(request => request.StartsWith("POST ", StringComparison.Ordinal)).Should().Equal(posts);
        (await _cluster.GetJobs()).Should().HaveCount(jobs);
    }
}
