using System.Security.Cryptography;
using System.Text;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

public sealed class V2FileHelperTests() : FileHelperSuite(FirecrestApiVersion.V2);

public sealed class V1FileHelperTests() : FileHelperSuite(FirecrestApiVersion.V1);

public sealed class AutoFileHelperTests() : FileHelperSuite(FirecrestApiVersion.Auto);

/// <summary>The helpers for files, which do the same whatever generation the server speaks.</summary>
public abstract class FileHelperSuite(FirecrestApiVersion version) : IAsyncLifetime
{
    private const string OddName = "we ird ä $x [1]#%+.txt";

    private FileCluster _hpc = null!;

    private FirecrestClient Client => _hpc.Client;

    private string System => _hpc.System;

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start(version: version);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task Directories_are_made_and_listed(Mode mode)
    {
        await MakeDirectory(mode, "a");
        await MakeDirectory(mode, "a/b/c", createParents: true);
        await MakeDirectory(mode, "a/b/c", createParents: true);
        _hpc.Write($"a/{OddName}", "12345");
        _hpc.Write("a/.hidden", "");
        _hpc.Link("a/link", _hpc.At("none"));

        var entries = await List(mode, "a");

        entries.Select(entry => entry.Name).Should().BeEquivalentTo("b", OddName, "link");
        var file = entries.Single(entry => entry.Type == FileType.RegularFile);
        (file.Path, file.Size, file.User, file.LinkTarget).Should().Be((new RemotePath(_hpc.At($"a/{OddName}")), 5, _hpc.Hpc.UserName, null));
        entries.Single(entry => entry.Type == FileType.SymbolicLink).LinkTarget.Should().Be(_hpc.At("none"));
        (await List(mode, "a", new() { ShowHidden = true })).Select(entry => entry.Name).Should().Contain(".hidden");
        (await List(mode, "a", new() { Recursive = true })).Select(entry => entry.Path.ToString()).Should().Contain(_hpc.At("a/b/c")).And.Contain(_hpc.At($"a/{OddName}"));
        (await List(mode, "a/", new() { Recursive = true })).Select(entry => entry.Path.ToString()).Should().Contain(_hpc.At("a/b"));
        (await List(mode, "a", new() { NumericIds = true })).Should().OnlyContain(entry => entry.User.All(char.IsAsciiDigit));
        (await List(mode, "a/b/c")).Should().BeEmpty();
        (await List(mode, $"a/{OddName}")).Should().ContainSingle().Which.Path.Should().Be(_hpc.At($"a/{OddName}"));
        await FluentActions.Awaiting(() => MakeDirectory(mode, "a")).Should().ThrowAsync<FirecrestAlreadyExistsException>();
        await FluentActions.Awaiting(() => MakeDirectory(mode, "x/y")).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => List(mode, "nothing")).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task A_file_is_described_and_exists(Mode mode)
    {
        _hpc.Write(OddName, "12345");
        _hpc.Link("link", _hpc.At(OddName));
        _hpc.Link("dangling", _hpc.At("none"));

        (await Stat(mode, OddName)).Should().Match<FileStat>(stat => stat.Type == FileType.RegularFile && stat.Size == 5);
        (await Stat(mode, "")).Type.Should().Be(FileType.Directory);
        (await Stat(mode, "link")).Type.Should().Be(FileType.SymbolicLink);
        (await Stat(mode, "link", dereference: true)).Size.Should().Be(5);
        foreach (var name in new[] { OddName, "", "link", "dangling" })
        {
            (await Exists(mode, name)).Should().BeTrue(name);
        }

        foreach (var name in new[] { "none", "none/deeper", $"{OddName}/deeper" })
        {
            (await Exists(mode, name)).Should().BeFalse(name);
        }

        await FluentActions.Awaiting(() => Stat(mode, "none")).Should().ThrowAsync<FirecrestNotFoundException>();
        (await FluentActions.Awaiting(() => mode.Run(() => Client.Exists("eiger", _hpc.Home), () => Client.ExistsAsync("eiger", _hpc.Home))).Should().ThrowAsync<FirecrestNotFoundException>())
            .Which.ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
    }

