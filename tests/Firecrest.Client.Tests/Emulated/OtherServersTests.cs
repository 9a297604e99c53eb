using Firecrest.Client.V2;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>The same program against each kind of server: the connection to the scheduler and the release change shapes, not what people do.</summary>
public sealed class OtherServersTests
{
    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<Mode, EmulatedConnection, EmulatedRelease> Servers
        => new([Mode.Sync, Mode.Async], Enum.GetValues<EmulatedConnection>(), Enum.GetValues<EmulatedRelease>());

    [Theory, MemberData(nameof(Servers))]
    public async Task A_job_is_submitted_followed_and_its_output_read(Mode mode, EmulatedConnection connection, EmulatedRelease release)
    {
        await using var hpc = await Start(connection, release);
        using var client = hpc.CreateClient();
        var description = JobDescription.FromScript("#!/bin/bash\necho \"hello from $SLURM_JOB_ID\"\n", hpc.HomeDirectory) with { Name = "hello" };

        var job = await mode.Run(() => client.Submit(hpc.SystemName, description), () => client.SubmitAsync(hpc.SystemName, description));
        var done = await mode.Run(() => job.WaitForCompletion(Quick), () => job.WaitForCompletionAsync(Quick));

        done.EnsureSucceeded();
        done.JobId.Should().Be(job.JobId).And.MatchRegex("^[0-9]+$");
        done.Name.Should().Be("hello");
        done.WorkingDirectory.Should().Be(hpc.HomeDirectory);
        done.ExitCode.GetValueOrDefault().Should().Be(0);
        done.StartTime.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        done.EndTime.Should().BeOnOrAfter(done.StartTime!.Value);
        (await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync())).Should().Be($"hello from {job.JobId}\n");
        (await mode.Run(() => client.Poll(hpc.SystemName), () => client.PollAsync(hpc.SystemName))).Should().ContainSingle().Which.JobId.Should().Be(job.JobId);
        (await mode.Run(() => client.PollActive(hpc.SystemName), () => client.PollActiveAsync(hpc.SystemName))).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_waiting_job_has_no_times_and_is_cancelled(Mode mode, EmulatedConnection connection, EmulatedRelease release)
    {
        await using var hpc = await Start(connection, release);
        using var client = hpc.CreateClient();
        var description = JobDescription.FromScript("#!/bin/bash\nsleep 600\n", hpc.HomeDirectory);
        var blocker = await client.SubmitAsync(hpc.SystemName, description, Cancelled);
        var waiting = await client.SubmitAsync(hpc.SystemName, description, Cancelled);

        var seen = await mode.Run(() => waiting.Describe(), () => waiting.DescribeAsync());

        seen.State.Should().Be(JobState.Pending);
        (seen.StartTime, seen.EndTime).Should().Be((null, null));
        foreach (var job in new[] { waiting, blocker })
        {
            await mode.Run(() => job.Cancel(), () => job.CancelAsync());
            (await job.WaitForCompletionAsync(Quick, Cancelled)).State.Should().Be(JobState.Cancelled);
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task The_system_and_its_nodes_are_described(Mode mode, EmulatedConnection connection, EmulatedRelease release)
    {
        await using var hpc = await Start(connection, release);
        using var client = hpc.CreateClient();

        var system = await mode.Run(() => client.GetSystem(hpc.SystemName), () => client.GetSystemAsync(hpc.SystemName));
        var nodes = await mode.Run(() => client.GetNodes(hpc.SystemName), () => client.GetNodesAsync(hpc.SystemName));
        var partitions = await mode.Run(() => client.GetPartitions(hpc.SystemName), () => client.GetPartitionsAsync(hpc.SystemName));

        system.SchedulerConnectionMode.Should().Be(connection.ToString().ToLowerInvariant());
        system.IsHealthy.Should().BeTrue();
        system.DirectLimit.Should().Be(5 * 1024 * 1024);
        var node = nodes.Should().ContainSingle().Which;
        node.States.Should().Equal("IDLE");
        node.Features.Should().Equal("f7t", "mc");
        node.CpuCount.Should().BePositive();
        partitions.Should().NotBeEmpty().And.OnlyContain(partition => partition.Name.Length > 0);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Files_are_copied_by_a_job_and_uploads_are_staged(Mode mode, EmulatedConnection connection, EmulatedRelease release)
    {
        await using var hpc = await Start(connection, release);
        using var client = hpc.CreateClient();
        RemotePath home = hpc.HomeDirectory;
        await client.UploadAsync(hpc.SystemName, new MemoryStream("some text"u8.ToArray()), home / "a", Cancelled);
        var options = new CopyOptions { Wait = Quick };

        await mode.Run(() => client.Copy(hpc.SystemName, home / "a", home / "b", options), () => client.CopyAsync(hpc.SystemName, home / "a", home / "b", options));
        var request = new TransferUploadRequest { SourcePath = home / "c", Method = TransferMethod.S3, FileSize = 20_000_000 };
        var upload = await mode.Run(() => client.V2.Transfer.Upload(hpc.SystemName, request), () => client.V2.Transfer.UploadAsync(hpc.SystemName, request));

        (await client.ViewAsync(hpc.SystemName, home / "b", Cancelled)).Should().Be("some text");
        upload.Job.JobId.Should().MatchRegex("^[0-9]+$");
        upload.Directives.PartUploadUrls.Should().HaveCount(3);
        upload.Directives.MaxPartSize.Should().Be(8 * 1024 * 1024);
        upload.Directives.CompleteUploadUrl.Should().NotBeNull();
        upload.ToString().Should().NotContain("X-Amz", "the addresses are secrets");
        await client.CancelAsync(hpc.SystemName, upload.Job.JobId, Cancelled);
    }

    [Theory, SyncAndAsync]
    public async Task What_only_ssh_can_do_is_refused_clearly(Mode mode)
    {
        await using var hpc = await Start(EmulatedConnection.Rest, EmulatedRelease.V25);
        using var client = hpc.CreateClient();
        var job = await client.SubmitAsync(hpc.SystemName, JobDescription.FromScript("#!/bin/bash\n", hpc.HomeDirectory), Cancelled);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V2.Compute.GetJobMetadata(hpc.SystemName, job.JobId), () => client.V2.Compute.GetJobMetadataAsync(hpc.SystemName, job.JobId)))
            .Should().ThrowAsync<FirecrestApiException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.NotImplemented);
    }

    private static Task<FirecrestEmulator> Start(EmulatedConnection connection, EmulatedRelease release)
        => FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { Slots = 1, Connection = connection, Release = release }, Cancelled);
}
