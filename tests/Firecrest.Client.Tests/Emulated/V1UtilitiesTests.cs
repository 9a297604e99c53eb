using System.Security.Cryptography;
using Firecrest.Client.V1;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Every operation of FirecREST v1 on files, as the API has it.</summary>
public sealed class V1UtilitiesTests : IAsyncLifetime
{
    private FileCluster _hpc = null!;

    private UtilitiesClient Utilities => _hpc.Client.V1.Utilities;

    private string System => _hpc.System;

    public async ValueTask InitializeAsync() => _hpc = await FileCluster.Start(version: FirecrestApiVersion.V1);

    public ValueTask DisposeAsync() => _hpc.DisposeAsync();

    [Theory, SyncAndAsync]
    public async Task A_directory_is_listed_in_every_way(Mode mode)
    {
        _hpc.Write("d/ä b ☃", "12345");
        _hpc.Write("d/.hidden", "");
        _hpc.Write("d/sub/deep", "");
        _hpc.Link("d/link", _hpc.At("d/sub"));

        (await List(mode, null)).Should().BeEquivalentTo("ä b ☃", "link", "sub");
        (await List(mode, new() { ShowHidden = true })).Should().Contain(".hidden");
        (await List(mode, new() { Recursive = true })).Should().Contain("sub/deep");
        (await List(mode, new() { Unsorted = true })).Should().Contain(["ä b ☃", "link", "sub"]);
        (await List(mode, new() { PageSize = 2, PageNumber = 2 })).Should().ContainSingle();
        (await List(mode, new() { PageSize = 2, PageNumber = 99 })).Should().HaveCount(3, "the server answers with everything");
        var followed = await mode.Run(() => Utilities.List(System, _hpc.At("d"), new() { FollowLinks = true, NumericIds = true }), () => Utilities.ListAsync(System, _hpc.At("d"), new() { FollowLinks = true, NumericIds = true }));
        followed.Single(entry => entry.Name == "link").Type.Should().Be(FileType.Directory);
        followed.Should().OnlyContain(entry => entry.User.All(char.IsAsciiDigit));
        (await mode.Run(() => Utilities.ListNames(System, _hpc.At("d")), () => Utilities.ListNamesAsync(System, _hpc.At("d")))).Should().BeEquivalentTo("ä b ☃", "link", "sub");
    }

    [Theory, SyncAndAsync]
    public async Task A_large_directory_is_read_page_by_page(Mode mode)
    {
        var names = Enumerable.Range(0, 23).Select(index => $"f{index:00}").ToArray();
        foreach (var name in names)
        {
            _hpc.Write($"d/{name}", "");
        }

        foreach (var size in new[] { 1, 5, 23, 24 })
        {
            var read = new List<string>();
            if (mode == Mode.Sync)
            {
                read.AddRange(Utilities.Enumerate(System, _hpc.At("d"), new() { PageSize = size }, TestContext.Current.CancellationToken).Select(entry => entry.Name));
            }
            else
            {
                await foreach (var entry in Utilities.EnumerateAsync(System, _hpc.At("d"), new() { PageSize = size }, TestContext.Current.CancellationToken))
                {
                    read.Add(entry.Name);
                }
            }

            read.Should().Equal(names, "in pages of {0}", size);
        }
    }

    [Theory, SyncAndAsync]
    public async Task Text_is_read_in_parts(Mode mode)
    {
        var path = _hpc.Write("text", string.Concat(Enumerable.Range(1, 20).Select(line => $"line {line}\n")));

        (await Head(mode, path, null)).Should().EndWith("line 10\n");
        (await Head(mode, path, new() { Lines = 1 })).Should().Be("line 1\n");
        (await Head(mode, path, new() { Bytes = 6 })).Should().Be("line 1");
        (await Head(mode, path, new() { Lines = 19, SkipEnding = true })).Should().Be("line 1\n");
        (await Head(mode, path, new() { Grep = "line 2" })).Should().Be("line 2\n");
        (await Tail(mode, path, null)).Should().StartWith("line 11\n");
        (await Tail(mode, path, new() { Lines = 1 })).Should().Be("line 20\n");
        (await Tail(mode, path, new() { Bytes = 3 })).Should().Be("20\n");
        (await Tail(mode, path, new() { Lines = 20, SkipBeginning = true })).Should().Be("line 20\n");
        (await Tail(mode, path, new() { Bytes = 8, SkipBeginning = true })).Should().StartWith("line 2\n");
        (await mode.Run(() => Utilities.View(System, path), () => Utilities.ViewAsync(System, path))).Should().EndWith("line 10\n", "the server shows ten lines");
        (await FluentActions.Awaiting(() => Head(mode, path, new() { Grep = "nothing" })).Should().ThrowAsync<FirecrestNotFoundException>()).Which.Message.Should().Contain("pattern not found");
        await FluentActions.Awaiting(() => Head(mode, path, new() { Lines = 1, Bytes = 1 })).Should().ThrowAsync<FirecrestApiException>();
    }

