using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Output files that show only after the end of their job, as on slow file systems.</summary>
public sealed class LateOutputTests : IAsyncLifetime
{
    private static readonly SimulatedJob Brief = new()
    {
        Phases = [new("PENDING", TimeSpan.FromMinutes(1)), new("RUNNING", TimeSpan.FromMinutes(5))],
        Output = [new("out\n"), new("err\n") { IsError = true }],
    };

    private readonly InstantTime _time = new();
    private SimulatedJob _plan = Brief with { OutputDelayAfterEnd = TimeSpan.FromSeconds(12) };
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new() { TimeProvider = _time, Simulation = new() { Choose = _ => _plan } }, TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient(new() { TimeProvider = _time, NetworkTimeout = InstantTime.NeverStrikes });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task Output_that_shows_late_is_read(Mode mode)
    {
        var job = await Ended();

        (await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().Be("out\n");
        Waited.Should().BeCloseTo(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(6));
    }

    [Theory, SyncAndAsync]
    public async Task Error_output_that_shows_late_is_read(Mode mode)
    {
        var job = await Ended();

        (await mode.Run(() => job.GetError(), () => job.GetErrorAsync())).Should().Be("err\n");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_never_shows_is_given_up_after_half_a_minute(Mode mode)
    {
        _plan = Brief with { OutputDelayAfterEnd = TimeSpan.FromHours(1) };
        var job = await Ended();

        await Missing(mode, job);

        Waited.Should().Be(TimeSpan.FromSeconds(30));
        Looks.Should().BeInRange(5, 15);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_waits_or_runs_has_no_file_that_is_late(Mode mode)
    {
        var job = await Submit();

        await Missing(mode, job);
        _time.Advance(TimeSpan.FromMinutes(2));
        await Missing(mode, job);

        (Waited, Looks).Should().Be((TimeSpan.Zero, 2));
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_was_cancelled_in_the_queue_has_no_file_that_is_late(Mode mode)
    {
        var job = await Submit();
        await job.CancelAsync(TestContext.Current.CancellationToken);

        await Missing(mode, job);

        (Waited, Looks).Should().Be((TimeSpan.Zero, 1));
    }

    [Theory, SyncAndAsync]
    public async Task A_file_of_a_job_that_ended_long_ago_is_gone_and_not_late(Mode mode)
    {
        _plan = Brief;
        var job = await Ended();
        File.Delete(_hpc.GetLocalPath((await job.GetOutputPathsAsync(TestContext.Current.CancellationToken)).StandardOutput.ToString()));
        _time.Advance(TimeSpan.FromHours(1));

        await Missing(mode, job);

        (Waited, Looks).Should().Be((TimeSpan.Zero, 1));
    }

    [Theory, SyncAndAsync]
    public async Task That_the_file_is_missing_is_told_when_the_scheduler_cannot_be_asked(Mode mode)
    {
        var job = await Ended();
        _hpc.Faults.On(HttpMethod.Get, "/compute/*").Always().AnswerStatus(403, """{"message":"Permission denied"}""");

        await Missing(mode, job);

        Waited.Should().Be(TimeSpan.Zero);
    }

    private TimeSpan Waited => _time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);

    private int Looks => _hpc.Journal.Requests.Count(request => request.Path.Contains("/ops/", StringComparison.Ordinal) && request.Status == 404);

    private static async Task Missing(Mode mode, JobHandle job)
        => (await FluentActions.Awaiting(() => mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().ThrowAsync<FirecrestNotFoundException>())
            .Which.ErrorCode.Should().Be(FirecrestErrorCode.NotFound);

    private Task<JobHandle> Submit()
        => _client.SubmitAsync(_hpc.SystemName, JobDescription.FromScript("#!/bin/bash\ntrue\n", _hpc.HomeDirectory) with { StandardError = "errors.txt" }, TestContext.Current.CancellationToken);

    private async Task<JobHandle> Ended()
    {
        var job = await Submit();
        _time.Advance(TimeSpan.FromMinutes(6));
        (await job.DescribeAsync(TestContext.Current.CancellationToken)).State.Should().Be(JobState.Completed);
        return job;
    }
}
