using System.Security.Cryptography;
using System.Text;
using Firecrest.Client.V1;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>A user's whole way through FirecREST v1, with jobs that really run.</summary>
public sealed class V1WholeWayTests : IAsyncLifetime
{
    /// <summary>Jobs here last milliseconds.</summary>
    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    private static readonly TaskWaitOptions QuickTask = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    public static MatrixTheoryData<Mode, EmulatedStaging> Stores => new(Enum.GetValues<Mode>(), Enum.GetValues<EmulatedStaging>());

    private string System => _hpc.SystemName;

    private string Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync() => await Start(new());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task Jobs_by_path_and_by_upload_run_and_their_results_are_moved_compressed_and_downloaded(Mode mode)
    {
        const string script = "#!/bin/bash\n#SBATCH -J whole\necho \"from $SLURM_JOB_ID ä\"\necho result > result.txt\n";
        var run = $"{Home}/run";
        await mode.Run(() => _client.MakeDirectory(System, run), () => _client.MakeDirectoryAsync(System, run));
        await mode.Run(
            () => _client.Upload(System, new MemoryStream(Encoding.UTF8.GetBytes(script)), $"{run}/job.sh"),
            () => _client.UploadAsync(System, new MemoryStream(Encoding.UTF8.GetBytes(script)), $"{run}/job.sh"));

        foreach (var description in new[] { JobDescription.FromRemoteScript($"{run}/job.sh", run), JobDescription.FromScript(script, run) })
        {
            var job = await mode.Run(() => _client.Submit(System, description), () => _client.SubmitAsync(System, description));
            var done = await mode.Run(() => job.WaitForCompletion(Quick), () => job.WaitForCompletionAsync(Quick));
            var output = await mode.Run(() => job.GetOutput(), () => job.GetOutputAsync());

            done.State.Should().Be(JobState.Completed);
            output.Should().Be($"from {job.JobId} ä\n");
        }

        var options = new FileJobOptions { Wait = Quick };
        await mode.Run(() => _client.Move(System, $"{run}/result.txt", $"{run}/kept.txt", options), () => _client.MoveAsync(System, $"{run}/result.txt", $"{run}/kept.txt", options));
        var compress = new CompressOptions { AsJob = true, Wait = Quick };
        await mode.Run(() => _client.Compress(System, run, $"{Home}/run.tar.gz", compress), () => _client.CompressAsync(System, run, $"{Home}/run.tar.gz", compress));
        using var archive = new MemoryStream();
        await mode.Run(() => _client.Download(System, $"{Home}/run.tar.gz", archive), () => _client.DownloadAsync(System, $"{Home}/run.tar.gz", archive));

        archive.Position = 0;
        await using var unpacked = new global::System.IO.Compression.GZipStream(archive, global::System.IO.Compression.CompressionMode.Decompress);
        await using var tar = new global::System.Formats.Tar.TarReader(unpacked);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            names.Add(entry.Name.TrimEnd('/'));
        }

