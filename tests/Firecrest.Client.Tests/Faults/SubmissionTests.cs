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

    public static MatrixTheoryData<Mode, string> LostAnswers => new([Mode.Sync, Mode.Async], ["time-out", "dropped", "cut off"]);

    public static MatrixTheoryData<Mode, int> LostRequests => new([Mode.Sync, Mode.Async], [0, 500, 502, 504]);

    [Theory, MemberData(nameof(LostAnswers))]
    public async Task A_job_whose_answer_was_lost_is_found_by_its_key(Mode mode, string how)
    {
        Lose(how, _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs"));

        var job = await _cluster.Submit(mode);

        (job.JobId, job.WasAdopted).Should().Be(("1", true));
        _cluster.Count("POST ").Should().Be(1);
        (await _cluster.GetJobs()).Should().ContainSingle();
    }

    [Theory, MemberData(nameof(LostRequests))]
    public async Task A_job_that_was_not_created_is_submitted_again_after_several_looks(Mode mode, int status)
    {
        var rule = _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs");
        if (status == 0)
        {
            rule.DropBefore();
        }
        else
        {
            rule.AnswerStatus(status, "<html><title>Bad Gateway</title></html>");
        }

        var job = await _cluster.Submit(mode);

        (job.JobId, job.WasAdopted).Should().Be(("1", false));
        _cluster.Time.Waits.Aggregate((sum, wait) => sum + wait).Should().BeGreaterThan(TimeSpan.FromSeconds(15), "lists lag that much");
        await ShouldBe(jobs: 1, status == 0 ? $"{Post} -" : $"{Post} {status}", $"{Post} 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_that_breaks_on_one_used_before_is_not_repeated_by_the_runtime(Mode mode)
    {
        await mode.Run(() => _cluster.Client.GetSystems(), () => _cluster.Client.GetSystemsAsync());
        _cluster.Hpc.Journal.Clear();
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").DropAfter();

        (await _cluster.Submit(mode)).WasAdopted.Should().BeTrue();

        await ShouldBe(jobs: 1, $"{Post} -");
    }

    [Theory, SyncAndAsync]
    public async Task Fifty_submissions_whose_answers_are_all_lost_create_fifty_jobs(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").Always().TimeOutAfter();

        var ids = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            ids.Add((await _cluster.Submit(mode)).JobId);
        }

        ids.Should().OnlyHaveUniqueItems().And.HaveCount(50);
        (await _cluster.GetJobs()).Select(job => job.JobId).Should().BeEquivalentTo(ids);
    }

    [Theory, SyncAndAsync]
    public async Task A_list_that_lags_hides_no_job(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").Always().TimeOutAfter();
        _cluster.Faults.ListLag = TimeSpan.FromSeconds(15);

        var ids = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            ids.Add((await _cluster.Submit(mode)).JobId);
        }

        ids.Should().OnlyHaveUniqueItems().And.HaveCount(50);
        (await _cluster.GetJobs()).Select(job => job.JobId).Should().BeEquivalentTo(ids);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_whose_script_is_forgotten_is_undecided_and_never_submitted_again(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start(runTime: TimeSpan.FromMilliseconds(100));
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").TimeOutAfter();
        cluster.Faults.ForgetsScripts = true;

        var failure = await Unknown(cluster, mode);

        failure.UndecidedJobIds.Should().Equal("1");
        failure.MatchingJobIds.Should().BeEmpty();
        failure.IdempotencyKey.Should().NotBeNullOrEmpty();
        failure.Message.Should().Contain("(1)").And.Contain(cluster.Hpc.HomeDirectory);
        failure.InnerException.Should().BeOfType<FirecrestCommandTimeoutException>();
        cluster.Count("POST ").Should().Be(1);
    }

    [Theory, SyncAndAsync]
    public async Task A_script_file_that_carried_no_key_is_not_advised_to_be_submitted_with_it_again(Mode mode)
    {
        var path = $"{_cluster.Hpc.HomeDirectory}/job.sh";
        await File.WriteAllTextAsync(_cluster.Hpc.GetLocalPath(path), SimulatedCluster.Script, TestContext.Current.CancellationToken);
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").TimeOutAfter();
        var job = JobDescription.FromRemoteScript(path, _cluster.Hpc.HomeDirectory);

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => _cluster.Client.Submit(_cluster.Hpc.SystemName, job), () => _cluster.Client.SubmitAsync(_cluster.Hpc.SystemName, job)))
            .Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;

        failure.IdempotencyKey.Should().BeNull();
        failure.UndecidedJobIds.Should().Equal("1");
        failure.Message.Should().Contain("carried no key").And.NotContain("IdempotencyKey");
        await ShouldBe(jobs: 1, $"{Post} 408");
    }

    [Theory, SyncAndAsync]
    public async Task An_undecided_job_that_vanishes_from_the_list_stays_undecided(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start(runTime: TimeSpan.FromMilliseconds(100));
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").TimeOutAfter();
        cluster.Faults.ForgetsScripts = true;
        cluster.Time.Waited = () =>
        {
            if (cluster.Time.Waits.Count > 1)
            {
                cluster.Faults.On(HttpMethod.Get, "/compute/*/jobs").Always().AnswerStatus(200, """{"jobs":[]}""");
            }
        };

        (await Unknown(cluster, mode)).UndecidedJobIds.Should().Equal("1");

        cluster.Count("POST ").Should().Be(1);
    }

    [Theory, SyncAndAsync]
    public async Task Looks_that_fail_never_permit_another_submission(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").DropBefore();
        _cluster.Faults.On(HttpMethod.Get, "/compute/*/jobs").Always().AnswerStatus(403, """{"message":"Permission denied"}""");

        var failure = await Unknown(_cluster, mode);

        failure.UndecidedJobIds.Should().BeEmpty();
        failure.Message.Should().Contain("could not be listed");
        await ShouldBe(jobs: 0, $"{Post} -");
    }

    [Theory, SyncAndAsync]
    public async Task Two_jobs_with_the_key_are_both_reported_and_none_is_chosen(Mode mode)
    {
        var options = new SubmitOptions { IdempotencyKey = "run-7" };
        var job = await _cluster.Client.SubmitAsync(_cluster.Hpc.SystemName, Description, options, TestContext.Current.CancellationToken);
        var script = (await _cluster.Client.V2.Compute.GetJobMetadataAsync(_cluster.Hpc.SystemName, job.JobId, TestContext.Current.CancellationToken))[0].Script;
        await _cluster.Client.V2.Compute.SubmitJobAsync(_cluster.Hpc.SystemName, new() { Script = script, WorkingDirectory = _cluster.Hpc.HomeDirectory }, TestContext.Current.CancellationToken);

        var failure = await Unknown(_cluster, mode, options);

        failure.MatchingJobIds.Should().BeEquivalentTo("1", "2");
        failure.IdempotencyKey.Should().Be("run-7");
        (await _cluster.GetJobs()).Should().HaveCount(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_program_that_was_killed_and_runs_again_finds_its_job_by_the_key(Mode mode)
    {
        var options = new SubmitOptions { IdempotencyKey = "pipeline 12, step 3" };
        await _cluster.Client.SubmitAsync(_cluster.Hpc.SystemName, Description, options, TestContext.Current.CancellationToken);
        using var next = _cluster.Hpc.CreateClient(new FirecrestClientOptions { TimeProvider = _cluster.Time, NetworkTimeout = InstantTime.NeverStrikes });

        var job = await mode.Run(() => next.Submit(_cluster.Hpc.SystemName, Description, options), () => next.SubmitAsync(_cluster.Hpc.SystemName, Description, options));
        var other = await mode.Run(
            () => next.Submit(_cluster.Hpc.SystemName, Description, new SubmitOptions { IdempotencyKey = "pipeline 12, step 4" }),
            () => next.SubmitAsync(_cluster.Hpc.SystemName, Description, new SubmitOptions { IdempotencyKey = "pipeline 12, step 4" }));

        (job.JobId, job.WasAdopted).Should().Be(("1", true));
        (other.JobId, other.WasAdopted).Should().Be(("2", false));
        await ShouldBe(jobs: 2, $"{Post} 201", $"{Post} 201");
    }

    [Theory, SyncAndAsync]
    public async Task A_clear_answer_costs_no_look_at_jobs(Mode mode)
    {
        var description = Description with { Script = "#!/bin/bash\necho finished\n", Name = "plain" };
        var options = new SubmitOptions { CheckWorkingDirectory = false };

        var job = await mode.Run(
            () => _cluster.Client.Submit(_cluster.Hpc.SystemName, description, options),
            () => _cluster.Client.SubmitAsync(_cluster.Hpc.SystemName, description, options));

        job.WasAdopted.Should().BeFalse();
        _cluster.Requests.Should().Equal("GET /status/systems 200", $"{Post} 201");
        _cluster.Time.Waits.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task Looks_at_the_system_and_the_directory_are_remembered_for_ten_minutes(Mode mode)
    {
        var looks = new[] { "GET /status/systems 200", $"GET /filesystem/{_cluster.Hpc.SystemName}/ops/stat?path={Uri.EscapeDataString(_cluster.Hpc.HomeDirectory)}&dereference=true 200" };

        await _cluster.Submit(mode);
        await _cluster.Submit(mode);
        _cluster.Requests.Should().Equal([.. looks, $"{Post} 201", $"{Post} 201"]);

        _cluster.Hpc.Journal.Clear();
        _cluster.Time.Advance(TimeSpan.FromMinutes(10));
        await _cluster.Submit(mode);
        _cluster.Requests.Should().Equal([.. looks, $"{Post} 201"]);
    }

    [Theory, SyncAndAsync]
    public async Task Without_scripts_the_key_in_the_name_tells(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start(connection: EmulatedConnection.Rest);
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").Times(2).TimeOutAfter();
        var options = new SubmitOptions { KeyInName = true, AcceptIgnoredDirectives = true };

        var unknown = await Unknown(cluster, mode, new SubmitOptions { AcceptIgnoredDirectives = true });
        var job = await mode.Run(() => cluster.Client.Submit(cluster.Hpc.SystemName, Description, options), () => cluster.Client.SubmitAsync(cluster.Hpc.SystemName, Description, options));

        unknown.UndecidedJobIds.Should().Equal("1");
        (job.JobId, job.WasAdopted).Should().Be(("2", true));
        (await cluster.GetJobs()).Select(seen => seen.Name).Should().Contain(name => name.StartsWith("long-", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_is_not_sent_again_by_a_client_that_repeats_nothing(Mode mode)
    {
        await using var cluster = await SimulatedCluster.Start(new RetryOptions { MaxRetries = 0 });
        cluster.Faults.On(HttpMethod.Post, "/compute/*/jobs").DropBefore();

        (await Unknown(cluster, mode)).Message.Should().Contain("not submitted again");

        cluster.Count("POST ").Should().Be(1);
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

    private JobDescription Description => JobDescription.FromScript(SimulatedCluster.Script, _cluster.Hpc.HomeDirectory);

    private static void Lose(string how, FaultRule rule)
    {
        switch (how)
        {
            case "time-out":
                rule.TimeOutAfter();
                break;
            case "dropped":
                rule.DropAfter();
                break;
            default:
                rule.DropMidway();
                break;
        }
    }

    private static async Task<SubmissionOutcomeUnknownException> Unknown(SimulatedCluster cluster, Mode mode, SubmitOptions? options = null)
    {
        var failure = (await FluentActions.Awaiting(() => cluster.Submit(mode, options)).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        failure.MayHaveExecuted.Should().BeTrue();
        return failure;
    }

    private async Task ShouldBe(int jobs, params string[] posts)
    {
        _cluster.Requests.Where(request => request.StartsWith("POST ", StringComparison.Ordinal)).Should().Equal(posts);
        (await _cluster.GetJobs()).Should().HaveCount(jobs);
    }
}
