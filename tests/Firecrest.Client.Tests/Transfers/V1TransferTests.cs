using System.Diagnostics.CodeAnalysis;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>Large files on FirecREST v1: one form for the whole file going up, ranges coming down, and a task where v2 has a job.</summary>
public sealed class V1TransferTests
{
    private static readonly RetryOptions NoRetries = new() { MaxRetries = 0 };

    public static MatrixTheoryData<Mode, EmulatedStaging, Generation> Stores => new(Enum.GetValues<Mode>(), Enum.GetValues<EmulatedStaging>(), [Generation.V1, Generation.FoundV1]);

    [Theory, MemberData(nameof(Stores))]
    public async Task A_large_file_arrives_there_and_back_byte_for_byte(Mode mode, EmulatedStaging staging, Generation generation)
    {
        await using var cluster = await StagedCluster.Start(new() { V1 = new() { Staging = staging } }, generation: generation);
        var options = cluster.Options with { Verification = TransferVerification.Sha256 };
        var file = cluster.Make("data");

        var up = await cluster.Upload(mode, file, cluster.At("über data.bin"), options);
        var down = await DownloadUntilStaged(mode, cluster, cluster.At("über data.bin"), options);

        var bytes = await File.ReadAllBytesAsync(file);
        (await File.ReadAllBytesAsync(cluster.Remote("über data.bin"))).Should().Equal(bytes);
        (await File.ReadAllBytesAsync(cluster.Local("back"))).Should().Equal(bytes);
        up.Should().Be(new TransferResult { Method = TransferMethod.S3, Length = StagedCluster.Size, Sha256 = up.Sha256 });
        down.Should().Be(up);
        cluster.Staging.Should().BeEquivalentTo([staging == EmulatedStaging.S3V4 ? "POST 204" : "PUT 200", "GET 206", "GET 206", "GET 206", "GET 206", "GET 206"]);
        Directory.GetFiles(cluster.Folder).Should().HaveCount(2, "nothing partial is left");
        Links(cluster).Should().BeEmpty("the link round the blank is removed");
        (await cluster.JobStates()).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_stream_goes_the_same_way(Mode mode)
    {
        await using var cluster = await Start();
        var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(StagedCluster.Size);
        using var source = new MemoryStream(bytes);
        using var target = new MemoryStream();

        var up = await mode.Run(() => cluster.Client.Upload(cluster.System, source, cluster.At("s"), cluster.Options), () => cluster.Client.UploadAsync(cluster.System, source, cluster.At("s"), cluster.Options));
        await mode.Run(() => cluster.Client.Download(cluster.System, cluster.At("s"), target, cluster.Options), () => cluster.Client.DownloadAsync(cluster.System, cluster.At("s"), target, cluster.Options));

        up.Method.Should().Be(TransferMethod.S3);
        target.ToArray().Should().Equal(bytes);
    }

    /// <summary>What the request of a direct upload has around the file counts for the server's limit.</summary>
    [Theory, SyncAndAsync]
    public async Task No_file_falls_between_the_two_ways(Mode mode)
    {
        await using var cluster = await Start();
        var methods = new Dictionary<int, TransferMethod>();
        foreach (var size in new[] { 0, StagedCluster.Part - 1000, StagedCluster.Part - 600, StagedCluster.Part - 400, StagedCluster.Part - 100, StagedCluster.Part, StagedCluster.Part + 1 })
        {
            var file = cluster.Make($"f{size}", size);
            methods[size] = (await cluster.Upload(mode, file, cluster.At($"f{size}"))).Method;
            (await File.ReadAllBytesAsync(cluster.Remote($"f{size}"))).Should().Equal(await File.ReadAllBytesAsync(file));
        }

        var edge = StagedCluster.Part - (int)V1.Requests.UtilitiesRequests.GetUploadOverhead(cluster.Hpc.HomeDirectory, "edge");
        (await cluster.Upload(mode, cluster.Make("edge", edge), cluster.At("edge"))).Method.Should().Be(TransferMethod.Direct);
        (await cluster.Upload(mode, cluster.Make("edge", edge + 1), cluster.At("edge"))).Method.Should().Be(TransferMethod.S3);
        methods[0].Should().Be(TransferMethod.Direct);
        methods[StagedCluster.Part - 100].Should().Be(TransferMethod.S3);
        foreach (var size in new[] { 0, (StagedCluster.Part / 4 * 3) - 3, StagedCluster.Part / 4 * 3, StagedCluster.Part })
        {
            var down = await cluster.Download(mode, cluster.MakeRemote("d", size), cluster.Local("d"));
            down.Method.Should().Be(size < StagedCluster.Part / 4 * 3 ? TransferMethod.Direct : TransferMethod.S3);
            (await File.ReadAllBytesAsync(cluster.Local("d"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("d")));
        }
    }

    [Theory, SyncAndAsync]
    public async Task What_an_object_store_takes_by_no_form_is_refused_before_anything_is_sent(Mode mode)
    {
        await using var cluster = await Start();
        using (var file = File.Create(cluster.Local("huge")))
        {
            file.SetLength((5L << 30) + 1);
        }

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Local("huge"), cluster.At("huge"))).Should().ThrowAsync<FirecrestNotSupportedException>();

        failure.Which.Message.Should().Contain("5368709121 bytes").And.Contain("takes 5368709120 bytes by one at most").And.Contain("Nothing was sent");
        cluster.Hpc.Journal.Requests.Should().NotContain(request => request.Path.Contains("xfer-external"));
    }

