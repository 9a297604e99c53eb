using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

public sealed class V2RequestsTests
{
    private const string Ssh = "cluster-slurm-ssh";
    private const string S3 = "cluster-slurm-s3";
    private const string Hello = "/home/fireuser/fs/hello.txt";

    /// <summary>By fixture, the request that is to be the recorded one.</summary>
    private static readonly Dictionary<string, Func<SentRequest>> Made = new()
    {
        ["status/systems"] = () => SentRequest.Of(StatusRequests.GetSystems()),
        ["status/userinfo-ssh"] = () => SentRequest.Of(StatusRequests.GetUserInfo(Ssh)),
        ["status/nodes-rest"] = () => SentRequest.Of(StatusRequests.GetNodes("cluster-slurm-api")),
        ["status/partitions"] = () => SentRequest.Of(StatusRequests.GetPartitions(Ssh, null)),
        ["status/partitions-show-hidden"] = () => SentRequest.Of(StatusRequests.GetPartitions(Ssh, new GetPartitionsOptions { ShowHidden = true })),
        ["status/reservations-ssh"] = () => SentRequest.Of(StatusRequests.GetReservations(Ssh)),
        ["status/liveness"] = () => SentRequest.Of(StatusRequests.GetLiveness()),

        ["compute/all-jobs"] = () => SentRequest.Of(ComputeRequests.GetJobs(Ssh, null)),
        ["compute/list-by-name"] = () => SentRequest.Of(ComputeRequests.GetJobs(Ssh, new GetJobsOptions { Name = "exit3" })),
        ["compute/list-by-account-none"] = () => SentRequest.Of(ComputeRequests.GetJobs(Ssh, new GetJobsOptions { Account = "nosuchaccount" })),
        ["compute/list-time-window-all-users"] = () => SentRequest.Of(
            ComputeRequests.GetJobs(Ssh, new GetJobsOptions { AllUsers = true, Name = "ok", TimeWindow = JobsTimeWindow.OneHour })),
        ["compute/job-by-id-running"] = () => SentRequest.Of(ComputeRequests.GetJob(Ssh, "3")),
        ["compute/array-job-by-base-id-running"] = () => SentRequest.Of(ComputeRequests.GetJob(Ssh, "10_2")),
        ["compute/metadata-running-job"] = () => SentRequest.Of(ComputeRequests.GetJobMetadata(Ssh, "3")),
        ["compute/metadata-of-an-array-job"] = () => SentRequest.Of(ComputeRequests.GetJobMetadata(Ssh, "10_[1-3]")),
        ["compute/cancel"] = () => SentRequest.Of(ComputeRequests.CancelJob(Ssh, "3")),
        ["compute/attach"] = () => SentRequest.Of(ComputeRequests.AttachToJob(Ssh, "3", "hostname > /home/fireuser/attach.out")),
        ["compute/submit"] = () => SentRequest.Of(ComputeRequests.SubmitJob(Ssh, new SubmitJobRequest
        {
            Name = "sample",
            WorkingDirectory = "/home/fireuser",
            StandardOutput = "sample-%j.out",
            StandardError = "sample-%j.err",
            Account = "staff",
            Script = "#!/bin/bash\necho hello from $SLURM_JOB_ID; sleep 20; echo done\n",
            Environment = new Dictionary<string, string> { ["GREETING"] = "hi there", ["X"] = "1" },
        })),

        ["transfer/upload-create"] = () => SentRequest.Of(TransferRequests.Upload(
            S3, new TransferUploadRequest { SourcePath = "/home/fireuser/tr/up.bin", Method = TransferMethod.S3, FileSize = 20971643 })),
        ["transfer-errors/upload-with-account"] = () => SentRequest.Of(TransferRequests.Upload(
            Ssh, new TransferUploadRequest { SourcePath = "/home/fireuser/tr/x", Account = "staff", Method = TransferMethod.S3, FileSize = 10 })),
        ["transfer-streamer/upload-create"] = () => SentRequest.Of(TransferRequests.Upload(
            "cluster-slurm-streamer", new TransferUploadRequest { SourcePath = "/home/fireuser/st/up1.bin", Method = TransferMethod.Streamer })),
        ["transfer-wormhole/upload"] = () => SentRequest.Of(TransferRequests.Upload(
            "cluster-slurm-wormhole",
            new TransferUploadRequest { SourcePath = "/home/fireuser/st/wh.bin", Method = TransferMethod.Wormhole, WormholeCode = "7-orbit-vega-comet" })),
        ["transfer/download-create"] = () => SentRequest.Of(TransferRequests.Download(
            S3, new TransferDownloadRequest { SourcePath = "/home/fireuser/tr/up.bin", Method = TransferMethod.S3 })),
        ["transfer-wormhole/download"] = () => SentRequest.Of(TransferRequests.Download(
            "cluster-slurm-wormhole", new TransferDownloadRequest { SourcePath = "/home/fireuser/st/up1.bin", Method = TransferMethod.Wormhole })),
        ["transfer-jobs/mv"] = () => SentRequest.Of(TransferRequests.Move(
            S3, new TransferMoveRequest { SourcePath = "/home/fireuser/tr/cp.bin", TargetPath = "/home/fireuser/tr/mv.bin" })),
        ["transfer-jobs/cp"] = () => SentRequest.Of(TransferRequests.Copy(
            S3, new TransferCopyRequest { SourcePath = "/home/fireuser/tr/up.bin", TargetPath = "/home/fireuser/tr/cp.bin" })),
        ["transfer-jobs/rm"] = () => SentRequest.Of(TransferRequests.Remove(S3, new TransferRemoveRequest { Path = "/home/fireuser/tr/mv.bin" })),
        ["transfer-jobs/rm-with-account-as-a-query-parameter"] = () => SentRequest.Of(TransferRequests.Remove(
            Ssh, new TransferRemoveRequest { Path = "/home/fireuser/tr/none", Account = "staff" })),
        ["transfer-jobs/compress"] = () => SentRequest.Of(TransferRequests.Compress(
            S3, new TransferCompressRequest { SourcePath = "/home/fireuser/tr/mv.bin", TargetPath = "/home/fireuser/tr/mv.tar.gz" })),
        ["transfer-jobs/extract"] = () => SentRequest.Of(TransferRequests.Extract(
            S3, new TransferExtractRequest { SourcePath = "/home/fireuser/tr/mv.tar.gz", TargetPath = "/home/fireuser/tr" })),

        ["filesystem/ls"] = () => SentRequest.Of(FilesystemRequests.List(S3, "/home/fireuser/fs", null)),
        ["filesystem/ls-hidden-numeric-recursive"] = () => SentRequest.Of(
            FilesystemRequests.List(S3, "/home/fireuser/fs", new ListOptions { ShowHidden = true, NumericIds = true, Recursive = true })),
        ["filesystem/stat"] = () => SentRequest.Of(FilesystemRequests.Stat(S3, Hello, dereference: false)),
        ["filesystem/stat-dereference"] = () => SentRequest.Of(FilesystemRequests.Stat(S3, "/home/fireuser/fs/link.txt", dereference: true)),
        ["filesystem/head"] = () => SentRequest.Of(FilesystemRequests.Head(S3, Hello, null)),
        ["filesystem/head-bytes-7"] = () => SentRequest.Of(FilesystemRequests.Head(S3, Hello, new HeadOptions { Bytes = 7 })),
        ["filesystem/head-lines-28-skip-trailing"] = () => SentRequest.Of(
            FilesystemRequests.Head(S3, Hello, new HeadOptions { Lines = 28, SkipTrailing = true })),
        ["filesystem/tail-lines-1"] = () => SentRequest.Of(FilesystemRequests.Tail(S3, Hello, new TailOptions { Lines = 1 })),
        ["filesystem/tail-lines-29-skip-heading"] = () => SentRequest.Of(
            FilesystemRequests.Tail(S3, Hello, new TailOptions { Lines = 29, SkipHeading = true })),
        ["filesystem/view-size-10-offset-5"] = () => SentRequest.Of(FilesystemRequests.View(S3, Hello, new ViewOptions { Size = 10, Offset = 5 })),
        ["limits/view-of-a-6-mib-file"] = () => SentRequest.Of(FilesystemRequests.View(S3, "/home/fireuser/fs/d6m", null)),
        ["filesystem/download"] = () => SentRequest.Of(FilesystemRequests.Download(S3, Hello)),
        ["filesystem/rm-of-a-file"] = () => SentRequest.Of(FilesystemRequests.Remove(S3, "/home/fireuser/fs/empty.txt")),
        ["filesystem/mkdir-parent-true"] = () => SentRequest.Of(FilesystemRequests.MakeDirectory(S3, "/home/fireuser/fs/a/b/c", createParents: true)),
        ["filesystem/checksum"] = () => SentRequest.Of(FilesystemRequests.Checksum(S3, Hello)),
        ["filesystem/checksum-of-a-file-with-spaces-in-its-name"] = () => SentRequest.Of(FilesystemRequests.Checksum(S3, "/home/fireuser/fs/we ird ä (1).txt")),
        ["filesystem/file"] = () => SentRequest.Of(FilesystemRequests.GetFileType(S3, Hello)),
        ["filesystem/chmod"] = () => SentRequest.Of(FilesystemRequests.ChangeMode(S3, Hello, "640")),
        ["filesystem/chown-group"] = () => SentRequest.Of(FilesystemRequests.ChangeOwner(S3, Hello, "fireuser", "project1")),
        ["filesystem/chown-to-an-unknown-group"] = () => SentRequest.Of(FilesystemRequests.ChangeOwner(S3, Hello, null, "nogrp")),
        ["filesystem/chown-to-another-user"] = () => SentRequest.Of(FilesystemRequests.ChangeOwner(S3, Hello, "fireuser2", null)),
        ["filesystem/symlink"] = () => SentRequest.Of(FilesystemRequests.CreateSymbolicLink(S3, Hello, "/home/fireuser/fs/link.txt")),
        ["filesystem/upload"] = () => SentRequest.Of(FilesystemRequests.Upload(S3, "/home/fireuser/fs", "hello.txt", Source("x"))),
    };

