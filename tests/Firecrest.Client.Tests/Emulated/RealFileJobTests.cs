using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Jobs for files that really run, in a queue.</summary>
public sealed class RealFileJobTests : IAsyncLifetime
{
    /// <summary>Jobs here last milliseconds.</summary>
    private static readonly WaitOptions Quick = new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)), TimeLimit = TimeSpan.FromMinutes(2) };

    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string System => _hpc.SystemName;

    private string Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { Slots = 1 }, TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_goes_through_every_operation(Mode mode)
    {
        var content = new string('ä', 100_000);
        Directory.CreateDirectory(_hpc.GetLocalPath($"{Home}/tree a/deep"));
        Directory.CreateDirectory(_hpc.GetLocalPath($"{Home}/out"));
        await File.WriteAllTextAsync(_hpc.GetLocalPath($"{Home}/tree a/deep/ü.txt"), content, TestContext.Current.CancellationToken);
        var (copy, delete, compress, extract) = (
            new CopyOptions { Wait = Quick }, new DeleteOptions { AsJob = true, Recursive = true, Wait = Quick }, new CompressOptions { AsJob = true, Wait = Quick },
            new ExtractOptions { AsJob = true, Wait = Quick });
        var move = new FileJobOptions { Wait = Quick };

        await mode.Run(() => _client.Copy(System, $"{Home}/tree a", $"{Home}/tree b", copy), () => _client.CopyAsync(System, $"{Home}/tree a", $"{Home}/tree b", copy));
        await mode.Run(() => _client.Delete(System, $"{Home}/tree a", delete), () => _client.DeleteAsync(System, $"{Home}/tree a", delete));
        await mode.Run(() => _client.Compress(System, $"{Home}/tree b", $"{Home}/b.tar.gz", compress), () => _client.CompressAsync(System, $"{Home}/tree b", $"{Home}/b.tar.gz", compress));
        await mode.Run(() => _client.Extract(System, $"{Home}/b.tar.gz", $"{Home}/out", extract), () => _client.ExtractAsync(System, $"{Home}/b.tar.gz", $"{Home}/out", extract));
        await mode.Run(() => _client.Move(System, $"{Home}/out/tree b", $"{Home}/tree c", move), () => _client.MoveAsync(System, $"{Home}/out/tree b", $"{Home}/tree c", move));

        (await File.ReadAllTextAsync(_hpc.GetLocalPath($"{Home}/tree c/deep/ü.txt"), TestContext.Current.CancellationToken)).Should().Be(content);
        Path.Exists(_hpc.GetLocalPath($"{Home}/tree a")).Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_copy_that_is_cancelled_in_the_queue_is_a_failure(Mode mode)
    {
        var blocker = await _client.SubmitAsync(System, JobDescription.FromScript("#!/bin/bash\nsleep 600\n", Home), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_hpc.GetLocalPath($"{Home}/f"), "x", TestContext.Current.CancellationToken);

        var started = await mode.Run(() => _client.StartCopy(System, $"{Home}/f", $"{Home}/g"), () => _client.StartCopyAsync(System, $"{Home}/f", $"{Home}/g"));
        await mode.Run(() => started.Job.Cancel(), () => started.Job.CancelAsync());

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => started.WaitForCompletion(Quick), () => started.WaitForCompletionAsync(Quick))).Should().ThrowAsync<TransferFailedException>()).Which;
        failure.Message.Should().Contain("ended CANCELLED").And.Contain("error log cannot be read");
        Path.Exists(_hpc.GetLocalPath($"{Home}/g")).Should().BeFalse();
        await blocker.CancelAsync(TestContext.Current.CancellationToken);
    }
}
