using System.Diagnostics.CodeAnalysis;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>What stands in the way of a transfer has a defined outcome, most of it before a job is started.</summary>
public sealed class TransferOutcomeTests
{
    [Theory, EachGeneration]
    public async Task A_target_that_exists_is_replaced_or_refused_as_the_options_say(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        var (remote, local) = (cluster.MakeRemote("a", 10), cluster.Make("b", 10));
        var (file, large) = (cluster.Make("file"), cluster.MakeRemote("large"));
        var refuse = cluster.Options with { Overwrite = OverwriteRule.Refuse };

        foreach (var source in new[] { file, local })
        {
            (await FluentActions.Awaiting(() => cluster.Upload(mode, source, remote, refuse)).Should().ThrowAsync<FirecrestAlreadyExistsException>())
                .Which.Message.Should().Contain("exists already");
        }

        foreach (var source in new[] { large, remote })
        {
            (await FluentActions.Awaiting(() => cluster.Download(mode, source, local, refuse)).Should().ThrowAsync<IOException>()).Which.Message.Should().Contain("exists already");
        }

        new FileInfo(cluster.Remote("a")).Length.Should().Be(10);
        new FileInfo(local).Length.Should().Be(10);
        cluster.Started.Should().Be(0);
        await cluster.Upload(mode, file, remote);
        await cluster.Download(mode, large, local);
        new FileInfo(cluster.Remote("a")).Length.Should().Be(StagedCluster.Size);
        new FileInfo(local).Length.Should().Be(StagedCluster.Size);
    }