    public static TheoryData<string> Recordings => [.. Made.Keys];

    [Theory, MemberData(nameof(Recordings))]
    public void A_request_is_the_one_that_was_recorded(string name)
    {
        var fixture = Fixture.Load("v2/" + name);
        var expected = SentRequest.Of(fixture);

        var sent = Made[name]();

        sent.Method.Should().Be(expected.Method);
        sent.Path.Should().Be(expected.Path);
        sent.Parameters.Should().Equal(expected.Parameters);
        if (fixture.RequestBody.StartsWith('{'))
        {
            JsonNode.DeepEquals(sent.Json(), JsonNode.Parse(fixture.RequestBody)).Should().BeTrue("{0} is to be {1}", sent.Text(), fixture.RequestBody);
            sent.Content!().Headers.ContentType!.ToString().Should().Be("application/json");
        }
        else
        {
            (sent.Content is null || sent.Bytes(Mode.Sync).Length == 0).Should().Be(fixture.RequestBody.Length == 0);
        }
    }

    [Theory]
    [InlineData("status/systems", nameof(OperationKind.Read))]
    [InlineData("status/userinfo-ssh", nameof(OperationKind.Read))]
    [InlineData("status/nodes-rest", nameof(OperationKind.Read))]
    [InlineData("status/partitions", nameof(OperationKind.Read))]
    [InlineData("status/reservations-ssh", nameof(OperationKind.Read))]
    [InlineData("status/liveness", nameof(OperationKind.Read))]
    [InlineData("compute/all-jobs", nameof(OperationKind.Read))]
    [InlineData("compute/job-by-id-running", nameof(OperationKind.Read))]
    [InlineData("compute/metadata-running-job", nameof(OperationKind.Read))]
    [InlineData("compute/submit", nameof(OperationKind.Submit))]
    [InlineData("compute/cancel", nameof(OperationKind.IdempotentWrite))]
    [InlineData("compute/attach", nameof(OperationKind.OnceOnly))]
    [InlineData("transfer/upload-create", nameof(OperationKind.Submit))]
    [InlineData("transfer/download-create", nameof(OperationKind.Submit))]
    [InlineData("transfer-jobs/mv", nameof(OperationKind.Submit))]
    [InlineData("transfer-jobs/cp", nameof(OperationKind.Submit))]
    [InlineData("transfer-jobs/rm", nameof(OperationKind.Submit))]
    [InlineData("transfer-jobs/compress", nameof(OperationKind.Submit))]
    [InlineData("transfer-jobs/extract", nameof(OperationKind.Submit))]
    [InlineData("filesystem/ls", nameof(OperationKind.Read))]
    [InlineData("filesystem/stat", nameof(OperationKind.Read))]
    [InlineData("filesystem/head", nameof(OperationKind.Read))]
    [InlineData("filesystem/tail-lines-1", nameof(OperationKind.Read))]
    [InlineData("limits/view-of-a-6-mib-file", nameof(OperationKind.Read))]
    [InlineData("filesystem/download", nameof(OperationKind.Read))]
    [InlineData("filesystem/rm-of-a-file", nameof(OperationKind.OnceOnly))]
    [InlineData("filesystem/mkdir-parent-true", nameof(OperationKind.IdempotentWrite))]
    [InlineData("filesystem/checksum", nameof(OperationKind.Read))]
    [InlineData("filesystem/file", nameof(OperationKind.Read))]
    [InlineData("filesystem/chmod", nameof(OperationKind.IdempotentWrite))]
    [InlineData("filesystem/chown-group", nameof(OperationKind.IdempotentWrite))]
    [InlineData("filesystem/symlink", nameof(OperationKind.OnceOnly))]
    [InlineData("filesystem/upload", nameof(OperationKind.IdempotentWrite))]
    public void An_operation_is_repeated_by_its_kind(string name, string kind) => Made[name]().Kind.ToString().Should().Be(kind);

