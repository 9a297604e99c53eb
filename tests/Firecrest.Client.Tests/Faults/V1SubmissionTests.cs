using Firecrest.Client.Tests.Emulated;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>On FirecREST v1 too, a submission creates one job or says that it does not know; it never creates two.</summary>
public sealed class V1SubmissionTests : IAsyncLifetime
{
    private readonly InstantTime _time = new();
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    public static MatrixTheoryData<Mode, string> LostAnswers => new([Mode.Sync, Mode.Async], ["time-out", "dropped", "cut off"]);

    public static MatrixTheoryData<Mode, int> LostRequests => new([Mode.Sync, Mode.Async], [0, 500, 502, 504]);

    public static MatrixTheoryData<Mode, string> OpenEnds => new(
        [Mode.Sync, Mode.Async],
        [
            """ "status":"400","data":"sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" """,
            """ "status":"400","data":"sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received" """,
            """ "status":"302","data":"" """,
            """ "status":"200","data":{"result":"Job submitted"} """,
        ]);

    private JobDescription Job => JobDescription.FromScript("#!/bin/bash\n#SBATCH --job-name=long --time=3-0\necho finished\n", _hpc.HomeDirectory);

    private int Posts => _hpc.Journal.Requests.Count(request => request.ToString().StartsWith("POST /v1/compute/jobs/", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        var job = new SimulatedJob { Phases = [new("PENDING", TimeSpan.FromMinutes(10)), new("RUNNING", TimeSpan.FromDays(2))] };
        var options = new FirecrestEmulatorOptions { TimeProvider = _time, Simulation = new JobSimulation { Default = job }, V1 = new EmulatedV1Options { TaskDelay = TimeSpan.FromSeconds(1) } };
        _hpc = await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        _client = _hpc.Connect(Generation.V1, new() { TimeProvider = _time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, MemberData(nameof(LostAnswers))]
    public async Task A_job_whose_answer_was_lost_is_found_by_its_key(Mode mode, string how)
    {
        var rule = _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload");
        (how switch { "time-out" => (Action)rule.TimeOutAfter, "dropped" => rule.DropAfter, _ => rule.DropMidway })();

        var job = await Submit(mode);

        (job.JobId, job.WasAdopted).Should().Be(("1", true));
        Posts.Should().Be(1);
        (await Jobs()).Should().ContainSingle();
    }

    [Theory, MemberData(nameof(LostRequests))]
    public async Task A_job_that_was_not_created_is_submitted_again_after_several_looks(Mode mode, int status)
    {
        var rule = _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload");
        if (status == 0)
        {
            rule.DropBefore();
        }
        else
        {
            rule.AnswerStatus(status, "<html><title>Bad Gateway</title></html>");
        }

        var job = await Submit(mode);

        (job.JobId, job.WasAdopted).Should().Be(("1", false));
        Posts.Should().Be(2);
        (await Jobs()).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_system_that_refuses_connections_has_taken_nothing_so_that_it_is_simply_sent_again(Mode mode)
    {
        _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload").Times(2).AnswerStatus(400, """{"description":"Failed to retrieve jobs information"}""");

        var job = await Submit(mode);

        job.WasAdopted.Should().BeFalse();
        _hpc.Journal.Requests.Should().NotContain(request => request.Path == "/v1/tasks");
        (await Jobs()).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task The_same_key_gives_the_same_job(Mode mode)
    {
        var options = new SubmitOptions { IdempotencyKey = "run-7" };
        var first = await Submit(mode, options);
        var again = await Submit(mode, options);
        var other = await Submit(mode, new SubmitOptions { IdempotencyKey = "run-8" });

        (first.WasAdopted, again.WasAdopted, other.WasAdopted).Should().Be((false, true, false));
        again.JobId.Should().Be(first.JobId);
        other.JobId.Should().NotBe(first.JobId);
        (await Output(mode, again)).Should().Be(await Output(mode, first));
        Posts.Should().Be(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_submission_whose_task_cannot_be_seen_is_unknown_and_not_sent_again(Mode mode)
    {
        _hpc.Faults.On(HttpMethod.Get, "/v1/tasks/*").Always().AnswerStatus(502);

        var failure = await FluentActions.Awaiting(() => Submit(mode)).Should().ThrowAsync<SubmissionOutcomeUnknownException>();

        failure.Which.Message.Should().Contain("The server made task ");
        failure.Which.IdempotencyKey.Should().NotBeNullOrEmpty();
        Posts.Should().Be(1);
        (await Jobs()).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_script_file_that_carried_no_key_is_not_advised_to_be_submitted_with_it_again(Mode mode)
    {
        var path = $"{_hpc.HomeDirectory}/job.sh";
        await File.WriteAllTextAsync(_hpc.GetLocalPath(path), Job.Script, TestContext.Current.CancellationToken);
        _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/path").TimeOutAfter();
        var job = JobDescription.FromRemoteScript(path, _hpc.HomeDirectory);

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => _client.Submit(_hpc.SystemName, job), () => _client.SubmitAsync(_hpc.SystemName, job)))
            .Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;

        failure.IdempotencyKey.Should().BeNull();
        failure.UndecidedJobIds.Should().Equal("1");
        failure.Message.Should().Contain("carried no key").And.NotContain("IdempotencyKey");
        Posts.Should().Be(1);
    }

    [Theory]
    [InlineData(Mode.Sync, null)]
    [InlineData(Mode.Async, null)]
    [InlineData(Mode.Sync, "run-7")]
    [InlineData(Mode.Async, "run-7")]
    public async Task Tasks_of_another_program_that_polls_do_not_hinder_a_submission(Mode mode, string? key)
    {
        using var other = _hpc.Connect(Generation.V1, new());
        _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload").DropBefore();
        var polls = 0;
        Poll();
        _time.Waited = Poll;

        var job = await Submit(mode, new SubmitOptions { IdempotencyKey = key });

        _time.Waited = null;
        (job.JobId, job.WasAdopted).Should().Be(("1", false));
        Posts.Should().Be(2);
        polls.Should().Be(0);

        // A new task at each look, which is open then.
        void Poll()
        {
            if (Interlocked.Increment(ref polls) == 1)
            {
                other.V1.Compute.GetJobs(_hpc.SystemName, null, CancellationToken.None);
            }

            Interlocked.Decrement(ref polls);
        }
    }

    [Theory, SyncAndAsync]
    public async Task What_may_still_stand_in_the_queue_of_the_server_is_not_sent_again(Mode mode)
    {
        _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload").AnswerStatus(504);
        _hpc.Faults.On(HttpMethod.Get, "/v1/compute/jobs").Always().AnswerStatus(504);

        var failure = await FluentActions.Awaiting(() => Submit(mode)).Should().ThrowAsync<SubmissionOutcomeUnknownException>();

        failure.Which.Message.Should().Contain("has answered nothing since");
        failure.Which.IdempotencyKey.Should().NotBeNull();
        Posts.Should().Be(1);
    }

    [Theory, SyncAndAsync]
    public async Task With_a_key_what_was_sent_before_has_passed_the_queue_of_the_server_first(Mode mode)
    {
        await Submit(mode, new SubmitOptions { IdempotencyKey = "run-7" });

        List<string> requests = [.. _hpc.Journal.Requests.Select(request => $"{request.Method} {request.Path}")];
        var (probe, look, post) = (requests.IndexOf("GET /v1/compute/jobs"), requests.IndexOf("GET /v1/tasks"), requests.IndexOf("POST /v1/compute/jobs/upload"));
        (probe >= 0 && probe < look && look < post).Should().BeTrue(string.Join(", ", requests));

        _hpc.Journal.Clear();
        _hpc.Faults.On(HttpMethod.Get, "/v1/compute/jobs").Always().AnswerStatus(504);
        await FluentActions.Awaiting(() => Submit(mode, new SubmitOptions { IdempotencyKey = "run-8" })).Should().ThrowAsync<FirecrestException>();
        Posts.Should().Be(0, "an earlier run may have sent it");
    }

    [Theory, SyncAndAsync]
    public async Task Looks_that_fail_never_permit_another_submission(Mode mode)
    {
        _hpc.Faults.On(HttpMethod.Post, "/v1/compute/jobs/upload").DropBefore();
        _hpc.Faults.On(HttpMethod.Get, "/v1/tasks").Always().AnswerStatus(403, """{"description":"Operation not permitted"}""");

        var failure = await FluentActions.Awaiting(() => Submit(mode)).Should().ThrowAsync<SubmissionOutcomeUnknownException>();

        failure.Which.Message.Should().Contain("could not be listed");
        Posts.Should().Be(1);
        (await Jobs()).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(OpenEnds))]
    public async Task An_end_of_the_task_that_does_not_say_no_leaves_the_outcome_open(Mode mode, string end)
    {
        _hpc.Faults.On(HttpMethod.Get, "/v1/tasks/*").Always().AnswerStatus(200, $$$"""{"task":{"task_id":"1","service":"compute",{{{end}}}}}""");

        await FluentActions.Awaiting(() => Submit(mode)).Should().ThrowAsync<SubmissionOutcomeUnknownException>();

        Posts.Should().Be(1);
    }

    private Task<JobHandle> Submit(Mode mode, SubmitOptions? options = null)
        => mode.Run(() => _client.Submit(_hpc.SystemName, Job, options ?? new()), () => _client.SubmitAsync(_hpc.SystemName, Job, options ?? new()));

    private static Task<JobOutputPaths> Output(Mode mode, JobHandle job) => mode.Run(() => job.GetOutputPaths(), () => job.GetOutputPathsAsync());

    private Task<IReadOnlyList<JobInfo>> Jobs()
    {
        _hpc.Faults.Clear();
        return _client.PollActiveAsync(_hpc.SystemName);
    }
}
