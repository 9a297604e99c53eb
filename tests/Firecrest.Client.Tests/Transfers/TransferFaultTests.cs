using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>Each fault ends in success after a repetition or in the right exception, never in a wrong file that is reported as good.</summary>
public sealed class TransferFaultTests
{
    public static MatrixTheoryData<Mode, string> Passing => new([Mode.Sync, Mode.Async], ["DropBefore", "DropAfter", "503", "500", "SlowDown"]);

    [Theory, MemberData(nameof(Passing))]
    public async Task A_part_that_fails_is_sent_again_alone(Mode mode, string fault)
    {
        await using var cluster = await StagedCluster.Start();
        var file = cluster.Make("a");
        Apply(cluster.Faults.On(HttpMethod.Put, "/staging/*").Times(2), fault);

        await cluster.Upload(mode, file, cluster.At("a"));

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Staging.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)).Should().Be(7);
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task A_part_that_does_not_come_is_fetched_again_alone(Mode mode, string fault)
    {
        await using var cluster = await StagedCluster.Start();
        var remote = cluster.MakeRemote("a");
        Apply(cluster.Faults.On(HttpMethod.Get, "/staging/*").Times(2), fault == "DropAfter" ? "DropMidway" : fault);

        await cluster.Download(mode, remote, cluster.Local("a"));

        (await File.ReadAllBytesAsync(cluster.Local("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Remote("a")));
        cluster.Staging.Should().HaveCount(7);
    }

    [Theory, SyncAndAsync]
    public async Task A_connection_on_which_no_byte_moves_is_given_up_and_the_part_sent_again(Mode mode)
    {
        ChosenTime? client = null;

        // The emulator begins to hold a request back by a timer of this length, which never strikes: then it is time for the client's to do so.
        var held = TimeSpan.FromDays(3);
        await using var cluster = await StagedCluster.Start(wrap: inner => new StrikeAfterSending(inner, () => client!.Strike()));
        client = cluster.ClientTime;
        cluster.Faults.On(HttpMethod.Put, "/staging/*").Delay(held);
        var file = cluster.Make("a");

        await cluster.Upload(mode, file, cluster.At("a"), cluster.Options with { Concurrency = 1 });

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(file));
        cluster.Staging.Should().Equal("PUT 1 -", "PUT 1 200", "PUT 2 200", "PUT 3 200", "PUT 4 200", "PUT 5 200", "POST 200");
    }

    [Theory, SyncAndAsync]
    public async Task An_error_that_comes_with_200_is_none_the_less_one(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        var join = cluster.Faults.On(HttpMethod.Post, "/staging/*");
        join.AnswerStatus(200, """<?xml version="1.0" encoding="UTF-8"?>""" + "\n<Error><Code>InternalError</Code></Error>");
        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));
        File.Exists(cluster.Remote("a")).Should().BeTrue("it was joined at the second attempt");

        join.AnswerStatus(200, "<Error><Code>InvalidPart</Code></Error>");
        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Local("a"), cluster.At("b"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("InvalidPart").And.Contain("was cancelled").And.Contain("is as it was");
        (await cluster.JobStates()).Should().Equal("COMPLETED", "CANCELLED");
    }

    [Theory, SyncAndAsync]
    public async Task Parts_that_were_joined_although_the_answer_was_lost_are_not_a_failure(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.On(HttpMethod.Post, "/staging/*").DropAfter();
        cluster.Faults.On(HttpMethod.Post, "/staging/*").AnswerStatus(404, "<Error><Code>NoSuchUpload</Code></Error>");

        await cluster.Upload(mode, cluster.Make("a"), cluster.At("a"));

        (await File.ReadAllBytesAsync(cluster.Remote("a"))).Should().Equal(await File.ReadAllBytesAsync(cluster.Local("a")));
    }

    [Theory, SyncAndAsync]
    public async Task An_upload_of_which_only_the_beginning_arrived_has_failed_whatever_the_job_says(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.OnUploads().Truncate(1000);

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain($"has 1000 bytes instead of {StagedCluster.Size}").And.Contain("quota").And.Contain("may be missing or incomplete");
        failure.Which.MayHaveExecuted.Should().BeTrue();
        failure.Which.ErrorLog.Should().BeEmpty("the job did not complain");
        (await cluster.JobStates()).Should().Equal("COMPLETED");
    }

    [Theory]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    public async Task An_upload_that_the_job_never_fetched_has_failed_also_over_a_file_of_its_size(Mode mode, bool overOld)
    {
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.OnUploads().Lose();
        if (overOld)
        {
            cluster.MakeRemote("a");
        }

        var failure = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain(overOld ? "they differ" : "is not there");
    }

    [Theory, SyncAndAsync]
    public async Task A_wrong_byte_is_found_by_the_sum(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.OnUploads().Corrupt();
        cluster.Faults.OnDownloads().Corrupt();
        var options = cluster.Options with { Verification = TransferVerification.Sha256 };
        await File.WriteAllTextAsync(cluster.Local("back"), "old");

        var up = await FluentActions.Awaiting(() => cluster.Upload(mode, cluster.Make("a"), cluster.At("a"), options)).Should().ThrowAsync<TransferFailedException>();
        var down = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("b"), cluster.Local("back"), options)).Should().ThrowAsync<TransferFailedException>();

        up.Which.Message.Should().Contain("they differ");
        down.Which.Message.Should().Contain("they differ");
        (await File.ReadAllTextAsync(cluster.Local("back"))).Should().Be("old");
        Directory.GetFiles(cluster.Folder).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    public async Task A_download_of_which_less_or_nothing_came_to_the_store_has_failed(Mode mode, bool nothing)
    {
        await using var cluster = await StagedCluster.Start();
        if (nothing)
        {
            cluster.Faults.OnDownloads().Lose();
        }
        else
        {
            cluster.Faults.OnDownloads().Truncate(70_000);
        }

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain(nothing ? "brought nothing to the object store (NoSuchKey)" : "has 70000").And.Contain("Nothing of it is left");
        Directory.GetFiles(cluster.Folder).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task An_object_that_changed_between_two_parts_is_not_put_together(Mode mode)
    {
        await using var cluster = await StagedCluster.Start();
        cluster.Faults.On(HttpMethod.Get, "/staging/*").DropBefore();
        cluster.Faults.On(HttpMethod.Get, "/staging/*").Delay(TimeSpan.Zero);
        cluster.Faults.On(HttpMethod.Get, "/staging/*").AnswerStatus(412, "<Error><Code>PreconditionFailed</Code></Error>");

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("is not, or no longer");
        Directory.GetFiles(cluster.Folder).Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task Addresses_that_expired_are_told_as_such(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(new() { StagingUrlLifetime = TimeSpan.FromHours(1) });
        var (client, system, file) = (cluster.Client, cluster.System, cluster.Make("a"));
        var transfer = await mode.Run(() => client.StartUpload(system, file, cluster.At("a"), cluster.Options), () => client.StartUploadAsync(system, file, cluster.At("a"), cluster.Options));
        cluster.Time.Advance(TimeSpan.FromHours(2));

        var failure = await FluentActions.Awaiting(() => mode.Run(() => transfer.Complete(), () => transfer.CompleteAsync())).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("address was valid until 2026-11-22 13:00").And.Contain("was cancelled");
        cluster.Staging.Should().NotBeEmpty().And.OnlyHaveUniqueItems("what is refused is not repeated")
            .And.OnlyContain(request => request.EndsWith("403", StringComparison.Ordinal) || request.EndsWith('-'), "the parts beside the refused one are left as they are");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_fails_is_told_with_its_log(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(choose: _ => new SimulatedJob { ExitCode = 3 });

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"))).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("ended FAILED");
        cluster.Staging.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task The_time_limit_of_the_wait_is_a_timeout_and_cancels_the_job(Mode mode)
    {
        await using var cluster = await StagedCluster.Start(choose: _ => new SimulatedJob { Phases = [new("PENDING", TimeSpan.FromDays(9))] });
        var options = cluster.Options with { Wait = new WaitOptions { TimeLimit = TimeSpan.FromHours(1) } };

        var failure = await FluentActions.Awaiting(() => cluster.Download(mode, cluster.MakeRemote("a"), cluster.Local("a"), options)).Should().ThrowAsync<FirecrestTimeoutException>();

        failure.Which.Message.Should().Contain("was cancelled");
        failure.Which.IsTransient.Should().BeFalse();
        (await cluster.JobStates()).Should().Equal("CANCELLED");
    }

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
            case "SlowDown":
                rule.AnswerStatus(503, "<Error><Code>SlowDown</Code></Error>", [new("Retry-After", "5")]);
                break;
            default:
                rule.AnswerStatus(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "<Error><Code>InternalError</Code></Error>");
                break;
        }
    }

    /// <summary>Lets the client's timers strike once the content of the first request is sent and no answer comes.</summary>
    private sealed class StrikeAfterSending(HttpMessageHandler inner, Action strike) : DelegatingHandler(inner)
    {
        private int _sent;

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Arm(request);
            return base.Send(request, cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Arm(request);
            return base.SendAsync(request, cancellationToken);
        }

        private void Arm(HttpRequestMessage request)
        {
            if (Interlocked.Increment(ref _sent) == 1)
            {
                request.Content = new Watched(request.Content!, strike);
            }
        }
    }

    private sealed class Watched(HttpContent inner, Action sent) : HttpContent
    {
        protected override void SerializeToStream(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            inner.CopyTo(stream, context, cancellationToken);
            sent();
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await inner.CopyToAsync(stream, context);
            sent();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
