using System.Diagnostics.CodeAnalysis;
using Firecrest.Client.Transfers;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

public sealed class ResumeTests
{
    private static readonly RetryOptions NoRetries = new() { MaxRetries = 0 };

    [Theory, SyncAndAsync]
    [SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
    public async Task An_upload_that_failed_goes_on_where_it_was(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var file = cluster.Make("a");
        await FailAtThirdPart(mode, cluster, file, options, HttpMethod.Put);
        File.GetUnixFileMode(options.ManifestPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds secrets");

        // The end of a process in the midst of a line.
        await File.AppendAllTextAsync(options.ManifestPath, """{"part":4,"ta""");
        var result = await cluster.Upload(mode, file, cluster.At("a"), options);

        result.Should().Be(new TransferResult { Method = TransferMethod.S3, Length = StagedCluster.Size, ResumedBytes = 2 * StagedCluster.Part });
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Staging.Should().Equal("PUT 1 200", "PUT 2 200", "PUT 3 503", "PUT 3 200", "PUT 4 200", "PUT 5 200", "POST 200");
        (await cluster.JobStates()).Should().Equal("COMPLETED");
        File.Exists(options.ManifestPath).Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_download_that_failed_goes_on_where_it_was(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var remote = cluster.MakeRemote("a");
        await FailAtThirdPart(mode, cluster, remote, options, HttpMethod.Get);

        var result = await cluster.Download(mode, remote, cluster.Local("a"), options);

        result.ResumedBytes.Should().Be(2 * StagedCluster.Part);
        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
        cluster.Staging.Should().Equal("GET 206", "GET 206", "GET 503", "GET 206", "GET 206", "GET 206");
        Directory.GetFiles(cluster.Folder).Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_changed_starts_over_and_says_why(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var (up, down) = (cluster.Options with { ManifestPath = cluster.Local("m1"), Concurrency = 1 }, cluster.Options with { ManifestPath = cluster.Local("m2"), Concurrency = 1 });
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));
        await FailAtThirdPart(mode, cluster, file, up, HttpMethod.Put);
        await FailAtThirdPart(mode, cluster, remote, down, HttpMethod.Get);
        cluster.Make("a");
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        cluster.MakeRemote("r", StagedCluster.Size + 1);

        var sent = await cluster.Upload(mode, file, cluster.At("a"), up);
        var fetched = await cluster.Download(mode, remote, cluster.Local("a2"), down with { ManifestPath = cluster.Local("m3") });
        var fetchedOver = await cluster.Download(mode, remote, cluster.Local("a"), down);

        sent.Should().BeEquivalentTo(new { ResumedBytes = 0L, StartedOver = "the file has changed since" });
        fetched.StartedOver.Should().BeNull();
        fetchedOver.StartedOver.Should().Be("the file has changed since");
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Length.Should().Be(StagedCluster.Size);
        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("r")));
        (await cluster.JobStates()).Should().Equal("CANCELLED", "COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED");
        Directory.GetFiles(cluster.Folder).Should().BeEquivalentTo([cluster.Local("a"), cluster.Local("a2")], "neither manifests nor partial files are left");
    }

    [Theory, SyncAndAsync]
    public async Task Addresses_that_expired_and_a_job_that_ended_start_over_and_say_why(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { StagingUrlLifetime = TimeSpan.FromHours(12) }, NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var file = cluster.Make("a");

        await FailAtThirdPart(mode, cluster, file, options, HttpMethod.Put);
        cluster.Time.Advance(TimeSpan.FromDays(1));
        (await cluster.Upload(mode, file, cluster.At("a"), options)).StartedOver.Should().StartWith("the addresses of the object store were valid until");

        await FailAtThirdPart(mode, cluster, file, options, HttpMethod.Put);
        await cluster.Client.CancelAsync(cluster.System, (await cluster.Client.PollActiveAsync(cluster.System)).Single().JobId);
        (await cluster.Upload(mode, file, cluster.At("a"), options)).StartedOver.Should().Contain("which was to fetch the file, ended CANCELLED");
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
    }