    [Theory, SyncAndAsync]
    public async Task Files_are_made_changed_and_removed(Mode mode)
    {
        var content = RandomNumberGenerator.GetBytes(1000);
        var (d, f, copy, moved, link) = (_hpc.At("d/e"), _hpc.At("d/e/f ä"), _hpc.At("copy"), _hpc.At("moved"), _hpc.At("link"));

        await mode.Run(() => Utilities.MakeDirectory(System, d, createParents: true), () => Utilities.MakeDirectoryAsync(System, d, createParents: true));
        await mode.Run(() => Utilities.Upload(System, d, "f ä", content), () => Utilities.UploadAsync(System, d, "f ä", content));
        await mode.Run(() => Utilities.Copy(System, f, copy), () => Utilities.CopyAsync(System, f, copy));
        await mode.Run(() => Utilities.Rename(System, copy, moved), () => Utilities.RenameAsync(System, copy, moved));
        await mode.Run(() => Utilities.CreateSymbolicLink(System, moved, link), () => Utilities.CreateSymbolicLinkAsync(System, moved, link));
        var mode640 = await mode.Run(() => Utilities.ChangeMode(System, moved, "640"), () => Utilities.ChangeModeAsync(System, moved, "640"));
        var group = await mode.Run(() => Utilities.ChangeOwner(System, moved, group: "project1"), () => Utilities.ChangeOwnerAsync(System, moved, group: "project1"));

        mode640.Should().Contain("(rw-r-----)");
        group.Should().Contain("ownership of");
        (await mode.Run(() => Utilities.Stat(System, link, dereference: true), () => Utilities.StatAsync(System, link, dereference: true))).Should().Match<FileStat>(stat => stat.Size == 1000 && stat.Type == FileType.RegularFile);
        (await mode.Run(() => Utilities.GetFileType(System, d), () => Utilities.GetFileTypeAsync(System, d))).Should().Be("directory");
        (await mode.Run(() => Utilities.Download(System, moved), () => Utilities.DownloadAsync(System, moved))).Should().Equal(content);
        (await mode.Run(() => Utilities.Checksum(System, moved), () => Utilities.ChecksumAsync(System, moved))).Value.Should().Be(Convert.ToHexStringLower(SHA256.HashData(content)));

        await mode.Run(() => Utilities.Remove(System, _hpc.At("d")), () => Utilities.RemoveAsync(System, _hpc.At("d")));
        _hpc.Has("d").Should().BeFalse("a directory goes with everything in it");
    }

    [Theory, SyncAndAsync]
    public async Task Archives_are_made_and_taken_apart(Mode mode)
    {
        _hpc.Write("d/f", "content");
        _hpc.Link("d/l", "f");
        _hpc.MakeDirectory("out");

        await mode.Run(() => Utilities.Compress(System, _hpc.At("d"), _hpc.At("d.tgz"), dereference: true), () => Utilities.CompressAsync(System, _hpc.At("d"), _hpc.At("d.tgz"), dereference: true));
        await mode.Run(() => Utilities.Extract(System, _hpc.At("d.tgz"), _hpc.At("out"), ArchiveType.Tgz), () => Utilities.ExtractAsync(System, _hpc.At("d.tgz"), _hpc.At("out"), ArchiveType.Tgz));

        new FileInfo(_hpc.Local("out/d/l")).LinkTarget.Should().BeNull();
        await FluentActions.Awaiting(() => mode.Run(() => Utilities.Extract(System, _hpc.At("d/f"), _hpc.At("out")), () => Utilities.ExtractAsync(System, _hpc.At("d/f"), _hpc.At("out"))))
            .Should().ThrowAsync<FirecrestApiException>("the name says nothing");
    }

    [Theory, SyncAndAsync]
    public async Task The_user_is_told(Mode mode)
    {
        (await mode.Run(() => Utilities.GetUserName(System), () => Utilities.GetUserNameAsync(System))).Should().Be(_hpc.Hpc.UserName);
        var user = await mode.Run(() => Utilities.GetUserInfo(System), () => Utilities.GetUserInfoAsync(System));
        user.User.Name.Should().Be(_hpc.Hpc.UserName);
        user.Groups.Should().NotBeEmpty();
    }

    private async Task<IEnumerable<string>> List(Mode mode, UtilitiesListOptions? options)
        => (await mode.Run(() => Utilities.List(System, _hpc.At("d"), options), () => Utilities.ListAsync(System, _hpc.At("d"), options))).Select(entry => entry.Name);

    private Task<string> Head(Mode mode, RemotePath path, HeadOptions? options) => mode.Run(() => Utilities.Head(System, path, options), () => Utilities.HeadAsync(System, path, options));

    private Task<string> Tail(Mode mode, RemotePath path, TailOptions? options) => mode.Run(() => Utilities.Tail(System, path, options), () => Utilities.TailAsync(System, path, options));
}
