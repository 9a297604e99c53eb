using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;
using Firecrest.Client.V1.Wire;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What recorded answers of FirecREST v1 about files are read as.</summary>
public sealed class UtilitiesModelsTests
{
    private const string Rec = "/home/test1/rec";

    [Fact]
    public void A_directory_is_read()
    {
        var entries = Read("ls", UtilitiesRequests.List("cluster", Rec, null));

        entries.Select(entry => entry.Name).Should().Equal("a", "empty", "hello.txt", "m49", "other name.txt", "x", "ä b ☃");
        entries[2].Should().Be(new FileEntry
        {
            Name = "hello.txt",
            Path = Rec + "/hello.txt",
            Type = FileType.RegularFile,
            User = "test1",
            Group = "test1",
            Permissions = "rw-r--r--",
            LastModified = new DateTime(2026, 11, 22, 16, 29, 31),
            Size = 37,
        });
        entries[^1].Path.ToString().Should().Be(Rec + "/ä b ☃");
    }

    [Fact]
    public void A_file_is_listed_by_its_full_path()
    {
        var link = Read("ls-shows-the-link-target", UtilitiesRequests.List("cluster", Rec + "/lnk", null)).Should().ContainSingle().Which;

        (link.Name, link.Path, link.Type, link.LinkTarget).Should().Be((Rec + "/lnk", new RemotePath(Rec + "/lnk"), FileType.SymbolicLink, Rec + "/hello.txt"));
        Read("ls-of-a-file", UtilitiesRequests.List("cluster", Rec + "/hello.txt", null)).Should().ContainSingle().Which.LinkTarget.Should().BeNull();
    }

    [Fact]
    public void Names_below_are_relative_to_what_was_listed_also_when_it_ends_with_a_slash()
    {
        Read("ls-recursive", UtilitiesRequests.List("cluster", Rec + "/a", new() { Recursive = true }))
            .Select(entry => entry.Path.ToString()).Should().Equal(Rec + "/a/b", Rec + "/a/b/c");

        var listed = Read("recursive-ls-with-trailing-slash", UtilitiesRequests.List("cluster", "/home/test1/more/", new() { Recursive = true })).Should().ContainSingle().Which;
        (listed.Name, listed.Path).Should().Be(("ä b ☃", new RemotePath("/home/test1/more/ä b ☃")));
    }

    [Fact]
    public void Names_alone_are_read_without_their_quotes()
    {
        Read("ls-not-listing-unsorted", UtilitiesRequests.ListNames("cluster", Rec, null)).Should().Equal("m49", "ä b ☃", ".", "x", "other name.txt", "empty", "hello.txt", "..", "a");
        Read("ls-of-an-empty-directory", UtilitiesRequests.List("cluster", Rec, null)).Should().BeEmpty();
    }

    [Fact]
    public void A_file_is_described()
    {
        var stat = Read("stat", UtilitiesRequests.Stat("cluster", Rec, false));

        stat.Should().Be(new FileStat
        {
            Mode = 33184,
            Inode = 12280104,
            Device = 65024,
            LinkCount = 1,
            UserId = 1000,
            GroupId = 1002,
            Size = 37,
            AccessTime = DateTimeOffset.FromUnixTimeSeconds(1795364981),
            ChangeTime = DateTimeOffset.FromUnixTimeSeconds(1795364980),
            ModifyTime = DateTimeOffset.FromUnixTimeSeconds(1795364971),
        });
        Read("stat-of-a-link", UtilitiesRequests.Stat("cluster", Rec, false)).Type.Should().Be(FileType.SymbolicLink);
    }

    [Theory]
    [InlineData(33184, 33184)]
    [InlineData(16877, 16877)]
    [InlineData(0, 0)]
    [InlineData(755, 493)]
    [InlineData(644, 420)]
    [InlineData(1777, 1023)]
    [InlineData(4755, 2541)]
    [InlineData(4511, 2377)]
    [InlineData(6755, 3565)]
    [InlineData(4516, 4516)]
    [InlineData(4480, 4480)]
    [InlineData(8630, 8630)]
    public void A_mode_is_read_in_both_its_ways(int sent, int mode) => StatMode.Read(sent).Should().Be(mode);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\"quoted\"", "quoted")]
    [InlineData(@"\303\244 b \342\230\203", "ä b ☃")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"a\""b", "a\"b")]
    [InlineData(@"a\nb\tc\001", "a\nb\tc\u0001")]
    [InlineData(@"ä\303\244", "ää")]
    [InlineData(@"\377", @"\377")]
    [InlineData(@"a\qb", @"a\qb")]
    [InlineData(@"end\", @"end\")]
    [InlineData("\"", "\"")]
    public void A_name_is_read_as_it_is_written_on_the_system(string written, string name) => QuotedName.Decode(written).Should().Be(name);

    [Fact]
    public void A_user_is_read_in_both_forms()
    {
        Read("whoami", UtilitiesRequests.GetUserName("cluster")).Should().Be("test1");
        Read("whoami-with-groups", UtilitiesRequests.GetUserName("cluster")).Should().Be("test1");
        Read("whoami-with-groups", UtilitiesRequests.GetUserInfo("cluster")).Should().BeEquivalentTo(new UserInfo
        {
            User = new("1000", "test1"),
            Group = new("1000", "test1"),
            Groups = [new("1000", "test1"), new("1002", "f7tgrp")],
        });
        Read("whoami", UtilitiesRequests.GetUserInfo("cluster")).User.Should().Be(new PosixId("", "test1"));
    }

    [Fact]
    public void Texts_are_read_whole()
    {
        Read("head-bytes", UtilitiesRequests.Head("cluster", Rec, null)).Should().Be("line1\nl");
        Read("tail", UtilitiesRequests.Tail("cluster", Rec, null)).Should().Be("line4\nline5\n");
        Read("view-of-an-empty-file", UtilitiesRequests.View("cluster", Rec)).Should().BeEmpty();
        Read("file", UtilitiesRequests.GetFileType("cluster", Rec)).Should().Be("ASCII text");
        Read("chmod", UtilitiesRequests.ChangeMode("cluster", Rec, "640")).Should().StartWith("mode of '/home/test1/rec/hello.txt' changed from 0644");
        Read("chown-group", UtilitiesRequests.ChangeOwner("cluster", Rec, "a", null)).Should().EndWith("from test1:test1 to :f7tgrp");
        Read("checksum", UtilitiesRequests.Checksum("cluster", Rec)).Should().Be(new FileChecksum("SHA256", "ce17a71e4885a0ab70fb71d8440e8787a2f9e66c966b951d49da84f4bb160a82"));
        Encoding.UTF8.GetString(Read("download", UtilitiesRequests.Download("cluster", Rec))).Should().StartWith("line1\nline2\n").And.EndWith("line5\n");
        Read("download-of-an-empty-file", UtilitiesRequests.Download("cluster", Rec)).Should().BeEmpty();
    }

    private static T Read<T>(string name, ApiRequest<T> request) => request.Read(Encoding.UTF8.GetBytes(Fixture.Load("v1/utilities/" + name).Body));
}