        names.Should().Contain(["run/kept.txt", "run/job.sh"]).And.NotContain("run/result.txt");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_file_goes_through_the_object_store_and_back_by_what_the_tasks_say(Mode mode, EmulatedStaging staging)
    {
        await DisposeAsync();
        await Start(new() { V1 = new() { Staging = staging } });
        var content = RandomNumberGenerator.GetBytes(6_000_000);
        using var store = new HttpClient();

        var upload = await mode.Run(() => _client.V1.Storage.Upload(System, "big.bin", Home), () => _client.V1.Storage.UploadAsync(System, "big.bin", Home));
        var waiting = await mode.Run(
            () => _client.V1.Tasks.WaitFor(upload.TaskId, task => task.State == TaskState.FormReady, QuickTask),
            () => _client.V1.Tasks.WaitForAsync(upload.TaskId, task => task.State == TaskState.FormReady, QuickTask));
        var form = ExternalUploadForm.From(waiting);
        using (var request = form.CreateRequest(new MemoryStream(content)))
        using (var answer = await mode.Run(() => store.Send(request), () => store.SendAsync(request)))
        {
            answer.IsSuccessStatusCode.Should().BeTrue("the store answered {0}", answer.StatusCode);
        }

        var path = await mode.Run(() => _client.V1.Tasks.WaitForCompletion(upload, QuickTask), () => _client.V1.Tasks.WaitForCompletionAsync(upload, QuickTask));

        path.Should().Be($"{Home}/big.bin");
        (await File.ReadAllBytesAsync(_hpc.GetLocalPath(path.ToString()), TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(content).Should().BeTrue();
        form.Method.Should().Be(staging == EmulatedStaging.S3V2 ? HttpMethod.Put : HttpMethod.Post);
        if (staging == EmulatedStaging.S3V2)
        {
            return;
        }

        var download = await mode.Run(() => _client.V1.Storage.Download(System, path), () => _client.V1.Storage.DownloadAsync(System, path));
        var staged = await mode.Run(() => _client.V1.Tasks.WaitForCompletion(download, QuickTask), () => _client.V1.Tasks.WaitForCompletionAsync(download, QuickTask));
        using (var request = staged.CreateRequest())
        using (var answer = await mode.Run(() => store.Send(request), () => store.SendAsync(request)))
        {
            (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(content).Should().BeTrue();
        }

        await mode.Run(() => _client.V1.Storage.Invalidate(download.TaskId), () => _client.V1.Storage.InvalidateAsync(download.TaskId));
        (await mode.Run(() => _client.V1.Tasks.GetTask(download.TaskId), () => _client.V1.Tasks.GetTaskAsync(download.TaskId))).State.Should().Be(TaskState.Invalidated);
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_is_invalidated_before_it_was_uploaded_is_a_fault_of_the_server(Mode mode)
    {
        var upload = await mode.Run(() => _client.V1.Storage.Upload(System, "never.bin", Home), () => _client.V1.Storage.UploadAsync(System, "never.bin", Home));

        (await FluentActions.Awaiting(() => mode.Run(() => _client.V1.Storage.Invalidate(upload.TaskId), () => _client.V1.Storage.InvalidateAsync(upload.TaskId))).Should().ThrowAsync<FirecrestApiException>())
            .Which.ErrorCode.Should().Be(FirecrestErrorCode.ServerError);
    }

    [Theory, SyncAndAsync]
    public async Task Every_job_for_files_does_what_it_is_created_for(Mode mode)
    {
        var storage = _client.V1.Storage;
        Directory.CreateDirectory(_hpc.GetLocalPath($"{Home}/d/deep"));
        Directory.CreateDirectory(_hpc.GetLocalPath($"{Home}/out"));
        await File.WriteAllTextAsync(_hpc.GetLocalPath($"{Home}/d/deep/f"), "content", TestContext.Current.CancellationToken);
        var named = new InternalTransferOptions { JobName = "named", TimeLimit = TimeSpan.FromMinutes(5) };

        var first = await Complete(mode, () => storage.Copy(System, $"{Home}/d", $"{Home}/copy", named), () => storage.CopyAsync(System, $"{Home}/d", $"{Home}/copy", named));
        var after = new InternalTransferOptions { StageOutJobId = first.JobId };
        await Complete(mode, () => storage.Move(System, $"{Home}/copy", $"{Home}/moved", after), () => storage.MoveAsync(System, $"{Home}/copy", $"{Home}/moved", after));
        await Complete(mode, () => storage.Synchronize(System, $"{Home}/d/", $"{Home}/same"), () => storage.SynchronizeAsync(System, $"{Home}/d/", $"{Home}/same"));
        await Complete(mode, () => storage.Compress(System, $"{Home}/moved", $"{Home}/m.tgz", dereference: true), () => storage.CompressAsync(System, $"{Home}/moved", $"{Home}/m.tgz", dereference: true));
        await Complete(mode, () => storage.Extract(System, $"{Home}/m.tgz", $"{Home}/out", ArchiveType.Tgz), () => storage.ExtractAsync(System, $"{Home}/m.tgz", $"{Home}/out", ArchiveType.Tgz));
        await Complete(mode, () => storage.Remove(System, $"{Home}/d"), () => storage.RemoveAsync(System, $"{Home}/d"));

        foreach (var name in new[] { "moved/deep/f", "same/deep/f", "out/moved/deep/f" })
        {
            File.Exists(_hpc.GetLocalPath($"{Home}/{name}")).Should().BeTrue(name);
        }

        foreach (var name in new[] { "d", "copy" })
        {
            Path.Exists(_hpc.GetLocalPath($"{Home}/{name}")).Should().BeFalse(name);
        }
    }

    private async Task<V1.SubmittedJob> Complete(Mode mode, Func<TaskTicket<V1.SubmittedJob>> sync, Func<Task<TaskTicket<V1.SubmittedJob>>> async)
    {
        var ticket = await mode.Run(sync, async);
        var submitted = await mode.Run(() => _client.V1.Tasks.WaitForCompletion(ticket, QuickTask), () => _client.V1.Tasks.WaitForCompletionAsync(ticket, QuickTask));
        var job = _client.GetJobHandle(submitted.SystemName, submitted.JobId);
        (await mode.Run(() => job.WaitForCompletion(Quick), () => job.WaitForCompletionAsync(Quick))).State.Should().Be(JobState.Completed);
        (await File.ReadAllTextAsync(_hpc.GetLocalPath(submitted.ErrorFile!.Value.ToString()), TestContext.Current.CancellationToken)).Should().BeEmpty();
        return submitted;
    }

    private async Task Start(FirecrestEmulatorOptions options)
    {
        _hpc = await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        _client = new(_hpc.V1BaseAddress, new ClientCredentialsAuth(_hpc.ClientId, _hpc.ClientSecret, _hpc.TokenEndpoint), new FirecrestClientOptions { ApiVersion = FirecrestApiVersion.V1 });
    }
}
