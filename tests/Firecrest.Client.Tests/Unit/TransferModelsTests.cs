using Firecrest.Client.Diagnostics;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What recorded answers about transfers are read as, and that their secrets stay inside.</summary>
public sealed class TransferModelsTests
{
    private const string Link = "https://s3.example/b/k?X-Amz-Signature=topsecret";

    private static readonly TransferUploadRequest AnUpload = new() { SourcePath = "/x", Method = TransferMethod.S3, FileSize = 1 };
    private static readonly TransferDownloadRequest ADownload = new() { SourcePath = "/x", Method = TransferMethod.S3 };

    [Fact]
    public void An_upload_through_s3_is_read()
    {
        var transfer = Recorded.Read("transfer/upload-create", TransferRequests.Upload("x", AnUpload));

        transfer.Job.Should().Be(new TransferJob
        {
            JobId = "24",
            SystemName = "cluster-slurm-s3",
            WorkingDirectory = "/home/fireuser",
            OutputLog = "/home/fireuser/.f7t_file_handling_job_9f6763d7-ca2a-4b2b-b55a-8387adb06a88.log",
            ErrorLog = "/home/fireuser/.f7t_file_handling_job_error_9f6763d7-ca2a-4b2b-b55a-8387adb06a88.log",
        });
        transfer.Job.ToString().Should().Be("cluster-slurm-s3/24");
        transfer.Directives.Method.Should().Be(TransferMethod.S3);
        transfer.Directives.MaxPartSize.Should().Be(8388608);
        transfer.Directives.PartUploadUrls.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        transfer.Directives.PartUploadUrls[1].Query.Should().Contain("&partNumber=2&");
        transfer.Directives.CompleteUploadUrl!.Query.Should().StartWith("?uploadId=2~");
        transfer.Directives.DownloadUrl.Should().BeNull();
    }

    [Fact]
    public void An_upload_of_nothing_has_no_parts()
        => Recorded.Read("transfer/upload-with-file-size-0", TransferRequests.Upload("x", AnUpload)).Directives.PartUploadUrls.Should().BeEmpty();

    [Fact]
    public void A_download_through_s3_is_read()
    {
        var transfer = Recorded.Read("transfer/download-create", TransferRequests.Download("x", ADownload));

        transfer.Job.JobId.Should().Be("25");
        transfer.Directives.DownloadUrl!.AbsolutePath.Should().EndWith("/up.bin");
        transfer.Directives.PartUploadUrls.Should().BeEmpty();
        transfer.Directives.CompleteUploadUrl.Should().BeNull();
    }

    [Fact]
    public void Coordinates_and_codes_are_read()
    {
        Recorded.Read("transfer-streamer/upload-create", TransferRequests.Upload("x", AnUpload)).Directives
            .Should().BeEquivalentTo(new TransferDirectives { Method = TransferMethod.Streamer, Coordinates = "<coordinates>" });
        Recorded.Read("transfer-wormhole/download", TransferRequests.Download("x", ADownload)).Directives
            .Should().BeEquivalentTo(new TransferDirectives { Method = TransferMethod.Wormhole, WormholeCode = "12-andromeda-probe-colony" });
        Recorded.Read("transfer-wormhole/upload", TransferRequests.Upload("x", AnUpload)).Directives
            .Should().BeEquivalentTo(new TransferDirectives { Method = TransferMethod.Wormhole });
    }

    /// <summary>Before 2.4 beside the job, in 2.4 in snake case, and job ids as numbers until 2.5.</summary>
    [Theory]
    [InlineData($$$"""{"transferJob":{"jobId":7},"partsUploadUrls":["{{{Link}}}"],"maxPartSize":10,"completeMultipartUploadUrl":"{{{Link}}}","downloadUrl":"{{{Link}}}"}""")]
    [InlineData($$$"""{"transferJob":{"jobId":7},"transferDirectives":{"transfer_method":"s3","parts_upload_urls":["{{{Link}}}"],"max_part_size":10,"complete_upload_url":"{{{Link}}}","download_url":"{{{Link}}}"}}""")]
    [InlineData($$$"""{"transferJob":{"jobId":"7"},"transferDirectives":{"transferMethod":"s3","partsUploadUrls":["{{{Link}}}"],"maxPartSize":10,"completeUploadUrl":"{{{Link}}}","downloadUrl":"{{{Link}}}"}}""")]
    public void Directives_are_read_from_all_generations_of_servers(string body)
    {
        var transfer = Recorded.Parse(body, TransferRequests.Upload("x", AnUpload));

        transfer.Job.Should().Be(new TransferJob { JobId = "7" });
        transfer.Directives.Should().BeEquivalentTo(new TransferDirectives
        {
            Method = TransferMethod.S3,
            PartUploadUrls = [new(Link)],
            MaxPartSize = 10,
            CompleteUploadUrl = new(Link),
            DownloadUrl = new(Link),
        });
    }

