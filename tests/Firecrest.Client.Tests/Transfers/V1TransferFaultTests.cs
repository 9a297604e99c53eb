using Firecrest.Client.V1;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>On FirecREST v1 too, each fault ends in success after a repetition or in the right exception, never in a wrong file that is reported as good.</summary>
public sealed class V1TransferFaultTests
{
    public static MatrixTheoryData<Mode, EmulatedStaging, string> Passing
        => new(Enum.GetValues<Mode>(), Enum.GetValues<EmulatedStaging>(), ["DropBefore", "DropAfter", "503", "500"]);

    [Theory, MemberData(nameof(Passing))]
    public async Task A_file_that_fails_is_sent_again_from_its_start(Mode mode, EmulatedStaging staging, string fault)
    {
        await using var cluster = await StagedCluster.Start(new() { V1 = new() { Staging = staging } }, generation: Generation.V1);
        var file = cluster.Make("a");
        var rule = cluster.Faults.On("/staging/*").Times(2);
        Apply(rule, fault);

        await cluster.Upload(mode, file, cluster.At("a"), cluster.Options with { Verification = TransferVerification.Sha256 });

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Staging.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(Mode.Sync, "DropBefore")]
    [InlineData(Mode.Async, "DropBefore")]
    [InlineData(Mode.Sync, "DropMidway")]
    [InlineData(Mode.Async, "DropMidway")]
    [InlineData(Mode.Sync, "503")]
    [InlineData(Mode.Async, "503")]
    public async Task A_part_that_does_not_come_is_fetched_again_alone(Mode mode, string fault)
    {
        await using var cluster = await Start();
        var remote = cluster.MakeRemote("a");
        Apply(cluster.Faults.On(HttpMethod.Get, "/staging/*").Times(2), fault);

        await cluster.Download(mode, remote, cluster.Local("a"));

        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
        cluster.Staging.Should().HaveCount(7);
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task An_upload_that_is_cut_or_lost_has_failed_whatever_the_task_says(Mode mode, bool lost)
    {
        await using var cluster = await Start();
        if (lost)
        {
            cluster.Faults.OnUploads().Lose();
        }
        else
        {
            cluster.Faults.OnUploads().Truncate(1000);
        }

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain(lost ? "is not there" : "has 1000 bytes instead of").And.Contain("may be missing or incomplete");
        failure.Which.MayHaveExecuted.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_wrong_byte_is_found_by_the_sum(Mode mode)
    {
        await using var cluster = await Start();
        cluster.Faults.OnUploads().Corrupt();
        cluster.Faults.OnDownloads().Corrupt();
        var options = cluster.Options with { Verification = TransferVerification.Sha256 };

        var up = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        var down = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("b"), cluster.Local("back"), options)).Should().ThrowAsync<TransferFailedException>();

        up.Which.Message.Should().Contain("they differ");
        down.Which.Message.Should().Contain("they differ").And.Contain("A copy stays in the object store");
        Directory.GetFiles(cluster.Folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task A_download_of_which_less_or_nothing_came_to_the_store_has_failed(Mode mode, bool nothing)
    {
        await using var cluster = await Start();
        if (nothing)
        {
            cluster.Faults.OnDownloads().Lose();
        }
        else
        {
            cluster.Faults.OnDownloads().Truncate(70_000);
        }

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain(nothing ? "brought nothing to the object store (NoSuchKey)" : "has 70000").And.Contain("Nothing of it is left on this machine");
        Directory.GetFiles(cluster.Folder).Should().BeEmpty();
    }

    /// <summary>115 is no end for the server: what passes by itself is waited for.</summary>
    [Theory, SyncAndAsync]
    public async Task A_fetch_that_fails_for_a_while_is_waited_for(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferPollInterval = TimeSpan.FromMinutes(1) }, generation: Generation.V1);
        Directory.CreateDirectory(cluster.Remote("dir"));
        var seen = 0;
        var transfer = await StartUpload(mode, cluster, "dir/a");
        Directory.Delete(cluster.Remote("dir"));
        cluster.Time.Waited = () =>
        {
            // Five minutes of failures, after which the directory is back.
            if (cluster.Time.GetUtcNow() > new DateTimeOffset(2026, 11, 22, 12, 5, 0, TimeSpan.Zero) && seen++ == 0)
            {
                Directory.CreateDirectory(cluster.Remote("dir"));
            }
        };

        await mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync());

