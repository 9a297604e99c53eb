using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Faults;

/// <summary>Writes that are repeated after a failure have the effect of one; those that cannot be are not repeated.</summary>
public sealed class RepeatedWriteTests : IAsyncLifetime
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

    private SimulatedCluster _cluster = null!;

    public static TheoryData<string, Mode> Faults =>
        [.. from fault in (string[])["before", "after", "time-out", "gateway", "rate"] from mode in Enum.GetValues<Mode>() select (fault, mode)];

    private FirecrestClient Client => _cluster.Client;

    private string System => _cluster.Hpc.SystemName;

    private string Home => _cluster.Hpc.HomeDirectory;

    public async ValueTask InitializeAsync() => _cluster = await SimulatedCluster.Start();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory, MemberData(nameof(Faults))]
    public async Task An_upload_that_failed_on_the_way_is_repeated_and_leaves_the_right_content(string fault, Mode mode)
    {
        await File.WriteAllTextAsync(_cluster.Hpc.GetLocalPath($"{Home}/file"), "what was there before", TestContext.Current.CancellationToken);
        Break("*/ops/upload", fault);
        var source = new MemoryStream(Content);

        await mode.Run(() => Client.Upload(System, source, $"{Home}/file"), () => Client.UploadAsync(System, source, $"{Home}/file"));

        (await File.ReadAllBytesAsync(_cluster.Hpc.GetLocalPath($"{Home}/file"), TestContext.Current.CancellationToken)).Should().Equal(Content);
        _cluster.Count($"POST /filesystem/{System}/ops/upload").Should().Be(2);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_cancel_that_failed_on_the_way_reports_success(string fault, Mode mode)
    {
        var job = await _cluster.Submit(mode);
        Break("/compute/*/jobs/*", fault);

        await mode.Run(() => job.Cancel(), () => job.CancelAsync());

        (await _cluster.GetJobs()).Should().ContainSingle().Which.State.Should().Be(JobState.Cancelled);
        _cluster.Count($"DELETE {_cluster.JobsPath}/{job.JobId}").Should().BeGreaterThanOrEqualTo(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_download_that_was_cut_off_is_repeated_and_whole(Mode mode)
    {
        await File.WriteAllBytesAsync(_cluster.Hpc.GetLocalPath($"{Home}/file"), Content, TestContext.Current.CancellationToken);
        _cluster.Faults.On("*/ops/download").Times(2).DropMidway();
        var target = new MemoryStream();

        await mode.Run(() => Client.Download(System, $"{Home}/file", target), () => Client.DownloadAsync(System, $"{Home}/file", target));

        target.ToArray().Should().Equal(Content);
        _cluster.Count($"GET /filesystem/{System}/ops/download").Should().Be(3);
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_with_its_parents_is_made_again_and_a_plain_one_is_not(Mode mode)
    {
        _cluster.Faults.On(HttpMethod.Post, "*/ops/mkdir").Times(2).DropAfter();

        var failure = (await FluentActions.Awaiting(() => MakeDirectory(mode, $"{Home}/plain", createParents: false)).Should().ThrowAsync<FirecrestConnectionException>()).Which;
        await MakeDirectory(mode, $"{Home}/a/b", createParents: true);

        failure.MayHaveExecuted.Should().BeTrue();
        Directory.Exists(_cluster.Hpc.GetLocalPath($"{Home}/plain")).Should().BeTrue();
        Directory.Exists(_cluster.Hpc.GetLocalPath($"{Home}/a/b")).Should().BeTrue();
        _cluster.Count($"POST /filesystem/{System}/ops/mkdir").Should().Be(3);
    }

    private Task MakeDirectory(Mode mode, string path, bool createParents)
        => mode.Run(() => Client.MakeDirectory(System, path, createParents), () => Client.MakeDirectoryAsync(System, path, createParents));

    private void Break(string path, string fault)
    {
        FaultRule rule = _cluster.Faults.On(path);
        switch (fault)
        {
            case "before":
                rule.DropBefore();
                break;
            case "after":
                rule.DropAfter();
                break;
            case "time-out":
                rule.TimeOutAfter();
                break;
            case "gateway":
                rule.AnswerStatus(502, "<html><title>Bad Gateway</title></html>");
                break;
            default:
                rule.RateLimit(TimeSpan.FromSeconds(3));
                break;
        }
    }
}