    [Theory]
    [InlineData(Mode.Sync, "a;b.bin")]
    [InlineData(Mode.Async, "R&D.bin")]
    public async Task Names_that_the_server_refuses_are_refused_before_anything_is_started(Mode mode, string name)
    {
        await using var cluster = await Start();

        await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At(name))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote(name), cluster.Local("b"))).Should().ThrowAsync<ArgumentException>();

        cluster.Hpc.Journal.Requests.Should().NotContain(request => request.Path.Contains("xfer-external"));
    }

    [Theory]
    [InlineData(Mode.Sync, "a b.bin")]
    [InlineData(Mode.Async, "$x [1]*.bin")]
    public async Task Names_that_the_shell_would_take_apart_are_gone_round(Mode mode, string name)
    {
        await using var cluster = await Start();

        await cluster.Upload(mode, cluster.Make("a"), cluster.At(name));
        await cluster.Download(mode, cluster.At(name), cluster.Local("b"));

        (await File.ReadAllBytesAsync(cluster.Local("b"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Local("a")));
        Links(cluster).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_task_ends_invalidated_once_its_file_was_fetched(Mode mode)
    {
        await using var cluster = await Start();

        await cluster.Download(mode, cluster.MakeRemote("r"), cluster.Local("r"));

        cluster.Hpc.Journal.Requests[^1].Should().BeEquivalentTo(new { Path = "/v1/storage/xfer-external/invalidate", Status = 201 }, options => options.ExcludingMissingMembers());
        cluster.Faults.On("/v1/storage/xfer-external/invalidate").AnswerStatus(500, "<html>");
        await cluster.Download(mode, cluster.At("r"), cluster.Local("again"));
        new FileInfo(cluster.Local("again")).Length.Should().Be(StagedCluster.Size, "a copy that stays in the store is no failure");
    }

    [Theory, SyncAndAsync]
    public async Task Transfers_are_started_together_and_completed_or_cancelled_one_by_one(Mode mode)
    {
        await using var cluster = await Start();
        var (client, system) = (cluster.Client, cluster.System);
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));

        var up = await mode.Run(() => client.StartUpload(system, file, cluster.At("a"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("a"), cluster.Options));
        var given = await mode.Run(() => client.StartUpload(system, file, cluster.At("b"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("b"), cluster.Options));
        var down = await mode.Run(() => client.StartDownload(system, remote, cluster.Local("r"), cluster.Options), () => client.StartDownloadAsync(system, remote, cluster.Local("r"), cluster.Options));
        await mode.Run(() => given.Cancel(), () => given.CancelAsync());
        await mode.Run(() => up.Complete(), () => up.CompleteAsync());
        await mode.Run(() => down.Complete(), () => down.CompleteAsync());

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        (await File.ReadAllBytesAsync(cluster.Local("r"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("r")));
        File.Exists(cluster.Remote("b")).Should().BeFalse();
        (up.Length, up.Method, up.Job).Should().Be((StagedCluster.Size, TransferMethod.S3, null));
    }

    [Theory, SyncAndAsync]
    public async Task Progress_is_one_total_that_never_falls_and_counts_a_byte_once(Mode mode)
    {
        await using var cluster = await Start();
        var reports = new List<TransferProgress>();
        cluster.Faults.On(HttpMethod.Post, "/staging/*").Times(2).DropAfter();

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"), cluster.Options with { Progress = new Reports(reports) });

        cluster.Staging.Should().Equal("POST -", "POST -", "POST 204");
        reports.Select(report => report.MovedBytes).Should().BeInAscendingOrder();
        reports.Last().Should().BeEquivalentTo(new { Phase = TransferPhase.Done, MovedBytes = (long)StagedCluster.Size, TotalBytes = (long)StagedCluster.Size });
        reports.Select(report => report.Phase).Should().BeInAscendingOrder();
    }

    [Theory, SyncAndAsync]
    [SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
    public async Task An_upload_that_failed_sends_its_one_form_again(Mode mode)
    {
        await using var cluster = await Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest") };
        var file = cluster.Make("a");
        cluster.Faults.On(HttpMethod.Post, "/staging/*").AnswerStatus(503);

        var kept = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        kept.Which.Message.Should().Contain("is left as it is").And.Contain("the same call goes on until 2026-");
        File.GetUnixFileMode(options.ManifestPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds secrets");
        var result = await cluster.Upload(mode, file, cluster.At("a"), options);

        result.Should().Be(new TransferResult { Method = TransferMethod.S3, Length = StagedCluster.Size });
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Hpc.Journal.Requests.Should().ContainSingle(request => request.Path.EndsWith("xfer-external/upload"), "the form was still good");
    }

    [Theory, SyncAndAsync]
    public async Task An_upload_whose_file_was_sent_only_waits_when_it_is_taken_up(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferPollInterval = TimeSpan.FromMinutes(1) }, NoRetries, generation: Generation.V1);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Wait = new WaitOptions { TimeLimit = TimeSpan.FromSeconds(1), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1)) } };
        var file = cluster.Make("a");

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<FirecrestTimeoutException>();
        var result = await cluster.Upload(mode, file, cluster.At("a"), options with { Wait = null });

        failure.Which.Message.Should().Contain("is left as it is").And.Contain("the same call goes on");
        result.Should().Be(new TransferResult { Method = TransferMethod.S3, Length = StagedCluster.Size, ResumedBytes = StagedCluster.Size });
        cluster.Staging.Should().Equal("POST 204");
        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
    }

    [Theory, SyncAndAsync]
    public async Task A_download_that_failed_goes_on_where_it_was(Mode mode)
    {
        await using var cluster = await Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var remote = cluster.MakeRemote("a");
        cluster.Faults.On(HttpMethod.Get, "/staging/*").Times(2).Delay(TimeSpan.Zero);
        cluster.Faults.On(HttpMethod.Get, "/staging/*").AnswerStatus(503);
        await FluentActions.Awaiting(() => cluster.Download(mode, remote, cluster.Local("a"), options)).Should().ThrowAsync<TransferFailedException>();

        var result = await cluster.Download(mode, remote, cluster.Local("a"), options);

        result.ResumedBytes.Should().Be(2 * StagedCluster.Part);
        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
        cluster.Staging.Should().Equal("GET 206", "GET 206", "GET 503", "GET 206", "GET 206", "GET 206");
        cluster.Hpc.Journal.Requests.Should().ContainSingle(request => request.Path.EndsWith("xfer-external/download"));
        Directory.GetFiles(cluster.Folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task Forms_and_addresses_that_expired_start_over_and_say_why(Mode mode, bool up)
    {
        await using var cluster = await StagedCluster.Start(new() { StagingUrlLifetime = TimeSpan.FromHours(12) }, NoRetries, generation: Generation.V1);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest"), Concurrency = 1 };
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));
        Task<TransferResult> Move() => up ? cluster.Upload(mode, file, cluster.At("a"), options) : cluster.Download(mode, remote, cluster.Local("b"), options);
        cluster.Faults.On(HttpMethod.Get, "/staging/*").Delay(TimeSpan.Zero);
        cluster.Faults.On("/staging/*").AnswerStatus(503);
        await FluentActions.Awaiting(Move).Should().ThrowAsync<TransferFailedException>();
        cluster.Time.Advance(TimeSpan.FromDays(1));

        (await Move()).StartedOver.Should().StartWith("the addresses of the object store were valid until 2026-");
        cluster.Hpc.Journal.Requests.Count(request => request.Path.EndsWith(up ? "xfer-external/upload" : "xfer-external/download", StringComparison.Ordinal)).Should().Be(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_task_that_the_server_forgot_starts_over_and_says_why(Mode mode)
    {
        await using var cluster = await Start(retry: NoRetries);
        var options = cluster.Options with { ManifestPath = cluster.Local("manifest") };
        var file = cluster.Make("a");
        cluster.Faults.On(HttpMethod.Post, "/staging/*").AnswerStatus(503);
        await FluentActions.Awaiting(() => cluster.Upload(mode, file, cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").AnswerStatus(404, """{"error":"Task x does not exist"}""");

        (await cluster.Upload(mode, file, cluster.At("a"), options)).StartedOver.Should().Contain("is not known to the server any more");

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
    }

    private static Task<StagedCluster> Start(RetryOptions? retry = null) => StagedCluster.Start(retry: retry, generation: Generation.V1);

    /// <summary>A server with signatures of version 2 fails to stage a file when the signature, which differs each time, has a plus in it.</summary>
    private static async Task<TransferResult> DownloadUntilStaged(Mode mode, StagedCluster cluster, string remote, TransferOptions options)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await cluster.Download(mode, remote, cluster.Local("back"), options);
            }
            catch (TransferFailedException failure) when (attempt < 50 && failure.Message.Contains("ended 118: Upload to Staging area has failed"))
            {
                Links(cluster).Should().BeEmpty("what is given up leaves no link");
            }
        }
    }

    private static IEnumerable<string?> Links(StagedCluster cluster)
        => Directory.GetFileSystemEntries(cluster.Remote("")).Select(Path.GetFileName).Where(name => name!.StartsWith(".firecrest", StringComparison.Ordinal));
}
