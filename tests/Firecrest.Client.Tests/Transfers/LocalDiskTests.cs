using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace Firecrest.Client.Tests.Transfers;

public sealed class LocalDiskTests
{
    private const string FullDevice = "/dev/full";

    [Theory, SyncAndAsync]
    public async Task A_full_disk_ends_a_download_with_its_reason_and_leaves_nothing(Mode mode)
    {
        Assert.SkipUnless(File.Exists(FullDevice), "Only Linux has a device that is always full.");
        await using var cluster = await StagedCluster.Start();
        var clock = new Clock(cluster.ClientTime);
        using var staging = new StagingConnection(new FirecrestClientOptions(), clock, NullLogger.Instance, "test", CancellationToken.None);
        var tools = new TransferTools(cluster.Client.Backend, staging, clock, NullLogger.Instance, "server");
        var start = new TransferStart(tools, cluster.System, cluster.Options);
        var target = new FullTarget(cluster.Local("partial"));
        var remote = cluster.MakeRemote("a");
        var transfer = await start.Download(remote, target, canResume: false, async: true, default);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Run(async: false, default).EnsureCompleted(), () => transfer.Run(async: true, default).AsTask()))
            .Should().ThrowAsync<IOException>();

        failure.Which.Message.Should().Contain("No space left on device").And.Contain("Nothing of it is left on this machine");
        target.IsAccepted.Should().BeFalse();
    }

    /// <summary>What is fetched goes to a device without any room.</summary>
    private sealed class FullTarget(string partialPath) : DownloadTarget
    {
        public bool IsAccepted { get; private set; }

        public override string Description => "a full disk";

        public override void Check(OverwriteRule rule)
        {
        }

        public override string NewPartialPath() => partialPath;

        public override SafeFileHandle Create(string path, long length) => File.OpenHandle(FullDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        public override ValueTask Accept(string path, bool async, CancellationToken cancellationToken)
        {
            IsAccepted = true;
            return default;
        }

        public override ValueTask Write(byte[] content, bool async, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
