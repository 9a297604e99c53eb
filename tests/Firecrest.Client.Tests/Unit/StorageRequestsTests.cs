using System.Net;
using Firecrest.Client.Http;
using Firecrest.Client.V1;
using Firecrest.Client.V1.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>The operations of FirecREST v1 that create a task for files: what they send, against what was recorded, and what they refuse.</summary>
public sealed class StorageRequestsTests
{
    private const string St = "/home/test1/st";

    private static readonly Dictionary<string, SentRequest> Recorded = new()
    {
        ["xfer-internal/cp"] = Of(StorageRequests.Copy("cluster", St + "/hello.txt", St + "/cp.txt", null)),
        ["xfer-internal/rsync-with-jobname-time-account"] = Of(StorageRequests.Synchronize(
            "cluster", St + "/dir/", St + "/rs", new() { JobName = "myxfer", TimeLimit = TimeSpan.FromMinutes(5), Account = "test" })),
        ["xfer-internal/mv-after-another-job"] = Of(StorageRequests.Move("cluster", St + "/cp.txt", St + "/mv.txt", new() { StageOutJobId = "6" })),
        ["xfer-internal/rm"] = Of(StorageRequests.Remove("cluster", St + "/mv.txt", null)),
        ["xfer-internal/compress"] = Of(StorageRequests.Compress("cluster", St + "/dir", St + "/dir.tar.gz", false, null)),
        ["xfer-upload/upload-to-a-file-name"] = Of(StorageRequests.Upload("cluster", "hello.txt", St + "/renamed.bin")),
        ["xfer-download/download"] = Of(StorageRequests.Download("cluster", St + "/big.bin")),
        ["xfer-download/invalidate"] = Of(StorageRequests.Invalidate("4658f36e723edf477b421ae079cc432f")),
    };

    public static TheoryData<string> RecordedNames => [.. Recorded.Keys];

    [Theory, MemberData(nameof(RecordedNames))]
    public void What_is_sent_is_what_was_recorded(string name)
    {
        var fixture = Fixture.Load("v1/" + name);
        var sent = Recorded[name];

        (sent.Method, sent.Path, sent.Query).Should().Be((fixture.RequestMethod, fixture.RequestTarget.TrimStart('/'), ""));
        Fields(sent).Should().Equal(Fields(fixture.RequestBody));
        sent.Kind.Should().Be(name.EndsWith("invalidate", StringComparison.Ordinal) ? OperationKind.IdempotentWrite : OperationKind.Submit);
    }

    [Fact]
    public void Compress_and_extract_say_how()
    {
        Fields(Of(StorageRequests.Compress("cluster", "/s", "/t.tgz", true, new() { JobName = "c" }))).Should().Contain("dereference=true").And.Contain("jobName=c");
        Fields(Of(StorageRequests.Extract("cluster", "/s.zip", "/t", ArchiveType.Zip, null))).Should().Contain("type=.zip").And.Contain("extension=.zip");
    }

    [Theory]
    [InlineData(1, "00:00:01")]
    [InlineData(0.2, "00:00:01")]
    [InlineData(300, "00:05:00")]
    [InlineData(86399, "23:59:59")]
    [InlineData(90061, "1-01:01:01")]
    [InlineData(864000, "10-00:00:00")]
    public void A_time_limit_is_written_as_the_scheduler_reads_it(double seconds, string text)
        => Fields(Of(StorageRequests.Remove("cluster", "/f", new() { TimeLimit = TimeSpan.FromSeconds(seconds) }))).Should().Contain("time=" + text);

