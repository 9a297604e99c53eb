using System.Text;
using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Jobs end to end: real HTTP, real processes.</summary>
public sealed class JobTests : IAsyncLifetime
{
    /// <summary>Jobs here last milliseconds.</summary>
    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    /// <summary>Ends when somebody uploads the file that it waits for.</summary>
    private const string WaitsForFile = "#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.02; done\necho went\n";

    private readonly FakeTimeProvider _clusterTime = new(DateTimeOffset.UtcNow);
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient? _connected;

    private FirecrestClient _client => _connected ?? throw new InvalidOperationException("The test connects first.");

    private string System => _hpc.SystemName;

    private string Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { Slots = 1, TimeProvider = _clusterTime, V1 = new EmulatedV1Options { TaskDelay = TimeSpan.Zero } }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _connected?.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, EachGeneration]
    public async Task A_job_is_queued_runs_completes_and_its_output_is_read(Generation generation, Mode mode)
    {
        Connect(generation);
        var blocker = await Submit(mode, WaitsForFile);
        var job = await Submit(mode, "#!/bin/bash\necho \"out of $SLURM_JOB_ID\"\necho err >&2\n", job => job with { Name = "second", StandardError = "second.%j.err" });

        (await Until(mode, blocker, JobState.Running)).Name.Should().NotBeEmpty();
        var waiting = await Describe(mode, job);
        waiting.State.Should().Be(JobState.Pending);
        waiting.Name.Should().Be("second");
        waiting.StartTime.Should().BeNull();
        (await PollActive(mode)).Select(active => active.JobId).Should().BeEquivalentTo(blocker.JobId, job.JobId);

        await Upload(mode, "", $"{Home}/go");
        var done = await Wait(mode, job);

        done.State.Should().Be(JobState.Completed);
        done.ExitCode.Should().Be(0);
        done.EnsureSucceeded().Should().BeSameAs(done);
        (await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().Be($"out of {job.JobId}\n");
        (await mode.Run(() => job.GetError(), () => job.GetErrorAsync())).Should().Be("err\n");
        (await Wait(mode, blocker)).State.Should().Be(JobState.Completed);
        (await PollActive(mode)).Should().BeEmpty();
    }

    [Theory, EachGeneration]
    public async Task A_job_that_fails_is_told_with_its_exit_code(Generation generation, Mode mode)
    {
        Connect(generation);
        var job = await Submit(mode, "#!/bin/bash\necho nearly\nexit 3\n");

        var done = await Wait(mode, job);

        done.State.Should().Be(JobState.Failed);
        done.ExitCode.Should().Be(3);
        done.Invoking(it => it.EnsureSucceeded()).Should().Throw<JobFailedException>().WithMessage($"Job {job.JobId} '*' ended FAILED (exit code 3).");
    }

    [Theory, EachGeneration]
    public async Task A_running_job_is_cancelled_and_cancelling_it_again_is_no_error(Generation generation, Mode mode)
    {
        Connect(generation);
        var job = await Submit(mode, "#!/bin/bash\nsleep 1000\n");
        await Until(mode, job, JobState.Running);

        await mode.Run(() => job.Cancel(), () => job.CancelAsync());

        var done = await Wait(mode, job);
        done.State.Should().Be(JobState.Cancelled);
        done.State.Value.Should().StartWith("CANCELLED by ");
        await mode.Run(() => _client.Cancel(System, job.JobId), () => _client.CancelAsync(System, job.JobId));
    }

    [Theory, EachGeneration]
    public async Task A_job_over_its_time_limit_is_ended(Generation generation, Mode mode)
    {
        Connect(generation);
        var job = await Submit(mode, "#!/bin/bash\n#SBATCH --time=00:10:00\nsleep 1000\n");
        (await Until(mode, job, JobState.Running)).TimeLimit.Should().Be(generation.IsV1() ? null : TimeSpan.FromMinutes(10));

        _clusterTime.Advance(TimeSpan.FromMinutes(11));

        var done = await Wait(mode, job);
        done.State.Should().Be(JobState.TimedOut);
        done.State.IsSuccess.Should().BeFalse();
    }

    [Theory, EachGeneration]
    public async Task Unknown_jobs_are_left_out_of_a_poll_and_are_an_error_elsewhere(Generation generation, Mode mode)
    {
        Connect(generation);
        var job = await Submit(mode, "#!/bin/bash\ntrue\n");
        await Wait(mode, job);
        var unknown = _client.GetJobHandle(System, "4711");

        (await Poll(mode, ["4711", job.JobId])).Select(found => found.JobId).Should().Equal(job.JobId);
        (await Poll(mode, ["4711", "4712", job.JobId, "4713"])).Select(found => found.JobId).Should().Equal(job.JobId);
        (await Poll(mode, [])).Should().BeEmpty();
        var described = await FluentActions.Awaiting(() => Describe(mode, unknown)).Should().ThrowAsync<FirecrestNotFoundException>();
        described.Which.ErrorCode.Should().Be(FirecrestErrorCode.JobNotFound);
        await FluentActions.Awaiting(() => mode.Run(() => unknown.Cancel(), () => unknown.CancelAsync())).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => Poll(mode, ["12; rm -rf /"])).Should().ThrowAsync<ArgumentException>();
    }

    [Theory, EachGeneration]
    public async Task Jobs_are_returned_in_the_order_asked(Generation generation, Mode mode)
    {
        Connect(generation);
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add((await Submit(mode, "#!/bin/bash\ntrue\n")).JobId);
        }

        ids.Reverse();

        (await Poll(mode, ids)).Select(job => job.JobId).Should().Equal(ids);
        (await Poll(mode, ids.Take(2))).Select(job => job.JobId).Should().Equal(ids.Take(2));
        (await Poll(mode, null)).Select(job => job.JobId).Should().BeEquivalentTo(ids);
    }

    [Theory, EachGeneration]
    public async Task A_task_of_an_array_is_asked_for_by_its_own_id(Generation generation, Mode mode)
    {
        Connect(generation);
        var array = await Submit(mode, "#!/bin/bash\n#SBATCH --array=1-2\necho task $SLURM_ARRAY_TASK_ID\nexit $((SLURM_ARRAY_TASK_ID - 1))\n");

        var done = await Wait(mode, array);

        done.State.Should().Be(JobState.Failed, "one of the tasks failed");
        done.ArrayTasks.Select(task => task.State).Should().Equal(JobState.Completed, JobState.Failed);
        var task = _client.GetJobHandle(System, $"{array.JobId}_1");
        (await Describe(mode, task)).State.Should().Be(JobState.Completed);
        (await Poll(mode, [$"{array.JobId}_2"])).Should().ContainSingle().Which.ExitCode.Should().Be(1);
        (await mode.Run(() => task.GetOutput(), () => task.GetOutputAsync())).Should().Be("task 1\n");
        if (!generation.IsV1())
        {
            await FluentActions.Awaiting(() => mode.Run(() => task.Cancel(), () => task.CancelAsync())).Should().ThrowAsync<FirecrestNotSupportedException>();
        }

        await FluentActions.Awaiting(() => mode.Run(() => array.GetOutput(), () => array.GetOutputAsync())).Should().ThrowAsync<FirecrestNotSupportedException>();
    }

    [Theory, EachGeneration]
    public async Task The_output_is_found_where_the_script_puts_it_also_from_an_id_alone(Generation generation, Mode mode)
    {
        Connect(generation);
        const string Script = "#!/bin/bash\n#SBATCH -J nightly\n#SBATCH -o logs/%x-%j.out --error=logs/err.txt\necho found\n";
        await mode.Run(() => _client.MakeDirectory(System, $"{Home}/logs", createParents: true), () => _client.MakeDirectoryAsync(System, $"{Home}/logs", createParents: true));
        var job = await Submit(mode, Script);
        await Wait(mode, job);
        var later = _client.GetJobHandle(System, job.JobId);
        var expected = new JobOutputPaths($"{Home}/logs/nightly-{job.JobId}.out", $"{Home}/logs/err.txt");

        (await mode.Run(() => job.GetOutputPaths(), () => job.GetOutputPathsAsync())).Should().Be(expected);
        (await mode.Run(() => later.GetOutputPaths(), () => later.GetOutputPathsAsync())).Should().Be(expected);
        (await mode.Run(() => later.GetOutput(), () => later.GetOutputAsync())).Should().Be("found\n");
    }

    [Theory, EachGeneration]
    public async Task A_script_file_from_Windows_runs(Generation generation, Mode mode)
    {
        Connect(generation);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "#!/bin/bash\r\necho \"crlf ä\"\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), TestContext.Current.CancellationToken);
        var description = JobDescription.FromScriptFile(file, Home);
        File.Delete(file);

        var job = await mode.Run(() => _client.Submit(System, description), () => _client.SubmitAsync(System, description));

        (await Wait(mode, job)).State.Should().Be(JobState.Completed);
        (await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().Be("crlf ä\n");
    }

    [Theory, EachGeneration]
    public async Task The_scheduler_refuses_in_its_own_words(Generation generation, Mode mode)
    {
        Connect(generation);
        var failure = await FluentActions.Awaiting(() => Submit(mode, "#!/bin/bash\ntrue\n", job => job with { Partition = "nope" })).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.SchedulerRefused);
        failure.Which.Message.Should().Contain("Invalid partition name specified");
        failure.Which.MayHaveExecuted.Should().BeFalse();
    }

    [Theory, EachGeneration]
    public async Task A_token_that_ran_out_is_renewed_on_the_way(Generation generation, Mode mode)
    {
        Connect(generation);
        await Submit(mode, "#!/bin/bash\ntrue\n");

        // The client's own clock stands still meanwhile, so it learns of the end of its token by a 401.
        _clusterTime.Advance(TimeSpan.FromHours(1));

        (await Poll(mode, null)).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_wrong_secret_is_an_authentication_error(Mode mode)
    {
        using var client = new FirecrestClient(_hpc.BaseAddress, new ClientCredentialsAuth(_hpc.ClientId, "not-the-secret", _hpc.TokenEndpoint));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestAuthenticationException>();

        failure.Which.Error.Should().Be("unauthorized_client");
        failure.Which.ToString().Should().NotContain("not-the-secret");
    }

    private void Connect(Generation generation) => _connected = _hpc.Connect(generation);

    private Task<JobHandle> Submit(Mode mode, string script, Func<JobDescription, JobDescription>? change = null)
    {
        var description = JobDescription.FromScript(script, Home);
        description = change?.Invoke(description) ?? description;
        return mode.Run(() => _client.Submit(System, description), () => _client.SubmitAsync(System, description));
    }

    private static Task<JobInfo> Describe(Mode mode, JobHandle job) => mode.Run(() => job.Describe(), () => job.DescribeAsync());

    private static Task<JobInfo> Wait(Mode mode, JobHandle job) => mode.Run(() => job.WaitForCompletion(Quick), () => job.WaitForCompletionAsync(Quick));

    private Task<IReadOnlyList<JobInfo>> Poll(Mode mode, IEnumerable<string>? ids) => mode.Run(() => _client.Poll(System, ids), () => _client.PollAsync(System, ids));

    private Task<IReadOnlyList<JobInfo>> PollActive(Mode mode) => mode.Run(() => _client.PollActive(System), () => _client.PollActiveAsync(System));

    private Task Upload(Mode mode, string content, string path)
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return mode.Run(() => _client.Upload(System, stream, path), () => _client.UploadAsync(System, stream, path));
    }

    private static async Task<JobInfo> Until(Mode mode, JobHandle job, JobState state)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var seen = await Describe(mode, job);
            if (seen.State == state)
            {
                return seen;
            }
        }
    }
}