    [Theory, EachGeneration]
    public async Task A_directory_takes_the_file_in_only_where_that_is_plain(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        Directory.CreateDirectory(cluster.Remote("dir"));
        Directory.CreateDirectory(cluster.Local("dir"));
        var file = cluster.Make("a");

        await cluster.Upload(mode, file, cluster.At("dir/"));
        await cluster.Download(mode, cluster.At("dir/a"), cluster.Local("dir"));
        var up = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("dir"))).Should().ThrowAsync<FirecrestException>();
        var down = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.At("dir"), cluster.Local("x"))).Should().ThrowAsync<FirecrestException>();
        await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Local("dir"), cluster.At("x"))).Should().ThrowAsync<ArgumentException>();

        up.Which.Message.Should().Contain("is a directory");
        down.Which.Message.Should().Contain("is a directory");
        (await File.ReadAllBytesAsync(cluster.Local("dir/a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Started.Should().Be(2);
    }

    [Theory, EachGeneration]
    public async Task A_missing_directory_is_told_before_anything_is_started(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));

        await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("no/a"))).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("no/r"))).Should().ThrowAsync<DirectoryNotFoundException>();
        await FluentActions.Awaiting(() => cluster.Download(mode, cluster.At("missing"), cluster.Local("r"))).Should().ThrowAsync<FirecrestNotFoundException>();

        cluster.Started.Should().Be(0);
    }

    [Theory, EachGeneration]
    [SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
    public async Task A_source_that_cannot_be_read_is_told_before_anything_is_started(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        var closed = cluster.Make("closed");
        File.SetUnixFileMode(closed, UnixFileMode.None);

        await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Local("none"), cluster.At("a"))).Should().ThrowAsync<FileNotFoundException>();
        if (Environment.UserName != "root")
        {
            await FluentActions.Awaiting(() => cluster.Upload(mode, closed, cluster.At("a"))).Should().ThrowAsync<UnauthorizedAccessException>();
        }

        cluster.Started.Should().Be(0);
    }

    [Theory, EachGeneration]
    public async Task A_source_that_is_a_link_is_followed_on_both_sides(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        File.CreateSymbolicLink(cluster.Local("link"), cluster.Make("a"));

        await cluster.Upload(mode, cluster.Local("link"), cluster.At("a"));
        File.CreateSymbolicLink(cluster.Remote("link"), "a");
        await cluster.Download(mode, cluster.At("link"), cluster.Local("back"));

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Local("a")));
        (await File.ReadAllBytesAsync(cluster.Local("back"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Local("a")));
    }

    [Theory, EachGeneration]
    public async Task A_file_that_changes_while_it_is_sent_has_not_arrived(Generation generation, Mode mode)
    {
        await using var cluster = await StagedCluster.Start(generation: generation);
        var (client, system, file) = (cluster.Client, cluster.System, cluster.Make("a"));
        var transfer = await mode.Run(() => client.StartUpload(system, file, cluster.At("a"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("a"), cluster.Options));
        await File.AppendAllTextAsync(file, "more");

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync())).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("changed while it was sent").And.Contain(generation.IsV1() ? "cannot be cancelled" : "was cancelled");
        File.Exists(cluster.Remote("a")).Should().BeFalse();
    }

    [Theory]
    [InlineData(Mode.Sync, "R&D.bin")]
    [InlineData(Mode.Async, "R&D.bin")]
    [InlineData(Mode.Sync, "a;b $x (1).bin")]
    [InlineData(Mode.Async, "a;b $x (1).bin")]
    public async Task Names_that_jobs_damage_are_refused_going_up_and_gone_round_coming_down(Mode mode, string name)
    {
        await using var cluster = await StagedCluster.Start();

        (await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At(name))).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("Rename it");
        await cluster.Download(mode, cluster.MakeRemote(name), cluster.Local("back"));

        (await File.ReadAllBytesAsync(cluster.Local("back"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote(name)));
        Directory.GetFileSystemEntries(cluster.Remote("")).Select(Path.GetFileName).Where(entry => entry!.StartsWith(".firecrest", StringComparison.Ordinal)).Should().BeEmpty("the link is removed");
        (await cluster.JobStates()).Should().Equal("COMPLETED");
    }

    [Theory, SyncAndAsync]
    public async Task An_account_is_asked_for_before_anything_is_started_and_only_when_a_job_is_needed(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferJobDirectives = ["#SBATCH --account={account}"] });
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));

        await cluster.Upload(mode, cluster.Make("small", 10), cluster.At("small"));
        foreach (var move in new[] { () => cluster.Upload(mode, file, cluster.At("a")), () => cluster.Download(mode, remote, cluster.Local("r")) })
        {
            (await FluentActions.Awaiting(move).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("TransferOptions.Account");
        }

        (await cluster.JobStates()).Should().BeEmpty();
        await cluster.Upload(mode, file, cluster.At("a"), cluster.Options with { Account = "staff" });
    }

    [Theory, SyncAndAsync]
    public async Task A_system_that_moves_no_large_files_says_so(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferMethod = null });

        await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"))).Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("r"), cluster.Local("r"))).Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Local("a"), cluster.At("a"), cluster.Options with { Method = TransferMethod.Streamer }))
            .Should().ThrowAsync<FirecrestNotSupportedException>();
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task Who_gives_up_is_told_what_is_left_and_the_job_is_cancelled(Mode mode, bool up)
    {
        await using var cluster = await StagedCluster.Start();
        using var source = new CancellationTokenSource();
        var options = cluster.Options with { Concurrency = 1, Progress = new CancelWhenMoving(source) };
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));

        var failure = await FluentActions.Awaiting(() => up
            ? cluster.Upload(mode, file, cluster.At("a"), options, source.Token)
            : cluster.Download(mode, remote, cluster.Local("r"), options, source.Token)).Should().ThrowAsync<OperationCanceledException>();

        failure.Which.CancellationToken.Should().Be(source.Token);
        failure.Which.Message.Should().Contain("was given up").And.Contain(up ? "is as it was" : "Nothing of it is left");
        (await cluster.JobStates()).Should().Equal(up ? "CANCELLED" : "COMPLETED");
        Directory.GetFiles(cluster.Folder).Should().ContainSingle();
        File.Exists(cluster.Remote("a")).Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_stream_that_fails_while_it_is_written_is_not_called_untouched(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        using var stream = new FullStream(1000);
        var remote = cluster.MakeRemote("r");

        var failure = await FluentActions.Awaiting(() => mode.Run(
            () => cluster.Client.Download(cluster.System, remote, stream, cluster.Options), () => cluster.Client.DownloadAsync(cluster.System, remote, stream, cluster.Options)))
            .Should().ThrowAsync<IOException>();

        failure.Which.Message.Should().Contain("A part of it, or all, is in the stream already").And.NotContain("is as it was");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_cannot_be_cancelled_hinders_neither_the_clean_up_nor_the_real_failure(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: new RetryOptions { MaxRetries = 0 });
        var remote = cluster.MakeRemote("R&D.bin");
        cluster.Faults.On(HttpMethod.Delete, "/compute/*").Always().AnswerStatus(503);

        // Too long only for the file that is written beside it.
        var tooLong = cluster.Local(new string('m', 240));
        var noManifest = await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("r"), cluster.Options with { ManifestPath = tooLong }))
            .Should().ThrowAsync<IOException>();
        Links().Should().BeEmpty();

        var handle = await mode.Run(
            () => cluster.Client.StartDownload(cluster.System, remote, cluster.Local("r"), cluster.Options), () => cluster.Client.StartDownloadAsync(cluster.System, remote, cluster.Local("r"), cluster.Options));
        Links().Should().ContainSingle();
        await FluentActions.Awaiting(() => mode.Run(() => handle.Cancel(), () => handle.CancelAsync())).Should().ThrowAsync<FirecrestException>();
        Links().Should().BeEmpty();

        cluster.Faults.On(HttpMethod.Get, "/compute/*").Always().AnswerStatus(403, """{"message":"Permission denied"}""");
        var failed = await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("r"))).Should().ThrowAsync<TransferFailedException>();
        Links().Should().BeEmpty();

        noManifest.Which.Message.Should().Contain(tooLong).And.Contain("could not be cancelled");
        failed.Which.Message.Should().Contain("Permission denied").And.Contain("could not be cancelled");

        IEnumerable<string?> Links() => Directory.GetFileSystemEntries(cluster.Remote("")).Select(Path.GetFileName).Where(entry => entry!.StartsWith(".firecrest", StringComparison.Ordinal));
    }

    private sealed class FullStream(int room) : MemoryStream(new byte[room])
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..Math.Min(buffer.Length, room)]);
            throw new IOException("no room");
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return default;
        }
    }

    private sealed class CancelWhenMoving(CancellationTokenSource source) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value is { Phase: TransferPhase.Moving })
            {
                source.Cancel();
            }
        }
    }
}