    [Fact]
    public void What_cannot_be_meant_is_refused()
    {
        Refuses(() => StorageRequests.Move("cluster", "/a&b", "/t", null), "&");
        Refuses(() => StorageRequests.Copy("cluster", "/s", "/a(1)", null), "(");
        Refuses(() => StorageRequests.Remove("cluster", "/f", new() { JobName = "a|b" }), "|");
        Refuses(() => StorageRequests.Remove("cluster", "/f", new() { Account = "a;b" }), ";");
        Refuses(() => StorageRequests.Remove("cluster", "/f", new() { StageOutJobId = "1\n2" }), "control character");
        Refuses(() => StorageRequests.Remove("cluster", "/f", new() { TimeLimit = TimeSpan.Zero }), "positive");
        Refuses(() => StorageRequests.Compress("cluster", "/d/-x", "/t.tgz", false, null), "option");
        Refuses(() => StorageRequests.Upload("cluster", "dir/file", "/d"), "no slash");
        Refuses(() => StorageRequests.Download("cluster", "/a b"), "a blank");
        Refuses(() => StorageRequests.Download("cluster", "/$HOME"), "'$'");
        Refuses(() => StorageRequests.Invalidate("a-b"), "letters and digits");
        Refuses(() => StorageRequests.Invalidate("a\r\nX-Evil: 1"), "letters and digits");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_is_told_by_the_end_of_its_task(Mode mode)
    {
        using var handler = StubHandler.Sequence(Fixture.Load("v1/xfer-internal/cp").ToResponse, Fixture.Load("v1/xfer-internal/cp-task").ToResponse);
        using var client = V1Client.Over(handler);

        var ticket = await mode.Run(() => client.V1.Storage.Copy("cluster", "/s", "/t"), () => client.V1.Storage.CopyAsync("cluster", "/s", "/t"));
        var job = await mode.Run(() => client.V1.Tasks.WaitForCompletion(ticket), () => client.V1.Tasks.WaitForCompletionAsync(ticket));

        (job.JobId, job.SystemName).Should().Be(("5", "cluster"));
        job.OutputFile.Should().Be("/home/test1/firecrest/ce00ac00f3414521e74a2f677c5e5afa/job-5.out");
        job.ErrorFile.Should().Be("/home/test1/firecrest/ce00ac00f3414521e74a2f677c5e5afa/job-5.err");
        handler.Requests[0].Headers["X-Machine-Name"].Should().Be("cluster");
        handler.Requests[1].PathAndQuery.Should().Be("/tasks/ce00ac00f3414521e74a2f677c5e5afa");
    }

    [Theory, SyncAndAsync]
    public async Task A_job_that_the_scheduler_refuses_is_final_and_carries_its_task(Mode mode)
    {
        using var handler = StubHandler.Sequence(Fixture.Load("v1/xfer-internal/cp-unknown-account").ToResponse, Fixture.Load("v1/xfer-internal/cp-unknown-account-task").ToResponse);
        using var client = V1Client.Over(handler, retry: new());
        var ticket = await mode.Run(() => client.V1.Storage.Copy("cluster", "/s", "/t"), () => client.V1.Storage.CopyAsync("cluster", "/s", "/t"));

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.V1.Tasks.WaitForCompletion(ticket), () => client.V1.Tasks.WaitForCompletionAsync(ticket)))
            .Should().ThrowAsync<FirecrestApiException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.SchedulerRefused);
        failure.Task!.State.Should().Be(TaskState.Failed);
        failure.Message.Should().Contain("Invalid account or account/partition combination specified");
        handler.Requests.Should().HaveCount(2);
    }

    public static TheoryData<string, Type, string> Refusals => new()
    {
        { "xfer-internal/cp-bad-time", typeof(FirecrestApiException), "invalid_request" },
        { "xfer-internal/cp-no-machine", typeof(FirecrestApiException), "invalid_request" },
        { "xfer-internal/cp-unknown-machine", typeof(FirecrestNotFoundException), "system_not_found" },
        { "xfer-internal/cp-unknown-user", typeof(FirecrestPermissionException), "permission_denied" },
        { "xfer-internal/extract-unknown-type", typeof(FirecrestApiException), "invalid_request" },
        { "unreachable/xfer-internal-rm-on-restricted", typeof(FirecrestPermissionException), "permission_denied" },
        { "xfer-upload/upload-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "xfer-upload/upload-target-directory-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "xfer-upload/upload-unknown-machine", typeof(FirecrestNotFoundException), "system_not_found" },
        { "xfer-download/download-directory", typeof(FirecrestApiException), "invalid_request" },
        { "xfer-download/download-file-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "xfer-download/download-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "xfer-download/invalidate-unknown-task", typeof(FirecrestApiException), "invalid_request" },
        { "xfer-download/invalidate-task-of-another-user", typeof(FirecrestApiException), "invalid_request" },
        { "xfer-download/invalidate-an-upload-task-whose-object-is-gone", typeof(FirecrestApiException), "server_error" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_recorded_refusal_becomes_the_exception_for_it(string name, Type type, string code)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var fixture = Fixture.Load("v1/" + name);
            using var handler = StubHandler.Sequence(fixture.ToResponse);
            using var client = V1Client.Over(handler);

            var failure = (await FluentActions.Awaiting(() => Call(mode, client.V1.Storage, fixture)).Should().ThrowAsync<FirecrestApiException>()).Which;

            (failure.GetType(), failure.ErrorCode).Should().Be((type, new FirecrestErrorCode(code)));
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_system_that_cannot_be_reached_is_tried_again(Mode mode)
    {
        foreach (var (name, then) in new[]
        {
            ("unreachable/xfer-internal-rm", "xfer-internal/rm"), ("xfer-upload/upload-machine-down", "xfer-upload/upload-to-a-file-name"),
            ("unreachable/xfer-external-upload", "xfer-upload/upload-to-a-file-name"), ("xfer-download/xfer-external-download-on-offline", "xfer-download/download"),
        })
        {
            using var handler = StubHandler.Sequence(Fixture.Load("v1/" + name).ToResponse, Fixture.Load("v1/" + then).ToResponse);
            using var client = V1Client.Over(handler, retry: new());

            await Call(mode, client.V1.Storage, Fixture.Load("v1/" + then));

            handler.Requests.Should().HaveCount(2, "nothing was begun: {0}", name);
        }
    }

    private static Task Call(Mode mode, StorageClient on, Fixture fixture) => fixture.RequestTarget.Split('/')[^1] switch
    {
        "cp" => mode.Run(() => on.Copy("cluster", "/s", "/t"), () => on.CopyAsync("cluster", "/s", "/t")),
        "mv" => mode.Run(() => on.Move("cluster", "/s", "/t"), () => on.MoveAsync("cluster", "/s", "/t")),
        "rsync" => mode.Run(() => on.Synchronize("cluster", "/s", "/t"), () => on.SynchronizeAsync("cluster", "/s", "/t")),
        "rm" => mode.Run(() => on.Remove("cluster", "/t"), () => on.RemoveAsync("cluster", "/t")),
        "compress" => mode.Run(() => on.Compress("cluster", "/s", "/t"), () => on.CompressAsync("cluster", "/s", "/t")),
        "extract" => mode.Run(() => on.Extract("cluster", "/s", "/t"), () => on.ExtractAsync("cluster", "/s", "/t")),
        "upload" => mode.Run(() => on.Upload("cluster", "f", "/t"), () => on.UploadAsync("cluster", "f", "/t")),
        "download" => mode.Run(() => on.Download("cluster", "/s"), () => on.DownloadAsync("cluster", "/s")),
        "invalidate" => mode.Run(() => on.Invalidate("abc"), () => on.InvalidateAsync("abc")),
        var other => throw new ArgumentOutOfRangeException(nameof(fixture), other, null),
    };

    private static void Refuses<T>(Func<T> create, string reason) => create.Should().Throw<ArgumentException>().WithMessage($"*{reason}*");

    private static SentRequest Of<T>(ApiRequest<T> request) => SentRequest.Of(request);

    private static IEnumerable<string> Fields(SentRequest request) => request.Content is null ? [] : Fields(request.Text());

    private static IEnumerable<string> Fields(string form)
        => [.. form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => WebUtility.UrlDecode(field)).Order(StringComparer.Ordinal)!];
}
