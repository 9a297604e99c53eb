using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

public sealed class StagedTransferTests
{
    [Theory, SyncAndAsync]
    public async Task A_stream_is_kept_in_memory_up_to_64_MiB_whatever_the_site_allows(Mode mode)
    {
        const int most = 64 * 1024 * 1024;

        (await Take(most)).Should().BeOfType<BytesSource>();
        var spooled = await Take(most + 1);

        spooled.Should().BeOfType<FileSource>();
        File.Exists(spooled.State!.Path).Should().BeFalse("it is deleted with the intake");

        async Task<LocalSource> Take(int size)
        {
            var stream = new MemoryStream(new byte[size]);
            using var intake = await mode.Run(
                () => StreamIntake.Take(stream, long.MaxValue, async: false, default).EnsureCompleted(), () => StreamIntake.Take(stream, long.MaxValue, async: true, default).AsTask());
            intake.Source.Length.Should().Be(size);
            return intake.Source;
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_part_of_any_size_holds_the_whole_file(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();

        await cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"), cluster.Options with { PartSize = long.MaxValue });

        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
        cluster.Staging.Should().ContainSingle();
    }

    [Theory]
    [InlineData(Mode.Sync, EmulatedRelease.V25, 1)]
    [InlineData(Mode.Async, EmulatedRelease.V25, 1)]
    [InlineData(Mode.Sync, EmulatedRelease.V25, 4)]
    [InlineData(Mode.Async, EmulatedRelease.V25, 4)]
    [InlineData(Mode.Sync, EmulatedRelease.V24, 4)]
    [InlineData(Mode.Async, EmulatedRelease.V24, 4)]
    public async Task A_large_file_arrives_there_and_back_byte_for_byte(Mode mode, EmulatedRelease release, int concurrency)
    {
        await using var cluster = await StagedCluster.Start(new() { Release = release });

        // Servers before 2.5 do not tell the limit, so that of the emulator, which is small, cannot be known.
        var options = cluster.Options with { Concurrency = concurrency, Verification = TransferVerification.Sha256, Method = release == EmulatedRelease.V24 ? TransferMethod.S3 : null };
        var file = cluster.Make("data");

        var up = await cluster.Upload(mode, file, cluster.At("über data.bin"), options);
        var down = await cluster.Download(mode, cluster.At("über data.bin"), cluster.Local("back"), options);

        var bytes = await File.ReadAllBytesAsync(file);
        (await File.ReadAllBytesAsync(cluster.Remote("über data.bin"))).Should().Equal(bytes);
        (await File.ReadAllBytesAsync(cluster.Local("back"))).Should().Equal(bytes);
        up.Should().Be(new TransferResult { Method = TransferMethod.S3, Length = StagedCluster.Size, Sha256 = up.Sha256 });
        down.Should().Be(up);
        up.Sha256.Should().Be(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant());
        cluster.Staging.Should().BeEquivalentTo(
            ["PUT 1 200", "PUT 2 200", "PUT 3 200", "PUT 4 200", "PUT 5 200", "POST 200", "GET 206", "GET 206", "GET 206", "GET 206", "GET 206"]);
        Directory.GetFiles(cluster.Folder).Should().HaveCount(2, "nothing partial is left");
        Directory.GetFiles(cluster.Remote("")).Where(name => Path.GetFileName(name).StartsWith(".firecrest", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task Small_and_empty_files_go_directly_and_take_no_job(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        foreach (var size in new[] { 0, 1, StagedCluster.Part / 2 })
        {
            var file = cluster.Make($"f{size}", size);
            (await cluster.Upload(mode, file, cluster.At($"f{size}"))).Method.Should().Be(TransferMethod.Direct);
            (await cluster.Download(mode, cluster.At($"f{size}"), cluster.Local($"b{size}"), cluster.Options with { Verification = TransferVerification.Sha256 }))
                .Should().BeEquivalentTo(new { Method = TransferMethod.Direct, Length = (long)size });
            (await File.ReadAllBytesAsync(cluster.Local($"b{size}"))).Should().Equal(await File.ReadAllBytesAsync(file));
        }

        cluster.Staging.Should().BeEmpty();
        (await cluster.JobStates()).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task The_object_store_can_be_asked_for_and_carries_everything_but_an_empty_file(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var options = cluster.Options with { Method = TransferMethod.S3 };

        (await cluster.Upload(mode, cluster.Make("one", 1), cluster.At("one"), options)).Method.Should().Be(TransferMethod.S3);
        (await cluster.Upload(mode, cluster.Make("none", 0), cluster.At("none"), options)).Method.Should().Be(TransferMethod.Direct);
        (await cluster.Download(mode, cluster.At("one"), cluster.Local("back"), options)).Method.Should().Be(TransferMethod.S3);

        new FileInfo(cluster.Remote("none")).Length.Should().Be(0);
        new FileInfo(cluster.Local("back")).Length.Should().Be(1);
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task A_large_stream_arrives_there_and_back_and_stays_open(Mode mode, bool canSeek)
    {
        await using var cluster = await StagedCluster.Start();
        var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(StagedCluster.Size);
        using var memory = new MemoryStream(bytes) { Position = 10 };
        using Stream source = canSeek ? memory : new BufferedPipe(memory);
        using var target = new MemoryStream();

        var up = await mode.Run(() => cluster.Client.Upload(cluster.System, source, cluster.At("s"), cluster.Options), () => cluster.Client.UploadAsync(cluster.System, source, cluster.At("s"), cluster.Options));
        await mode.Run(() => cluster.Client.Download(cluster.System, cluster.At("s"), target, cluster.Options), () => cluster.Client.DownloadAsync(cluster.System, cluster.At("s"), target, cluster.Options));

        up.Method.Should().Be(TransferMethod.S3);
        target.ToArray().Should().Equal(bytes[10..]);
        memory.CanRead.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task Transfers_are_started_together_and_completed_or_cancelled_one_by_one(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var (client, system) = (cluster.Client, cluster.System);
        var file = cluster.Make("a");
        var remote = cluster.MakeRemote("r");

        var up = await mode.Run(() => client.StartUpload(system, file, cluster.At("a"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("a"), cluster.Options));
        var given = await mode.Run(() => client.StartUpload(system, file, cluster.At("b"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("b"), cluster.Options));
        var down = await mode.Run(() => client.StartDownload(system, remote, cluster.Local("r"), cluster.Options), () => client.StartDownloadAsync(system, remote, cluster.Local("r"), cluster.Options));
        cluster.Staging.Should().BeEmpty();
        await mode.Run(() => given.Cancel(), () => given.CancelAsync());
        await mode.Run(() => up.Complete(), () => up.CompleteAsync());
        await mode.Run(() => down.Complete(), () => down.CompleteAsync());

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        (await File.ReadAllBytesAsync(cluster.Local("r"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("r")));
        (await cluster.JobStates()).Should().Equal("COMPLETED", "CANCELLED", "COMPLETED");
        (up.Length, up.Method, up.Job!.SystemName).Should().Be((StagedCluster.Size, TransferMethod.S3, system));
        up.ToString().Should().Contain(file).And.Contain(cluster.At("a")).And.NotContain("X-Amz");
    }

    [Theory, SyncAndAsync]
    public async Task Progress_is_one_total_that_never_falls_and_counts_a_byte_once(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var reports = new List<TransferProgress>();
        var options = cluster.Options with { Progress = new Reports(reports), Concurrency = 1 };
        cluster.Faults.On(HttpMethod.Put, "/staging/*").Times(2).DropAfter();

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"), options);

        cluster.Staging.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)).Should().Be(7, "two were sent twice");
        reports.Select(report => report.MovedBytes).Should().BeInAscendingOrder();
        reports.Should().OnlyContain(report => report.TotalBytes == StagedCluster.Size && report.MovedBytes <= report.TotalBytes);
        reports[^1].Should().Be(new TransferProgress(TransferPhase.Done, StagedCluster.Size, StagedCluster.Size));
        reports.Select(report => report.Phase).Distinct().Should().Equal(TransferPhase.Moving, TransferPhase.WaitingForSystem, TransferPhase.Verifying, TransferPhase.Done);
    }

    [Theory, SyncAndAsync]
    public async Task A_refusal_of_the_store_is_told_without_its_addresses(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var failure = await FluentActions.Awaiting(() =>
        {
            cluster.Faults.On(HttpMethod.Put, "/staging/*").Always().AnswerStatus(403, "<Error><Code>AccessDenied</Code><Message>see https://store/x?X-Amz-Signature=abc</Message></Error>");
            return cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));
        }).Should().ThrowAsync<TransferFailedException>();

        failure.Which.ToString().Should().Contain("AccessDenied").And.NotContain("X-Amz");
    }

    /// <summary>A stream that can only be read, once.</summary>
    private sealed class BufferedPipe(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 10_000));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