    [Fact]
    public void A_directory_without_parents_is_made_once_only_and_says_so()
    {
        var sent = SentRequest.Of(FilesystemRequests.MakeDirectory(S3, "/home/fireuser/fs", createParents: false));

        sent.Kind.Should().Be(OperationKind.OnceOnly);
        sent.Text().Should().Be("""{"sourcePath":"/home/fireuser/fs","parent":false}""");
    }

    [Fact]
    public void An_empty_file_is_uploaded_once_only()
        => FilesystemRequests.Upload(S3, "/home/fireuser", "a", Source("")).Kind.Should().Be(OperationKind.OnceOnly);

    [Theory]
    [InlineData(JobsTimeWindow.OneHour, "1h")]
    [InlineData(JobsTimeWindow.EightHours, "8h")]
    [InlineData(JobsTimeWindow.OneDay, "24h")]
    [InlineData(JobsTimeWindow.ThreeDays, "3d")]
    [InlineData(JobsTimeWindow.SevenDays, "7d")]
    public void A_time_window_has_the_word_of_the_server(JobsTimeWindow window, string word)
        => SentRequest.Of(ComputeRequests.GetJobs(Ssh, new GetJobsOptions { TimeWindow = window })).Query.Should().Be("?time_window=" + word);

    [Fact]
    public void A_submission_has_the_servers_name_for_every_member_and_none_that_is_not_set()
    {
        var all = SentRequest.Of(ComputeRequests.SubmitJob(Ssh, new SubmitJobRequest
        {
            WorkingDirectory = "/w",
            ScriptPath = "/w/job.sh",
            Name = "n",
            Account = "a",
            Reservation = "r",
            Partition = "p",
            Constraints = "gpu&nvme",
            StandardInput = "in",
            StandardOutput = "out",
            StandardError = "err",
        }));
        var least = SentRequest.Of(ComputeRequests.SubmitJob(Ssh, new SubmitJobRequest { WorkingDirectory = "/w", Script = "#!/bin/sh\necho ä" }));

        JsonNode.DeepEquals(all.Json(), JsonNode.Parse(
            """
            {"job": {"workingDirectory": "/w", "scriptPath": "/w/job.sh", "name": "n", "account": "a", "reservation": "r", "partition": "p",
                     "constraints": "gpu&nvme", "standardInput": "in", "standardOutput": "out", "standardError": "err"}}
            """)).Should().BeTrue("{0} has each member", all.Text());
        JsonNode.DeepEquals(least.Json(), JsonNode.Parse("""{"job": {"workingDirectory": "/w", "script": "#!/bin/sh\necho ä"}}"""))
            .Should().BeTrue("{0} has two members only", least.Text());
    }