    [Theory, SyncAndAsync]
    public async Task Text_is_read_from_both_ends_and_whole(Mode mode)
    {
        var text = string.Concat(Enumerable.Range(1, 30).Select(line => $"line {line} äöü €\n"));
        var path = _hpc.Write(OddName, text);

        (await Head(mode, path)).Should().Be(string.Concat(Enumerable.Range(1, 10).Select(line => $"line {line} äöü €\n")));
        (await Head(mode, path, ReadWindow.Lines(2))).Should().Be("line 1 äöü €\nline 2 äöü €\n");
        (await Head(mode, path, ReadWindow.Bytes(6))).Should().Be("line 1");
        (await Head(mode, path, ReadWindow.Bytes(8))).Should().Be("line 1 \uFFFD", "a character is cut");
        (await Tail(mode, path, ReadWindow.Lines(1))).Should().Be("line 30 äöü €\n");
        (await Tail(mode, path, ReadWindow.Bytes(4))).Should().Be("€\n");
        (await mode.Run(() => Client.View(System, path), () => Client.ViewAsync(System, path))).Should().Be(text, "a view is the whole file");
        (await mode.Run(() => Client.GetFileType(System, path), () => Client.GetFileTypeAsync(System, path))).Should().Contain("text");
        await FluentActions.Awaiting(() => Head(mode, _hpc.At("none"))).Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory, SyncAndAsync]
    public async Task Bytes_that_are_no_text_are_shown_as_such(Mode mode)
    {
        var path = _hpc.Write("binary", [.. "one\n"u8, 0xFF, .. "two\n"u8, 0xC3]);

        (await Head(mode, path)).Should().Be("one\n\uFFFDtwo\n\uFFFD");
        (await Tail(mode, path, ReadWindow.Lines(1))).Should().Be("\uFFFD");
        (await Tail(mode, path, ReadWindow.Lines(2))).Should().Be("\uFFFDtwo\n\uFFFD");
    }

