using Firecrest.Client.V2;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Recorded refusals of transfers, each to the operation that it was the answer to.</summary>
public sealed class TransferFailureTests
{
    private static readonly RetryOptions Once = new() { MaxRetries = 0 };

    [Theory]
    [InlineData("transfer-errors/upload-without-file-size", typeof(FirecrestApiException), "unsupported operand type(s) for /: 'NoneType' and 'int'", true)]
    [InlineData("transfer-errors/upload-wrong-method-for-this-system", typeof(FirecrestApiException), "Requested transfer method is not available", false)]
    [InlineData("transfer-errors/upload-unknown-method", typeof(FirecrestApiException), "body transferDirectives: Input should be <DataTransferType.wormhole", false)]
    [InlineData("transfer-errors/upload-account-needed-on-this-system", typeof(FirecrestApiException), "Account parameter is required on this system", false)]
    [InlineData("transfer-errors/upload-unknown-account", typeof(FirecrestApiException), "Invalid account or account/partition combination specified", false)]
    [InlineData("transfer-errors/download-missing-file", typeof(FirecrestNotFoundException), "cannot statx '/home/fireuser/tr/none': No such file or directory", false)]
    [InlineData("transfer-errors/download-file-in-a-forbidden-directory", typeof(FirecrestPermissionException), "Permission denied", false)]
    [InlineData("transfer-errors/unhealthy-system", typeof(FirecrestUnavailableException), "The scheduler service for the requested system (cluster-broken) is unhealthy", false)]
    [InlineData("transfer-errors/s3-download-on-a-rest-mode-streamer-system", typeof(FirecrestApiException), "Requested transfer method is not available", false)]
    [InlineData("transfer-jobs/mv-outside", typeof(FirecrestApiException), "The provided path (/etc/passwd) does not match any of the defined filesystem paths", false)]
    [InlineData("transfer-jobs/cp-without-account-on-a-system-that-needs-one", typeof(FirecrestApiException), "Account parameter is required on this system", false)]
    [InlineData("transfer-jobs/cp-without-target-path", typeof(FirecrestApiException), "body targetPath: Field required", false)]
    [InlineData("transfer-streamer/upload-onto-an-existing-file", typeof(FirecrestAlreadyExistsException), "Target file '/home/fireuser/st/up1.bin' already exists", false)]
    [InlineData("transfer-streamer/download-of-a-missing-file", typeof(FirecrestNotFoundException), "No such file or directory", false)]
    [InlineData("transfer-wormhole/upload-without-a-code", typeof(FirecrestApiException), "body transferDirectives: Field required", false)]
    public async Task A_refusal_is_told_in_the_servers_words(string name, Type type, string words, bool mayHaveExecuted)
    {
        var fixture = Fixture.Load("v2/" + name);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(fixture.ToResponse);
            using var client = TestClient.Create(handler, retry: Once);

            var failure = (await FluentActions.Awaiting(() => Call(client.V2.Transfer, fixture, mode)).Should().ThrowAsync<FirecrestApiException>()).Which;

            failure.GetType().Should().Be(type);
            failure.Message.Should().StartWith($"POST {fixture.RequestTarget} answered {fixture.StatusCode} ").And.Contain(words);
            failure.MayHaveExecuted.Should().Be(mayHaveExecuted);
            handler.Requests.Should().ContainSingle().Which.PathAndQuery.Should().Be(fixture.RequestTarget);
        }
    }

    /// <summary>Calls the operation that was recorded, with a request that is valid here.</summary>
    private static Task Call(TransferClient transfer, Fixture fixture, Mode mode)
    {
        var parts = fixture.RequestTarget.Split('/');
        var system = parts[2];
        var upload = new TransferUploadRequest { SourcePath = "/a", Method = TransferMethod.S3, FileSize = 1 };
        var download = new TransferDownloadRequest { SourcePath = "/a", Method = TransferMethod.S3 };
        var move = new TransferMoveRequest { SourcePath = "/a", TargetPath = "/b" };
        var copy = new TransferCopyRequest { SourcePath = "/a", TargetPath = "/b" };
        return parts[^1] switch
        {
            "upload" => mode.Run(() => transfer.Upload(system, upload), () => transfer.UploadAsync(system, upload)),
            "download" => mode.Run(() => transfer.Download(system, download), () => transfer.DownloadAsync(system, download)),
            "mv" => mode.Run(() => transfer.Move(system, move), () => transfer.MoveAsync(system, move)),
            "cp" => mode.Run(() => transfer.Copy(system, copy), () => transfer.CopyAsync(system, copy)),
            _ => throw new InvalidOperationException(fixture.RequestTarget),
        };
    }
}