    [Theory]
    [InlineData(Mode.Sync, "hello.txt", "hello.txt")]
    [InlineData(Mode.Async, "hello.txt", "hello.txt")]
    [InlineData(Mode.Sync, "we ird ä (1).txt", "we ird ä (1).txt")]
    [InlineData(Mode.Async, "we ird ä (1).txt", "we ird ä (1).txt")]
    [InlineData(Mode.Sync, "say \"hi\"; x=1 😀 100%.txt", "say \\\"hi\\\"; x=1 😀 100%.txt")]
    [InlineData(Mode.Async, "say \"hi\"; x=1 😀 100%.txt", "say \\\"hi\\\"; x=1 😀 100%.txt")]
    public void An_uploaded_file_is_one_part_whose_name_is_written_as_it_is(Mode mode, string fileName, string written)
    {
        using var content = FilesystemRequests.Upload(S3, "/home/fireuser/fs", fileName, Source("content ä")).Content!();

        var lines = Encoding.UTF8.GetString(SentRequest.Bytes(content, mode)).Split("\r\n");

        content.Headers.ContentType!.MediaType.Should().Be("multipart/form-data");
        lines[0].Should().Be("--" + content.Headers.ContentType.Parameters.Single().Value!.Trim('"'));
        lines[1..^1].Should().BeEquivalentTo(
        [
            "Content-Type: application/octet-stream",
            $"Content-Disposition: form-data; name=\"file\"; filename=\"{written}\"",
            "",
            "content ä",
            lines[0] + "--",
        ]);
    }