    [Theory, SyncAndAsync]
    public async Task A_checksum_is_that_of_the_content(Mode mode)
    {
        var bytes = RandomNumberGenerator.GetBytes(5000);
        var path = _hpc.Write(OddName, bytes);

        (await mode.Run(() => Client.Checksum(System, path), () => Client.ChecksumAsync(System, path))).Should().Be(new FileChecksum("SHA256", Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Theory, SyncAndAsync]
    public async Task Permissions_owner_and_links_are_changed(Mode mode)
    {
        const UnixFileMode permissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var path = _hpc.Write(OddName, "x");

        await mode.Run(() => Client.ChangeMode(System, path, permissions), () => Client.ChangeModeAsync(System, path, permissions));
        await mode.Run(() => Client.ChangeOwner(System, path, _hpc.Hpc.UserName, "project1"), () => Client.ChangeOwnerAsync(System, path, _hpc.Hpc.UserName, "project1"));
        await mode.Run(() => Client.CreateSymbolicLink(System, path, _hpc.At("link")), () => Client.CreateSymbolicLinkAsync(System, path, _hpc.At("link")));

        (await Stat(mode, OddName)).Permissions.Should().Be(permissions);
        new FileInfo(_hpc.Local("link")).LinkTarget.Should().NotBeNull();
        await FluentActions.Awaiting(() => mode.Run(() => Client.ChangeOwner(System, path, "root"), () => Client.ChangeOwnerAsync(System, path, "root"))).Should().ThrowAsync<FirecrestPermissionException>();
        await FluentActions.Awaiting(() => mode.Run(() => Client.CreateSymbolicLink(System, path, _hpc.At("link")), () => Client.CreateSymbolicLinkAsync(System, path, _hpc.At("link"))))
            .Should().ThrowAsync<FirecrestAlreadyExistsException>();
    }

    [Theory]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    public async Task Files_and_directories_are_moved_copied_and_deleted(Mode mode, bool asJob)
    {
        var options = new FileJobOptions { AsJob = asJob };
        _hpc.Write(OddName, "content");
        _hpc.Write("tree/a/f", "inside");
        _hpc.MakeDirectory("d");

        await mode.Run(() => Client.Copy(System, _hpc.At(OddName), _hpc.At("copy"), new() { AsJob = asJob }), () => Client.CopyAsync(System, _hpc.At(OddName), _hpc.At("copy"), new() { AsJob = asJob }));
        await mode.Run(() => Client.Copy(System, _hpc.At("tree"), _hpc.At("d"), new() { AsJob = asJob }), () => Client.CopyAsync(System, _hpc.At("tree"), _hpc.At("d"), new() { AsJob = asJob }));
        await mode.Run(() => Client.Move(System, _hpc.At("copy"), _hpc.At("moved"), options), () => Client.MoveAsync(System, _hpc.At("copy"), _hpc.At("moved"), options));
        await mode.Run(() => Client.Move(System, _hpc.At("tree"), _hpc.At("wood"), options), () => Client.MoveAsync(System, _hpc.At("tree"), _hpc.At("wood"), options));

        _hpc.Read("moved").Should().Be("content");
        _hpc.Read("d/tree/a/f").Should().Be("inside");
        _hpc.Read("wood/a/f").Should().Be("inside");
        (_hpc.Has("copy"), _hpc.Has("tree")).Should().Be((false, false));

        await Delete(mode, "moved", new() { AsJob = asJob });
        (await FluentActions.Awaiting(() => Delete(mode, "wood", new() { AsJob = asJob })).Should().ThrowAsync<FirecrestException>()).Which.Message.Should().Contain("DeleteOptions.Recursive");
        await Delete(mode, "wood", new() { AsJob = asJob, Recursive = true });

        (_hpc.Has("moved"), _hpc.Has("wood")).Should().Be((false, false));
        await FluentActions.Awaiting(() => Delete(mode, "none", new() { AsJob = asJob })).Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => mode.Run(() => Client.Move(System, _hpc.At("none"), _hpc.At("x"), options), () => Client.MoveAsync(System, _hpc.At("none"), _hpc.At("x"), options)))
            .Should().ThrowAsync<FirecrestNotFoundException>();
    }

    [Theory]
    [InlineData(Mode.Sync, false)]
    [InlineData(Mode.Async, false)]
    [InlineData(Mode.Sync, true)]
    [InlineData(Mode.Async, true)]
    public async Task Archives_are_made_and_taken_apart(Mode mode, bool asJob)
    {
        _hpc.Write("tree ä/a/f", "content");
        foreach (var archive in new[] { "a b.tar.gz", "ä.tgz", "backup" })
        {
            _hpc.MakeDirectory("out of " + archive);
            var (source, target, directory) = (_hpc.At("tree ä/"), _hpc.At(archive), _hpc.At("out of " + archive));

            await mode.Run(() => Client.Compress(System, source, target, new() { AsJob = asJob }), () => Client.CompressAsync(System, source, target, new() { AsJob = asJob }));
            await mode.Run(() => Client.Extract(System, target, directory, new() { AsJob = asJob }), () => Client.ExtractAsync(System, target, directory, new() { AsJob = asJob }));

            _hpc.Read($"out of {archive}/tree ä/a/f").Should().Be("content", archive);
        }
    }

    [Theory, SyncAndAsync]
    public async Task The_roots_and_the_home_directory_are_never_deleted(Mode mode)
    {
        _hpc.Write("file", "x");
        var root = _hpc.Home[.._hpc.Home.LastIndexOf('/')];

        foreach (var path in new[] { "/", "//", root, root + "/", _hpc.Home, _hpc.Home + "/", _hpc.At("x/.."), _hpc.At("./") })
        {
            (await FluentActions.Awaiting(() => mode.Run(() => Client.Delete(System, path, new() { Recursive = true }), () => Client.DeleteAsync(System, path, new() { Recursive = true })))
                .Should().ThrowAsync<FirecrestException>(path)).Which.Message.Should().Contain("never deleted");
        }

        _hpc.Has("file").Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task Files_go_there_and_back_up_to_the_direct_limits(Mode mode)
    {
        foreach (var size in new[] { 0, 1, 1_000_000, 3_900_000 })
        {
            var content = RandomNumberGenerator.GetBytes(size);
            using var back = new MemoryStream();

            await mode.Run(() => Client.Upload(System, new MemoryStream(content), _hpc.At(OddName)), () => Client.UploadAsync(System, new MemoryStream(content), _hpc.At(OddName)));
            await mode.Run(() => Client.Download(System, _hpc.At(OddName), back), () => Client.DownloadAsync(System, _hpc.At(OddName), back));

            back.ToArray().Should().Equal(content);
        }

        var large = new byte[(5 * 1024 * 1024) + 1];
        await FluentActions.Awaiting(() => mode.Run(() => Client.Upload(System, new MemoryStream(large), _hpc.At("large")), () => Client.UploadAsync(System, new MemoryStream(large), _hpc.At("large"))))
            .Should().ThrowAsync<FirecrestNotSupportedException>();
        _hpc.Write("large", large);
        await FluentActions.Awaiting(() => mode.Run(() => Client.Download(System, _hpc.At("large"), new MemoryStream()), () => Client.DownloadAsync(System, _hpc.At("large"), new MemoryStream())))
            .Should().ThrowAsync<FirecrestNotSupportedException>();
        await FluentActions.Awaiting(() => mode.Run(() => Client.Upload(System, new MemoryStream(), _hpc.At("none/f")), () => Client.UploadAsync(System, new MemoryStream(), _hpc.At("none/f"))))
            .Should().ThrowAsync<FirecrestNotFoundException>();
        (await FluentActions.Awaiting(() => mode.Run(() => Client.Download(System, _hpc.Home, new MemoryStream()), () => Client.DownloadAsync(System, _hpc.Home, new MemoryStream())))
            .Should().ThrowAsync<FirecrestException>()).Which.Message.Should().Contain("is a directory");
    }

    [Theory, SyncAndAsync]
    public async Task A_text_beyond_a_download_is_read_whole(Mode mode)
    {
        var text = string.Concat(Enumerable.Repeat("0123456789 äöü €\n", 300_000));
        var path = _hpc.Write("large", text);

        using var stream = await mode.Run(() => Client.OpenRead(System, path), () => Client.OpenReadAsync(System, path));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var read = await mode.Run(reader.ReadToEnd, () => reader.ReadToEndAsync(TestContext.Current.CancellationToken));

        (read == text).Should().BeTrue("{0} of {1} characters came", read.Length, text.Length);
    }

    private Task MakeDirectory(Mode mode, string name, bool createParents = false)
        => mode.Run(() => Client.MakeDirectory(System, _hpc.At(name), createParents), () => Client.MakeDirectoryAsync(System, _hpc.At(name), createParents));

    private Task<IReadOnlyList<FileEntry>> List(Mode mode, string name, ListOptions? options = null)
        => mode.Run(() => Client.List(System, _hpc.At(name), options), () => Client.ListAsync(System, _hpc.At(name), options));

    private Task<FileStat> Stat(Mode mode, string name, bool dereference = false)
        => mode.Run(() => Client.Stat(System, _hpc.At(name), dereference), () => Client.StatAsync(System, _hpc.At(name), dereference));

    private Task<bool> Exists(Mode mode, string name) => mode.Run(() => Client.Exists(System, _hpc.At(name)), () => Client.ExistsAsync(System, _hpc.At(name)));

    private Task<string> Head(Mode mode, RemotePath path, ReadWindow? window = null) => mode.Run(() => Client.Head(System, path, window), () => Client.HeadAsync(System, path, window));

    private Task<string> Tail(Mode mode, RemotePath path, ReadWindow? window = null) => mode.Run(() => Client.Tail(System, path, window), () => Client.TailAsync(System, path, window));

    private Task Delete(Mode mode, string name, DeleteOptions options) => mode.Run(() => Client.Delete(System, _hpc.At(name), options), () => Client.DeleteAsync(System, _hpc.At(name), options));
}
