using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Recorded refusals of FirecREST v1 about files, through the operations of the client.</summary>
public sealed class UtilitiesErrorsTests
{
    public static TheoryData<string, Type, string> Refusals => new()
    {
        { "checksum-of-a-directory", typeof(FirecrestApiException), "invalid_request" },
        { "checksum-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "chmod-invalid-mode", typeof(FirecrestApiException), "invalid_request" },
        { "chmod-not-the-owner", typeof(FirecrestPermissionException), "permission_denied" },
        { "chmod-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "chown-owner-not-permitted", typeof(FirecrestPermissionException), "permission_denied" },
        { "chown-unknown-group", typeof(FirecrestApiException), "invalid_request" },
        { "chown-unknown-user", typeof(FirecrestApiException), "command_failed" },
        { "compress-source-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "copy-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "copy-source-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "copy-target-directory-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "download-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "download-of-4-mib", typeof(FirecrestTooLargeException), "too_large" },
        { "download-of-a-directory", typeof(FirecrestApiException), "invalid_request" },
        { "download-over-the-limit", typeof(FirecrestTooLargeException), "too_large" },
        { "download-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "extract-not-an-archive", typeof(FirecrestApiException), "command_failed" },
        { "extract-source-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "extract-target-directory-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "extract-unknown-type", typeof(FirecrestApiException), "invalid_request" },
        { "file-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "head-bytes-and-lines", typeof(FirecrestApiException), "invalid_request" },
        { "head-invalid-number", typeof(FirecrestApiException), "command_failed" },
        { "head-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "head-with-grep-no-match", typeof(FirecrestNotFoundException), "not_found" },
        { "ls-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "ls-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "mkdir-again", typeof(FirecrestAlreadyExistsException), "already_exists" },
        { "mkdir-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "mkdir-without-parents", typeof(FirecrestNotFoundException), "not_found" },
        { "no-x-machine-name", typeof(FirecrestApiException), "invalid_request" },
        { "rename-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "rename-source-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "rename-target-directory-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "rm-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "rm-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "stat-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "symlink-exists", typeof(FirecrestAlreadyExistsException), "already_exists" },
        { "symlink-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "tail-of-a-binary-file", typeof(FirecrestApiException), "command_failed" },
        { "tail-with-grep-no-match", typeof(FirecrestNotFoundException), "not_found" },
        { "unknown-machine", typeof(FirecrestNotFoundException), "system_not_found" },
        { "unknown-machine-ls", typeof(FirecrestNotFoundException), "system_not_found" },
        { "upload-no-permission", typeof(FirecrestPermissionException), "permission_denied" },
        { "upload-of-5-mib", typeof(FirecrestTooLargeException), "too_large" },
        { "upload-target-directory-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "upload-target-is-a-file", typeof(FirecrestApiException), "invalid_request" },
        { "view-directory", typeof(FirecrestApiException), "invalid_request" },
        { "view-over-the-limit", typeof(FirecrestTooLargeException), "too_large" },
        { "view-path-missing", typeof(FirecrestNotFoundException), "not_found" },
        { "whoami-system-refused-by-the-authorization-server", typeof(FirecrestPermissionException), "permission_denied" },
        { "whoami-user-that-does-not-exist-on-the-system", typeof(FirecrestPermissionException), "permission_denied" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_recorded_refusal_becomes_the_exception_for_it(string name, Type type, string code)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var fixture = Fixture.Load("v1/utilities/" + name);
            using var handler = StubHandler.Sequence(fixture.ToResponse);
            using var client = V1Client.Over(handler);

            var failure = (await FluentActions.Awaiting(() => Call(mode, client, fixture)).Should().ThrowAsync<FirecrestApiException>()).Which;

            (failure.GetType(), failure.ErrorCode).Should().Be((type, new FirecrestErrorCode(code)));
            failure.MayHaveExecuted.Should().BeFalse();
            failure.Message.Should().StartWith($"{fixture.RequestMethod} {fixture.RequestTarget.Split('?')[0]} answered {fixture.StatusCode} ({code}): ");
            handler.Requests.Should().ContainSingle("a refusal is final");
            handler.Requests[0].Headers["X-Machine-Name"].Should().Be("cluster");
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_command_over_its_time_may_have_changed_something_and_is_not_repeated(Mode mode)
    {
        foreach (var name in new[] { "rename", "copy", "compress", "extract", "rm-a-file" })
        {
            using var handler = StubHandler.Sequence(Fixture.Load("v1/utilities/command-over-its-time").ToResponse);
            using var client = V1Client.Over(handler, retry: new());

            var failure = await FluentActions.Awaiting(() => Call(mode, client, Fixture.Load("v1/utilities/" + name))).Should().ThrowAsync<FirecrestCommandTimeoutException>(name);

            failure.Which.MayHaveExecuted.Should().BeTrue();
            handler.Requests.Should().ContainSingle();
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_system_that_cannot_be_reached_is_tried_again(Mode mode)
    {
        foreach (var name in new[] { "utilities/whoami-system-that-is-down", "unreachable/whoami" })
        {
            using var handler = StubHandler.Sequence(Fixture.Load("v1/" + name).ToResponse, Fixture.Load("v1/utilities/rm-a-file").ToResponse);
            using var client = V1Client.Over(handler, retry: new());

            await Call(mode, client, Fixture.Load("v1/utilities/rm-a-file"));

            handler.Requests.Should().HaveCount(2, "nothing was done: {0}", name);
        }
    }

    private static Task Call(Mode mode, FirecrestClient client, Fixture fixture)
    {
        const string Path = "/home/x";
        var on = client.V1.Utilities;
        return fixture.RequestTarget.Split('?')[0].Split('/')[^1] switch
        {
            "ls" => mode.Run(() => on.List("cluster", Path), () => on.ListAsync("cluster", Path)),
            "mkdir" => mode.Run(() => on.MakeDirectory("cluster", Path), () => on.MakeDirectoryAsync("cluster", Path)),
            "rename" => mode.Run(() => on.Rename("cluster", Path, Path), () => on.RenameAsync("cluster", Path, Path)),
            "copy" => mode.Run(() => on.Copy("cluster", Path, Path), () => on.CopyAsync("cluster", Path, Path)),
            "chmod" => mode.Run(() => on.ChangeMode("cluster", Path, "640"), () => on.ChangeModeAsync("cluster", Path, "640")),
            "chown" => mode.Run(() => on.ChangeOwner("cluster", Path, "a"), () => on.ChangeOwnerAsync("cluster", Path, "a")),
            "file" => mode.Run(() => on.GetFileType("cluster", Path), () => on.GetFileTypeAsync("cluster", Path)),
            "stat" => mode.Run(() => on.Stat("cluster", Path), () => on.StatAsync("cluster", Path)),
            "symlink" => mode.Run(() => on.CreateSymbolicLink("cluster", Path, Path), () => on.CreateSymbolicLinkAsync("cluster", Path, Path)),
            "head" => mode.Run(() => on.Head("cluster", Path), () => on.HeadAsync("cluster", Path)),
            "tail" => mode.Run(() => on.Tail("cluster", Path), () => on.TailAsync("cluster", Path)),
            "view" => mode.Run(() => on.View("cluster", Path), () => on.ViewAsync("cluster", Path)),
            "checksum" => mode.Run(() => on.Checksum("cluster", Path), () => on.ChecksumAsync("cluster", Path)),
            "whoami" => mode.Run(() => on.GetUserName("cluster"), () => on.GetUserNameAsync("cluster")),
            "upload" => mode.Run(() => on.Upload("cluster", Path, "f", new byte[1]), () => on.UploadAsync("cluster", Path, "f", new byte[1])),
            "download" => mode.Run(() => on.Download("cluster", Path), () => on.DownloadAsync("cluster", Path)),
            "compress" => mode.Run(() => on.Compress("cluster", Path, Path), () => on.CompressAsync("cluster", Path, Path)),
            "extract" => mode.Run(() => on.Extract("cluster", Path, Path), () => on.ExtractAsync("cluster", Path, Path)),
            "rm" => mode.Run(() => on.Remove("cluster", Path), () => on.RemoveAsync("cluster", Path)),
            var other => throw new ArgumentOutOfRangeException(nameof(fixture), other, null),
        };
    }
}