    [Theory, SyncAndAsync]
    public async Task A_manifest_of_another_transfer_is_left_alone_and_one_that_is_damaged_starts_over(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var file = cluster.Make("a");
        await FailAtThirdPart(mode, cluster, file, options, HttpMethod.Put);

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("b"), options)).Should().ThrowAsync<ArgumentException>();
        failure.Which.Message.Should().Contain("records another transfer").And.Contain(cluster.At("a")).And.NotContain("X-Amz");

        await File.WriteAllTextAsync(options.ManifestPath!, """{"version":1,"direction":"upl""");
        (await cluster.Upload(mode, file, cluster.At("a"), options)).StartedOver.Should().Be("the manifest cannot be read");
        using var stream = new MemoryStream(new byte[StagedCluster.Size]);
        await FluentActions.Awaiting(() => mode.Run(() => cluster.Client.Upload(cluster.System, stream, cluster.At("s"), options), () => cluster.Client.UploadAsync(cluster.System, stream, cluster.At("s"), options)))
            .Should().ThrowAsync<ArgumentException>("a stream cannot be known again");
    }

    [Theory, SyncAndAsync]
    public async Task A_manifest_path_that_names_another_file_is_refused_and_the_file_left_alone(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var (file, other, remote) = (cluster.Make("a"), cluster.Make("b"), cluster.MakeRemote("r"));
        var content = await File.ReadAllBytesAsync(file);
        var json = cluster.Local("package.json");
        await File.WriteAllTextAsync(json, """{"version":1,"name":"mine"}""");

        foreach (var path in new[] { file, other, json, Path.Combine(cluster.Folder, ".", "a") })
        {
            (await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), cluster.Options with { ManifestPath = path })).Should().ThrowAsync<ArgumentException>())
                .Which.Message.Should().Contain("ManifestPath");
            await FluentActions.Awaiting(() => cluster.Download(mode, remote, file, cluster.Options with { ManifestPath = path })).Should().ThrowAsync<ArgumentException>();
        }

        await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("new"), cluster.Options with { ManifestPath = cluster.Local("new") }))
            .Should().ThrowAsync<ArgumentException>("the download would be deleted as its manifest");
        cluster.Started.Should().Be(0);
        (await File.ReadAllBytesAsync(file)).Should().Equal(content);
        (await File.ReadAllTextAsync(json)).Should().Contain("mine");
        new FileInfo(other).Length.Should().Be(StagedCluster.Size);
    }

    [Theory, SyncAndAsync]
    public async Task An_outage_while_an_upload_is_proven_throws_nothing_away(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Progress = new AtPhase(TransferPhase.Verifying, () => cluster.Faults.On("*/ops/stat").AnswerStatus(503)) };
        var file = cluster.Make("a");

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        var result = await cluster.Upload(mode, file, cluster.At("a"), options with { Progress = null });

        failure.Which.Message.Should().Contain("the same call goes on.");
        result.StartedOver.Should().BeNull();
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Started.Should().Be(1);
        File.Exists(options.ManifestPath).Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task A_download_of_which_all_has_arrived_goes_on_also_from_a_store_without_tags(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries, wrap: inner => new WithoutTags(inner));
        var options = cluster.Options with
        {
            ManifestPath = cluster.Local("manifest"),
            Verification = TransferVerification.Sha256,
            Progress = new AtPhase(TransferPhase.Verifying, () => cluster.Faults.On("*/ops/checksum").AnswerStatus(503)),
        };
        var remote = cluster.MakeRemote("a");
        await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("a"), options)).Should().ThrowAsync<TransferFailedException>();

        var result = await cluster.Download(mode, remote, cluster.Local("a"), options with { Progress = null });

        result.ResumedBytes.Should().Be(StagedCluster.Size);
        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
    }

    [Theory, SyncAndAsync]
    public async Task A_stream_with_a_manifest_is_refused_however_large_and_whether_it_can_seek_or_not(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest") };
        using var stream = new Unseekable(new MemoryStream(new byte[StagedCluster.Size]));

        await FluentActions.Awaiting(() => mode.Run(() => cluster.Client.Upload(cluster.System, stream, cluster.At("s"), options), () => cluster.Client.UploadAsync(cluster.System, stream, cluster.At("s"), options)))
            .Should().ThrowAsync<ArgumentException>();

        cluster.Started.Should().Be(0);
        stream.ReadByte().Should().Be(0, "nothing was read");
    }

    [Theory, SyncAndAsync]
    public async Task With_a_manifest_the_job_is_cancelled_only_when_the_options_say_so(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        cluster.Faults.On(HttpMethod.Put, "/staging/*").Times(2).AnswerStatus(503);
        var file = cluster.Make("a");

        var kept = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        kept.Which.Message.Should().Contain("is left as it is").And.Contain(options.ManifestPath).And.Contain("the same call goes on until");
        File.Exists(options.ManifestPath).Should().BeTrue();

        var ended = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options with { CancelJobOnFailure = true })).Should().ThrowAsync<TransferFailedException>();
        ended.Which.Message.Should().Contain("was cancelled");
        File.Exists(options.ManifestPath).Should().BeFalse();
        (await cluster.JobStates()).Should().Equal("CANCELLED");
    }

    [Fact]
    public void A_manifest_that_one_run_has_found_is_not_taken_up_by_another()
    {
        var folder = Directory.CreateTempSubdirectory("firecrest-test-").FullName;
        var path = Path.Combine(folder, "manifest");
        var header = new ManifestHeader { Direction = ManifestHeader.Upload, Server = "s", SystemName = "d", RemotePath = "/r", LocalPath = "/l", Length = 1, Modified = 1, Half = "1", PartSize = 1 };
        var again = FluentActions.Invoking(() => TransferManifest.Read(path));
        try
        {
            using var first = TransferManifest.Read(path);
            using var second = TransferManifest.Read(path);
            using (TransferManifest.Create(path, header, [], first))
            {
                FluentActions.Invoking(() => TransferManifest.Create(path, header with { Half = "2" }, [], second)).Should().Throw<IOException>("there was none when it looked");
                again.Should().Throw<IOException>();
            }

            using var found = TransferManifest.Read(path);
            found.Header!.Half.Should().Be("1");
            again.Should().Throw<IOException>();
            using (TransferManifest.Create(path, header with { Half = "3" }, [new ManifestEntry { Part = 0 }], found))
            {
                again.Should().Throw<IOException>();
            }

            using var last = TransferManifest.Read(path);
            (last.Header!.Half, last.Entries.Count).Should().Be(("3", 1));
            Directory.GetFiles(folder).Should().ContainSingle();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class AtPhase(TransferPhase phase, Action act) : IProgress<TransferProgress>
    {
        private bool _done;

        public void Report(TransferProgress value)
        {
            if (value.Phase == phase && !_done)
            {
                _done = true;
                act();
            }
        }
    }

    private sealed class WithoutTags(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Strip(base.Send(request, cancellationToken));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Strip(await base.SendAsync(request, cancellationToken));

        private static HttpResponseMessage Strip(HttpResponseMessage response)
        {
            response.Headers.Remove("ETag");
            return response;
        }
    }

    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private static async Task FailAtThirdPart(Mode mode, StagedCluster cluster, string source, TransferOptions options, HttpMethod method)
    {
        cluster.Faults.On(method, "/staging/*").Times(2).Delay(TimeSpan.Zero);
        cluster.Faults.On(method, "/staging/*").AnswerStatus(503);
        await FluentActions.Awaiting(() => method == HttpMethod.Put
            ? cluster.Upload(mode, source, cluster.At("a"), options)
            : cluster.Download(mode, source, cluster.Local("a"), options)).Should().ThrowAsync<TransferFailedException>();
    }
}