    [Fact]
    public void A_new_method_is_kept()
        => Recorded.Change("transfer-streamer/upload-create", TransferRequests.Upload("x", AnUpload), ("\"streamer\"", "\"teleport\""))
            .Directives.Method.Should().Be(new TransferMethod("teleport"));

    [Theory]
    [InlineData("mv", "34")]
    [InlineData("cp", "33")]
    [InlineData("rm", "36")]
    [InlineData("compress", "35")]
    [InlineData("extract", "37")]
    public void A_job_is_read(string name, string jobId)
        => Recorded.Read("transfer-jobs/" + name, TransferRequests.Remove("x", new TransferRemoveRequest { Path = "/x" }))
            .Should().BeEquivalentTo(new { JobId = jobId, SystemName = "cluster-slurm-s3", WorkingDirectory = (RemotePath?)"/home/fireuser" });

    [Fact]
    public void Secrets_are_not_printed()
    {
        var directives = new TransferDirectives
        {
            Method = TransferMethod.S3,
            PartUploadUrls = [new(Link)],
            CompleteUploadUrl = new(Link),
            DownloadUrl = new(Link),
            Coordinates = "topsecret",
            WormholeCode = "topsecret",
        };
        var transfer = new StartedTransfer { Job = new TransferJob { JobId = "1", SystemName = "daint" }, Directives = directives };
        var request = new TransferUploadRequest { SourcePath = "/x", Method = TransferMethod.Wormhole, WormholeCode = "topsecret" };

        directives.ToString().Should().Be("TransferDirectives { Method = s3 }");
        transfer.ToString().Should().Be("StartedTransfer { Job = daint/1, Directives = TransferDirectives { Method = s3 } }");
        request.ToString().Should().Be("TransferUploadRequest { SourcePath = /x, Method = wormhole, Account = , FileSize =  }");
    }

    /// <summary>Answers of success that cannot be read, in which there are secrets.</summary>
    [Theory]
    [InlineData(Mode.Sync, $$$"""{"transferDirectives":{"downloadUrl":"{{{Link}}}"}}""")]
    [InlineData(Mode.Async, $$$"""{"transferDirectives":{"downloadUrl":"{{{Link}}}"}}""")]
    [InlineData(Mode.Sync, """{"transferDirectives":{"coordinates": "topsecret", "wormholeCode":"topsecret", "wormhole_code":"topsecret"}}""")]
    [InlineData(Mode.Async, """{"transferDirectives":{"coordinates": "topsecret", "wormholeCode":"topsecret", "wormhole_code":"topsecret"}}""")]
    public async Task Secrets_are_not_in_exceptions(Mode mode, string body)
    {
        using var handler = StubHandler.Sequence(() => StubHandler.Json(body));
        using var client = TestClient.Create(handler);

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.V2.Transfer.Download("x", ADownload), () => client.V2.Transfer.DownloadAsync("x", ADownload)))
            .Should().ThrowAsync<FirecrestApiException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
        failure.MayHaveExecuted.Should().BeTrue();
        failure.ToString().Should().NotContain("topsecret");
        failure.ResponseBody.Should().NotContain("topsecret").And.Contain("<redacted>");
    }

    [Theory]
    [InlineData("see https://s3.example/b/k?a=topsecret&b=1 now", "see https://s3.example/b/k?<redacted> now")]
    [InlineData("""{"u":"https:\/\/s3.example\/b?X=topsecret"}""", """{"u":"https:\/\/s3.example\/b?<redacted>"}""")]
    [InlineData("{'wormholecode': 'topsecret', 'coordinates': 'topsecret'}", "{'wormholecode': '<redacted>', 'coordinates': '<redacted>'}")]
    [InlineData("https://firecrest.example/docs is fine, is it?", "https://firecrest.example/docs is fine, is it?")]
    public void Secrets_are_taken_out_of_texts(string text, string redacted) => Redaction.Apply(text).Should().Be(redacted);
}