    [Fact]
    public void An_upload_is_sent_byte_by_byte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var sent = SentRequest.Of(FilesystemRequests.Upload(S3, "/home", "bytes", UploadSource.FromBytes(bytes, "bytes")));

        sent.Bytes(Mode.Sync).AsSpan().IndexOf(bytes).Should().BePositive();
        sent.Bytes(Mode.Async).AsSpan().IndexOf(bytes).Should().BePositive();
    }

    [Theory]
    [InlineData("compute/submit")]
    [InlineData("filesystem/mkdir-parent-true")]
    [InlineData("filesystem/upload")]
    public void Content_is_made_anew_for_each_attempt(string name)
    {
        var sent = Made[name]();

        var first = sent.Text();
        var second = sent.Text(Mode.Async);

        WithoutBoundary(second).Should().Be(WithoutBoundary(first)).And.NotBeEmpty();
        sent.Content!().Should().NotBeSameAs(sent.Content!());
    }

    private static UploadSource Source(string text) => UploadSource.FromBytes(Encoding.UTF8.GetBytes(text), "a text");

    /// <summary>The boundary of a form is new each time.</summary>
    private static string WithoutBoundary(string text)
        => text.StartsWith("--", StringComparison.Ordinal) ? text.Replace(text.Split("\r\n")[0], "--", StringComparison.Ordinal) : text;
}
