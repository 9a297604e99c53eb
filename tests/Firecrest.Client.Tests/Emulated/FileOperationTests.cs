using System.Security.Cryptography;
using System.Text;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>What is one request, or a few, and no job.</summary>
public sealed class FileOperationTests : IAsyncLifetime
{
    private const string OddName = "we ird ä (1) R&D.txt";

    private FileCluster _hpc = null!;

    private FirecrestClient Client => _hpc.Client;

    private string System => _hpc.System;

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start();

    public ValueTask DisposeAsync() => _hpc.DisposeAsync();

    [Theory, SyncAndAsync]
    public async Task What_is_there_exists(Mode mode)
    {
        _hpc.Write(OddName, "x");
        _hpc.MakeDirectory("d");
        _hpc.Link("dangling", _hpc.At("none"));

        foreach (var name in new[] { OddName, "d", "d/", "dangling" })
        {
            (await Exists(mode, _hpc.At(name))).Should().BeTrue(name);
        }

        foreach (var name in new[] { "none", "none/deeper", $"{OddName}/deeper", $"{OddName}/deeper/still" })
        {
            (await Exists(mode, _hpc.At(name))).Should().BeFalse(name);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Whether_something_exists_is_not_told_without_having_seen_it(Mode mode)
    {
        var closed = _hpc.MakeDirectory("closed");
        _hpc.Write("closed/f", "x");
        _hpc.Permit("closed", UnixFileMode.None);

        await FluentActions.Awaiting(() => Exists(mode, $"{closed}/f")).Should().ThrowAsync<FirecrestPermissionException>();
        _hpc.Permit("closed", FileCluster.All);
        (await FluentActions.Awaiting(() => mode.Run(() => Client.Exists("eiger", _hpc.Home), () => Client.ExistsAsync("eiger", _hpc.Home))).Should().ThrowAsync<FirecrestNotFoundException>())
            .Which.ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
        await FluentActions.Awaiting(() => Exists(mode, "/opt/x")).Should().ThrowAsync<FirecrestApiException>("the server does not look outside of its file systems");
    }

    [Theory, SyncAndAsync]
    public async Task A_checksum_is_that_of_the_content_whatever_the_name(Mode mode)
    {
        var bytes = RandomNumberGenerator.GetBytes(5000);
        var expected = new FileChecksum("SHA256", Convert.ToHexStringLower(SHA256.HashData(bytes)));

        foreach (var name in new[] { "plain", OddName, "a  b", " a", "a ", @"a\b", @"a\ b\n", "ä\u00a0b" })
        {
            var path = _hpc.Write(name, bytes);

            (await Checksum(mode, path)).Should().Be(expected, "of '{0}'", name);
        }

        await FluentActions.Awaiting(() => Checksum(mode, _hpc.At("none"))).Should().ThrowAsync<FirecrestNotFoundException>();
        (await FluentActions.Awaiting(() => Checksum(mode, _hpc.Home)).Should().ThrowAsync<FirecrestApiException>()).Which.Message.Should().Contain("Is a directory");
    }

    [Theory, SyncAndAsync]
    public async Task The_recorded_failure_over_a_name_with_blanks_gives_the_sum(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/filesystem/checksum-of-a-file-with-spaces-in-its-name").ToResponse());
        using var client = TestClient.Create(handler, retry: new RetryOptions { MaxRetries = 0 });
        const string path = "/home/fireuser/fs/we ird ä (1).txt";

        var sum = await mode.Run(() => client.Checksum("x", path), () => client.ChecksumAsync("x", path));

        sum.Should().Be(new FileChecksum("SHA256", "35ed0935e861c8bd9af055a55c113eecfd4664e45ba53777aeb6cd8baba20721"));
        await FluentActions.Awaiting(() => mode.Run(() => client.Checksum("x", "/another file"), () => client.ChecksumAsync("x", "/another file")))
            .Should().ThrowAsync<FirecrestApiException>("it is not the sum of that");
    }

    [Theory, SyncAndAsync]
    public async Task A_file_type_is_told_and_a_missing_file_is_an_error(Mode mode)
    {
        var path = _hpc.Write(OddName, "text\n");

        (await GetFileType(mode, path)).Should().Contain("text");
        (await GetFileType(mode, _hpc.Home)).Should().Be("directory");
        var failure = (await FluentActions.Awaiting(() => GetFileType(mode, _hpc.At("none"))).Should().ThrowAsync<FirecrestNotFoundException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.NotFound);
        failure.Message.Should().StartWith($"GET /filesystem/{System}/ops/file answered 200 (not_found): cannot open `{_hpc.At("none")}'");
    }

    [Theory, SyncAndAsync]
    public async Task Permissions_are_exactly_those_that_are_asked_for(Mode mode)
    {
        const UnixFileMode group = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        var file = _hpc.Write(OddName, "x");
        var directory = _hpc.MakeDirectory("d");

        foreach (var path in new[] { file, directory })
        {
            foreach (var permissions in new[] { group | UnixFileMode.SetGroup, group, UnixFileMode.UserRead, group | UnixFileMode.StickyBit, UnixFileMode.None, group })
            {
                await mode.Run(() => Client.ChangeMode(System, path, permissions), () => Client.ChangeModeAsync(System, path, permissions));

                (await mode.Run(() => Client.Stat(System, path), () => Client.StatAsync(System, path))).Permissions.Should().Be(permissions);
            }
        }

        await FluentActions.Awaiting(() => mode.Run(() => Client.ChangeMode(System, _hpc.At("none"), group), () => Client.ChangeModeAsync(System, _hpc.At("none"), group)))
            .Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_keeps_its_group_bit_where_chmod_keeps_it(Mode mode)
    {
        var path = _hpc.MakeDirectory("d");
        foreach (var (number, bits) in new[] { ("2755", "2755"), ("755", "2755"), ("0700", "2700"), ("00750", "750") })
        {
            await mode.Run(() => Client.V2.Filesystem.ChangeMode(System, path, number), () => Client.V2.Filesystem.ChangeModeAsync(System, path, number));

            var stat = await mode.Run(() => Client.Stat(System, path), () => Client.StatAsync(System, path));
            Convert.ToString((int)stat.Permissions, 8).Should().Be(bits, number);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Owner_and_group_are_given_where_the_user_may(Mode mode)
    {
        var path = _hpc.Write(OddName, "x");

        await ChangeOwner(mode, path, _hpc.Hpc.UserName, null);
        await ChangeOwner(mode, path, null, "project1");
        await ChangeOwner(mode, path, _hpc.Hpc.UserName, "project1");

        await FluentActions.Awaiting(() => ChangeOwner(mode, path, "root", null)).Should().ThrowAsync<FirecrestPermissionException>();
        await FluentActions.Awaiting(() => ChangeOwner(mode, path, null, "nogrp")).Should().ThrowAsync<FirecrestApiException>();
        await FluentActions.Awaiting(() => ChangeOwner(mode, _hpc.At("none"), _hpc.Hpc.UserName, null)).Should().ThrowAsync<FirecrestNotFoundException>();
        var sent = _hpc.Requests.Count;
        await FluentActions.Awaiting(() => ChangeOwner(mode, path, null, null)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => ChangeOwner(mode, path, "me; id", null)).Should().ThrowAsync<ArgumentException>();
        _hpc.Requests.Should().HaveCount(sent);
    }

    [Theory, SyncAndAsync]
    public async Task A_link_is_made_once_and_may_point_to_nothing(Mode mode)
    {
        var path = _hpc.Write(OddName, "content");

        await Link(mode, path, _hpc.At("link"));
        await Link(mode, _hpc.At("none"), _hpc.At("dangling"));

        (await mode.Run(() => Client.View(System, _hpc.At("link")), () => Client.ViewAsync(System, _hpc.At("link")))).Should().Be("content");
        (await Exists(mode, _hpc.At("dangling"))).Should().BeTrue();
        await FluentActions.Awaiting(() => Link(mode, path, _hpc.At("dangling"))).Should().ThrowAsync<FirecrestAlreadyExistsException>();
        await FluentActions.Awaiting(() => Link(mode, path, _hpc.At("none/link"))).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_small_file_is_read_byte_for_byte_whatever_it_holds(Mode mode)
    {
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        _hpc.Write(OddName, bytes);
        _hpc.Link("link", _hpc.At(OddName));

        foreach (var name in new[] { OddName, "link" })
        {
            using var stream = await mode.Run(() => Client.OpenRead(System, _hpc.At(name)), () => Client.OpenReadAsync(System, _hpc.At(name)));
            var read = new MemoryStream();
            await mode.Run(() => stream.CopyTo(read), () => stream.CopyToAsync(read));

            stream.Length.Should().Be(1000);
            read.ToArray().Should().Equal(bytes);
        }
    }

    [Theory, SyncAndAsync]
    public async Task An_empty_file_is_read_as_nothing_and_a_directory_not_at_all(Mode mode)
    {
        var empty = _hpc.Write("empty", "");

        (await mode.Run(() => Client.View(System, empty), () => Client.ViewAsync(System, empty))).Should().BeEmpty();
        using (var stream = await mode.Run(() => Client.OpenRead(System, empty), () => Client.OpenReadAsync(System, empty)))
        {
            stream.Length.Should().Be(0);
            stream.ReadByte().Should().Be(-1);
        }

        (await FluentActions.Awaiting(() => mode.Run(() => Client.OpenRead(System, _hpc.Home), () => Client.OpenReadAsync(System, _hpc.Home))).Should().ThrowAsync<FirecrestException>())
            .Which.Message.Should().Contain("is a directory");
        await FluentActions.Awaiting(() => mode.Run(() => Client.View(System, _hpc.At("none")), () => Client.ViewAsync(System, _hpc.At("none")))).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_byte_order_mark_is_no_part_of_the_text(Mode mode)
    {
        var path = _hpc.Write("bom", [.. Encoding.UTF8.Preamble, .. "größe"u8]);

        (await mode.Run(() => Client.View(System, path), () => Client.ViewAsync(System, path))).Should().Be("größe");
    }

    [Theory, SyncAndAsync]
    public async Task An_empty_file_is_uploaded_although_the_server_calls_it_a_failure(Mode mode)
    {
        var path = _hpc.Write(OddName, "what was there before");
        var source = new MemoryStream();

        await mode.Run(() => Client.Upload(System, source, path), () => Client.UploadAsync(System, source, path));

        _hpc.Read(OddName).Should().BeEmpty();
        _hpc.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)).Should().Equal("POST ops/upload 408");
    }

    [Theory, SyncAndAsync]
    public async Task An_empty_upload_that_left_the_old_content_is_no_success(Mode mode)
    {
        var path = _hpc.Write("f", "what was there before");
        var source = new MemoryStream();
        var timeOut = Fixture.Load("v2/filesystem/upload-of-an-empty-file");
        _hpc.Hpc.Faults.On(HttpMethod.Post, "*/ops/upload").AnswerStatus(timeOut.StatusCode, timeOut.Body);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => Client.Upload(System, source, path), () => Client.UploadAsync(System, source, path)))
            .Should().ThrowAsync<TransferFailedException>();

        failure.Which.MayHaveExecuted.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_name_with_a_quote_is_refused_before_anything_is_sent(Mode mode)
    {
        var path = _hpc.At("it's");
        var stream = new MemoryStream([1]);

        foreach (var call in new Func<Task>[]
        {
            () => mode.Run(() => Client.Upload(System, stream, path), () => Client.UploadAsync(System, stream, path)),
            () => mode.Run(() => Client.Download(System, path, stream), () => Client.DownloadAsync(System, path, stream)),
            () => mode.Run(() => Client.OpenRead(System, path), () => Client.OpenReadAsync(System, path)),
            () => Exists(mode, path),
            () => Checksum(mode, path),
            () => GetFileType(mode, path),
            () => Link(mode, path, _hpc.At("l")),
            () => Link(mode, _hpc.Home, path),
        })
        {
            await FluentActions.Awaiting(call).Should().ThrowAsync<ArgumentException>();
        }

        _hpc.Requests.Where(request => !request.StartsWith("GET /status/systems", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private Task<bool> Exists(Mode mode, string path) => mode.Run(() => Client.Exists(System, path), () => Client.ExistsAsync(System, path));

    private Task<FileChecksum> Checksum(Mode mode, string path) => mode.Run(() => Client.Checksum(System, path), () => Client.ChecksumAsync(System, path));

    private Task<string> GetFileType(Mode mode, string path) => mode.Run(() => Client.GetFileType(System, path), () => Client.GetFileTypeAsync(System, path));

    private Task Link(Mode mode, string target, string link)
        => mode.Run(() => Client.CreateSymbolicLink(System, target, link), () => Client.CreateSymbolicLinkAsync(System, target, link));

    private Task ChangeOwner(Mode mode, string path, string? owner, string? group)
        => mode.Run(() => Client.ChangeOwner(System, path, owner, group), () => Client.ChangeOwnerAsync(System, path, owner, group));
}
