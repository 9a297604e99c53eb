using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>A program that comes back with its key finds its job, or is told that this cannot be known; and it asks for few scripts.</summary>
public sealed class KeyedSubmissionTests : IAsyncLifetime
{
    private static readonly SubmitOptions Key = new() { IdempotencyKey = "run-7" };

    private SimulatedCluster _cluster = null!;
    private FirecrestClient _next = null!;

    /// <summary>How reading the script of an ended job fails, with what the submission says of it.</summary>
    public static MatrixTheoryData<Mode, int> Outages => new([Mode.Sync, Mode.Async], [408, 424, 429, 502, 503]);

    private int Posts => _cluster.Count("POST ");

    private int ScriptsRead => _cluster.Requests.Count(request => request.Contains("/metadata ", StringComparison.Ordinal));

    private FaultRule OnScripts => _cluster.Faults.On(HttpMethod.Get, "/compute/*/metadata").Always();

    public async ValueTask InitializeAsync()
    {
        _cluster = await SimulatedCluster.Start(runTime: TimeSpan.FromMinutes(1));
        _next = _cluster.Hpc.CreateClient(new FirecrestClientOptions { TimeProvider = _cluster.Time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    public ValueTask DisposeAsync()
    {
        _next.Dispose();
        return _cluster.DisposeAsync();
    }

    [Theory, MemberData(nameof(Outages))]
    public async Task A_script_that_cannot_be_read_for_now_ends_the_submission_before_anything_is_sent(Mode mode, int status)
    {
        await SubmitAndEnd(mode, Key);
        OnScripts.AnswerStatus(status, """{"message":"not now"}""");

        var failure = (await FluentActions.Awaiting(() => Again(mode, Key)).Should().ThrowAsync<FirecrestApiException>()).Which;

        ((int)failure.StatusCode, failure.MayHaveExecuted, Posts).Should().Be((status, false, 1));
        _cluster.Faults.Clear();
        (await Again(mode, Key)).WasAdopted.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_script_that_the_server_fails_to_read_leaves_its_job_undecided(Mode mode)
    {
        await SubmitAndEnd(mode, Key);
        OnScripts.AnswerStatus(500, """{"message":"list index out of range"}""");

        var failure = await Unknown(mode);

        failure.Message.Should().Contain("list index out of range");
        failure.InnerException.Should().BeOfType<FirecrestApiException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_has_ended_without_a_script_may_be_the_one_with_the_key(Mode mode)
    {
        await SubmitAndEnd(mode, Key);
        _cluster.Faults.ForgetsScripts = true;

        var failure = await Unknown(mode);

        failure.Message.Should().StartWith("Nothing was submitted").And.Contain("(1)").And.Contain("KeyInName");
        failure.InnerException.Should().BeNull();
    }

    /// <summary>What Slurm's accounting prints for a script that it was not told to keep.</summary>
    [Theory, SyncAndAsync]
    public async Task The_word_NONE_is_no_script(Mode mode)
    {
        await SubmitAndEnd(mode, Key);
        OnScripts.AnswerStatus(200, """{"jobs":[{"jobId":"1","script":"NONE\n\n"}]}""");

        await Unknown(mode);
    }

    [Theory, SyncAndAsync]
    public async Task Where_scripts_are_forgotten_jobs_of_another_name_do_not_hinder(Mode mode)
    {
        await SubmitAndEnd(mode, Key);
        _cluster.Faults.ForgetsScripts = true;
        var other = JobDescription.FromScript(SimulatedCluster.Script.Replace("=long", "=other", StringComparison.Ordinal), _cluster.Hpc.HomeDirectory);

        var named = await Again(mode, Key, other);
        var given = await Again(mode, Key, other with { Name = "third" });

        (named.WasAdopted, given.WasAdopted, Posts).Should().Be((false, false, 3));
    }

    [Theory, SyncAndAsync]
    public async Task Where_scripts_are_forgotten_the_key_in_the_name_tells(Mode mode)
    {
        var options = Key with { KeyInName = true };
        await SubmitAndEnd(mode, Key with { IdempotencyKey = "another" });
        await SubmitAndEnd(mode, options);
        _cluster.Faults.ForgetsScripts = true;

        var job = await Again(mode, options);

        (job.JobId, job.WasAdopted, Posts, ScriptsRead).Should().Be(("2", true, 2, 0));
    }

    [Theory, SyncAndAsync]
    public async Task A_key_is_found_after_a_weekend(Mode mode)
    {
        await SubmitAndEnd(mode, Key);
        _cluster.Time.Advance(TimeSpan.FromDays(3));

        (await Again(mode, Key)).WasAdopted.Should().BeTrue();

        Posts.Should().Be(1);
        _cluster.Requests.Should().Contain(request => request.Contains("/jobs?time_window=7d ", StringComparison.Ordinal));
    }

    [Theory, SyncAndAsync]
    public async Task A_client_reads_no_script_of_its_own_and_each_other_one_once(Mode mode)
    {
        for (var i = 0; i < 20; i++)
        {
            await _cluster.Submit(mode, Key with { IdempotencyKey = $"first {i}" });
        }

        ScriptsRead.Should().Be(0);
        for (var i = 0; i < 20; i++)
        {
            (await Again(mode, Key with { IdempotencyKey = $"second {i}" })).WasAdopted.Should().BeFalse();
        }

        ScriptsRead.Should().Be(20);
        (await Again(mode, Key with { IdempotencyKey = "first 3" })).JobId.Should().Be("4");
        (await Again(mode, Key with { IdempotencyKey = "second 3" })).JobId.Should().Be("24");
        (ScriptsRead, Posts).Should().Be((20, 40));
    }

    [Theory, SyncAndAsync]
    public async Task Own_jobs_are_known_although_their_scripts_are_forgotten(Mode mode)
    {
        _cluster.Faults.ForgetsScripts = true;
        await SubmitAndEnd(mode, Key);

        var other = await _cluster.Submit(mode, Key with { IdempotencyKey = "run-8" });
        var again = await _cluster.Submit(mode, Key);

        (other.JobId, again.JobId, again.WasAdopted, Posts).Should().Be(("2", "1", true, 2));
    }

    private async Task SubmitAndEnd(Mode mode, SubmitOptions options)
    {
        await _cluster.Submit(mode, options);
        _cluster.Time.Advance(TimeSpan.FromMinutes(2));
    }

    /// <summary>By another client, as after a restart.</summary>
    private Task<JobHandle> Again(Mode mode, SubmitOptions options, JobDescription? job = null)
    {
        var description = job ?? JobDescription.FromScript(SimulatedCluster.Script, _cluster.Hpc.HomeDirectory);
        return mode.Run(() => _next.Submit(_cluster.Hpc.SystemName, description, options), () => _next.SubmitAsync(_cluster.Hpc.SystemName, description, options));
    }

    private async Task<SubmissionOutcomeUnknownException> Unknown(Mode mode)
    {
        var failure = (await FluentActions.Awaiting(() => Again(mode, Key)).Should().ThrowAsync<SubmissionOutcomeUnknownException>()).Which;
        (failure.UndecidedJobIds.Single(), failure.IdempotencyKey, Posts).Should().Be(("1", "run-7", 1));
        return failure;
    }
}