        seen.Should().BePositive();
        (await File.ReadAllBytesAsync(cluster.Remote("dir/a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Local("a")));
    }

    [Theory, SyncAndAsync]
    public async Task A_fetch_that_goes_on_failing_is_given_up_after_the_tolerance_and_invalidated(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferPollInterval = TimeSpan.FromMinutes(1) }, generation: Generation.V1);
        Directory.CreateDirectory(cluster.Remote("dir"));
        var transfer = await StartUpload(mode, cluster, "dir/a");
        Directory.Delete(cluster.Remote("dir"));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync())).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("is 115: for 00:10:00 (OutageTolerance) the system could not fetch the file").And.Contain("the server does not say why")
            .And.Contain("may go on trying to fetch it").And.NotContain("X-Amz").And.NotContain("staging/");
        failure.Which.MayHaveExecuted.Should().BeTrue();
        cluster.Time.GetUtcNow().Should().BeAfter(new DateTimeOffset(2026, 11, 22, 12, 10, 0, TimeSpan.Zero));
        cluster.Hpc.Journal.Requests.Should().Contain(request => request.Path.EndsWith("xfer-external/invalidate") && request.Status == 201);
    }

    /// <summary>After 115 the server notices that the object is gone, and ends the task.</summary>
    [Theory, SyncAndAsync]
    public async Task An_object_that_was_removed_is_told_in_the_words_of_the_server(Mode mode)
    {
        await using var cluster = await Start();
        var transfer = await StartUpload(mode, cluster, "a");
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").AnswerStatus(200, Answer("115", "{}"));
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").AnswerStatus(200, Answer("400", "\"File was deleted from staging area. Start a new upload process\""));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync())).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("ended 400: File was deleted from staging area");
        failure.Which.InnerException!.InnerException.Should().BeOfType<FirecrestApiException>().Which.Task!.State.Should().Be(TaskState.Failed);
    }

    [Theory, SyncAndAsync]
    public async Task A_file_that_cannot_be_brought_to_the_store_is_told_in_the_words_of_the_server(Mode mode)
    {
        await using var cluster = await Start();
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").AnswerStatus(200, Answer("116", "{}"));
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").AnswerStatus(200, Answer("118", """{"error":"Upload to Staging area has failed. Object: a. curl: (22) The requested URL returned error: 403"}"""));

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("ended 118: Upload to Staging area has failed").And.Contain("Nothing of it is left");
        cluster.Staging.Should().BeEmpty();
        Directory.GetFiles(cluster.Folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Mode.Sync, EmulatedStaging.S3V4)]
    [InlineData(Mode.Async, EmulatedStaging.S3V4)]
    [InlineData(Mode.Sync, EmulatedStaging.S3V2)]
    [InlineData(Mode.Async, EmulatedStaging.S3V2)]
    public async Task A_form_that_expired_is_told_as_such(Mode mode, EmulatedStaging staging)
    {
        await using var cluster = await StagedCluster.Start(new() { StagingUrlLifetime = TimeSpan.FromHours(1), V1 = new() { Staging = staging } }, generation: Generation.V1);
        var transfer = await StartUpload(mode, cluster, "a");
        cluster.Time.Advance(TimeSpan.FromHours(2));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync())).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("address was valid until 2026-11-22 13:00").And.Contain("is as it was; ").And.Contain("cannot be cancelled: it ends when the server forgets it");
        failure.Which.MayHaveExecuted.Should().BeFalse();
        cluster.Staging.Should().ContainSingle("what is refused is not repeated").Which.Should().EndWith("403");
    }

    /// <summary>The one request makes the object whole, whether its answer arrives or not.</summary>
    [Theory, SyncAndAsync]
    public async Task An_upload_whose_answer_never_came_may_still_be_fetched_and_says_so(Mode mode)
    {
        await using var cluster = await Start(new RetryOptions { MaxRetries = 0 });
        cluster.Faults.On(HttpMethod.Post, "/staging/*").DropAfter();

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("unless the object store got the whole file").And.Contain("was invalidated; a fetch that had begun may still write the file");
        failure.Which.MayHaveExecuted.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task The_time_limit_of_the_wait_is_a_timeout_that_says_what_is_left(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { TransferPollInterval = TimeSpan.FromDays(1) }, generation: Generation.V1);
        var options = cluster.Options with { Wait = new WaitOptions { TimeLimit = TimeSpan.FromHours(1) } };

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"), options)).Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Contain("within 01:00:00").And.Contain("it was 111").And.Contain("was invalidated").And.NotContain("It goes on");
        (failure.Which.MayHaveExecuted, failure.Which.IsTransient).Should().Be((true, false), "a limit that the caller set is no outage");
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task Who_gives_up_is_told_what_is_left(Mode mode, bool up)
    {
        await using var cluster = await Start();
        using var source = new CancellationTokenSource();
        var options = cluster.Options with { Concurrency = 1, Progress = new CancelWhenMoving(source) };
        var (file, remote) = (cluster.Make("a"), cluster.MakeRemote("r"));

        var failure = await FluentActions.Awaiting(() => up
            ? cluster.Upload(mode, file, cluster.At("a"), options, source.Token)
            : cluster.Download(mode, remote, cluster.Local("r"), options, source.Token)).Should().ThrowAsync<OperationCanceledException>();

        failure.Which.CancellationToken.Should().Be(source.Token);
        failure.Which.Message.Should().Contain("was given up").And.Contain(up ? "is as it was" : "Nothing of it is left on this machine").And.Contain(up ? "cannot be cancelled" : "A copy stays");
        Directory.GetFiles(cluster.Folder).Should().ContainSingle();
        File.Exists(cluster.Remote("a")).Should().BeFalse();
        cluster.Hpc.Journal.Requests[^1].Path.Should().EndWith("xfer-external/invalidate");
    }

    [Theory, SyncAndAsync]
    public async Task A_wait_outlasts_an_outage(Mode mode)
    {
        await using var cluster = await Start(new RetryOptions { MaxRetries = 0 });
        cluster.Faults.On(HttpMethod.Get, "/v1/tasks/*").Times(3).AnswerStatus(502);

        await cluster.Download(mode, cluster.MakeRemote("r"), cluster.Local("r"));

        (await File.ReadAllBytesAsync(cluster.Local("r"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("r")));
    }

    private static Task<StagedCluster> Start(RetryOptions? retry = null) => StagedCluster.Start(retry: retry, generation: Generation.V1);

    private static Task<TransferHandle> StartUpload(Mode mode, StagedCluster cluster, string target)
    {
        var file = cluster.Make("a");
        return mode.Run(
            () => cluster.Client.StartUpload(cluster.System, file, cluster.At(target), cluster.Options),
            () => cluster.Client.StartUploadAsync(cluster.System, file, cluster.At(target), cluster.Options));
    }

    private static string Answer(string status, string data)
        => $$$"""{"task":{"task_id":"x","hash_id":"x","status":"{{{status}}}","description":"d","data":{{{data}}},"service":"storage","system":"cluster","user":"u"}}""";

    private static void Apply(FaultRule rule, string fault)
    {
        switch (fault)
        {
            case "DropBefore":
                rule.DropBefore();
                break;
            case "DropAfter":
                rule.DropAfter();
                break;
            case "DropMidway":
                rule.DropMidway();
                break;
            default:
                rule.AnswerStatus(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "<Error><Code>InternalError</Code></Error>");
                break;
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
