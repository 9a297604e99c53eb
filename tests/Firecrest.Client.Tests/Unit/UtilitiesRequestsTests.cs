using System.Net;
using System.Text;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1;
using Firecrest.Client.V1.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>The operations of FirecREST v1 on files: what they send, against what was recorded, and what they refuse.</summary>
public sealed class UtilitiesRequestsTests
{
    private const string Rec = "/home/test1/rec";
    private const string Hello = Rec + "/hello.txt";

    private static readonly Dictionary<string, SentRequest> Recorded = new()
    {
        ["ls"] = Of(UtilitiesRequests.List("cluster", Rec, null)),
        ["ls-showhidden"] = Of(UtilitiesRequests.List("cluster", "/home/test1", new() { ShowHidden = true })),
        ["ls-recursive"] = Of(UtilitiesRequests.List("cluster", Rec + "/a", new() { Recursive = true })),
        ["ls-numeric-uid"] = Of(UtilitiesRequests.List("cluster", Rec + "/a", new() { NumericIds = true })),
        ["ls-follow-links"] = Of(UtilitiesRequests.List("cluster", Rec + "/lnk", new() { FollowLinks = true })),
        ["ls-not-listing-unsorted"] = Of(UtilitiesRequests.ListNames("cluster", Rec, new() { Unsorted = true })),
        ["ls-not-listing-only"] = Of(UtilitiesRequests.ListNames("cluster", Rec, null)),
        ["ls-paging"] = Of(UtilitiesRequests.List("cluster", Rec, new() { PageSize = 2 })),
        ["ls-page-out-of-range"] = Of(UtilitiesRequests.List("cluster", Rec, new() { PageSize = 2, PageNumber = 99 })),
        ["mkdir"] = Of(UtilitiesRequests.MakeDirectory("cluster", Rec, false)),
        ["mkdir-with-parents"] = Of(UtilitiesRequests.MakeDirectory("cluster", Rec + "/a/b/c", true)),
        ["mkdir-blank-and-unicode"] = Of(UtilitiesRequests.MakeDirectory("cluster", Rec + "/ä b ☃", false)),
        ["mkdir-with-odd-characters"] = Of(UtilitiesRequests.MakeDirectory("cluster", "/home/test1/more/a$b*c?[d]#e%f+g", false)),
        ["rename"] = Of(UtilitiesRequests.Rename("cluster", Rec + "/copy.txt", Rec + "/moved.txt")),
        ["copy"] = Of(UtilitiesRequests.Copy("cluster", Hello, Rec + "/copy.txt")),
        ["chmod"] = Of(UtilitiesRequests.ChangeMode("cluster", Hello, "640")),
        ["chown-group"] = Of(UtilitiesRequests.ChangeOwner("cluster", Hello, null, "f7tgrp")),
        ["chown-owner-not-permitted"] = Of(UtilitiesRequests.ChangeOwner("cluster", Hello, "test2", "")),
        ["file"] = Of(UtilitiesRequests.GetFileType("cluster", Hello)),
        ["stat"] = Of(UtilitiesRequests.Stat("cluster", Hello, false)),
        ["stat-of-a-link-dereference"] = Of(UtilitiesRequests.Stat("cluster", Rec + "/lnk", true)),
        ["symlink"] = Of(UtilitiesRequests.CreateSymbolicLink("cluster", Hello, Rec + "/lnk")),
        ["head"] = Of(UtilitiesRequests.Head("cluster", Hello, new() { Lines = 2 })),
        ["head-bytes"] = Of(UtilitiesRequests.Head("cluster", Hello, new() { Bytes = 7 })),
        ["head-skip-ending"] = Of(UtilitiesRequests.Head("cluster", Hello, new() { Lines = 4, SkipEnding = true })),
        ["head-with-grep"] = Of(UtilitiesRequests.Head("cluster", Hello, new() { Lines = 5, Grep = "needle" })),
        ["head-bytes-and-lines"] = Of(UtilitiesRequests.Head("cluster", Hello, new() { Lines = 4, Bytes = 4 })),
        ["tail"] = Of(UtilitiesRequests.Tail("cluster", Hello, new() { Lines = 2 })),
        ["tail-bytes"] = Of(UtilitiesRequests.Tail("cluster", Hello, new() { Bytes = 6 })),
        ["tail-skip-beginning"] = Of(UtilitiesRequests.Tail("cluster", Hello, new() { Lines = 4, SkipBeginning = true })),
        ["tail-with-grep-no-match"] = Of(UtilitiesRequests.Tail("cluster", Hello, new() { Grep = "nothing" })),
        ["view"] = Of(UtilitiesRequests.View("cluster", Hello)),
        ["checksum"] = Of(UtilitiesRequests.Checksum("cluster", Hello)),
        ["whoami"] = Of(UtilitiesRequests.GetUserName("cluster")),
        ["whoami-with-groups"] = Of(UtilitiesRequests.GetUserInfo("cluster")),
        ["download"] = Of(UtilitiesRequests.Download("cluster", Hello)),
        ["download-name-with-blank"] = Of(UtilitiesRequests.Download("cluster", Rec + "/other name.txt")),
        ["compress"] = Of(UtilitiesRequests.Compress("cluster", Rec + "/a", Rec + "/a.tar.gz", false)),
        ["compress-with-dereference"] = Of(UtilitiesRequests.Compress("cluster", Rec + "/lnk", Rec + "/l.tgz", true)),
        ["extract-with-type"] = Of(UtilitiesRequests.Extract("cluster", Rec + "/l.tgz", Rec + "/x", ArchiveType.Tgz)),
        ["rm-a-file"] = Of(UtilitiesRequests.Remove("cluster", Rec + "/moved.txt")),
    };

    public static TheoryData<string> RecordedNames => [.. Recorded.Keys];

    public static TheoryData<string> OnceOnly => ["mkdir", "rename", "copy", "symlink", "compress", "extract-with-type", "rm-a-file"];

    public static TheoryData<string> Idempotent => ["mkdir-with-parents", "chmod", "chown-group"];

    private static IEnumerable<Func<SentRequest>> Requests(RemotePath path) =>
    [
        () => Of(UtilitiesRequests.List("cluster", path, null)),
        () => Of(UtilitiesRequests.ListNames("cluster", path, null)),
        () => Of(UtilitiesRequests.MakeDirectory("cluster", path, true)),
        () => Of(UtilitiesRequests.Rename("cluster", path, "/t")),
        () => Of(UtilitiesRequests.Rename("cluster", "/s", path)),
        () => Of(UtilitiesRequests.Copy("cluster", path, "/t")),
        () => Of(UtilitiesRequests.Copy("cluster", "/s", path)),
        () => Of(UtilitiesRequests.ChangeMode("cluster", path, "640")),
        () => Of(UtilitiesRequests.ChangeOwner("cluster", path, "a", null)),
        () => Of(UtilitiesRequests.GetFileType("cluster", path)),
        () => Of(UtilitiesRequests.Stat("cluster", path, false)),
        () => Of(UtilitiesRequests.CreateSymbolicLink("cluster", path, "/l")),
        () => Of(UtilitiesRequests.CreateSymbolicLink("cluster", "/t", path)),
        () => Of(UtilitiesRequests.Head("cluster", path, null)),
        () => Of(UtilitiesRequests.Tail("cluster", path, null)),
        () => Of(UtilitiesRequests.View("cluster", path)),
        () => Of(UtilitiesRequests.Checksum("cluster", path)),
        () => Of(UtilitiesRequests.Upload("cluster", path, "f", UploadSource.FromBytes(new byte[1], "f"))),
        () => Of(UtilitiesRequests.Download("cluster", path)),
        () => Of(UtilitiesRequests.Compress("cluster", path, "/t", false)),
        () => Of(UtilitiesRequests.Compress("cluster", "/s", path, false)),
        () => Of(UtilitiesRequests.Extract("cluster", path, "/t", ArchiveType.Auto)),
        () => Of(UtilitiesRequests.Extract("cluster", "/s", path, ArchiveType.Auto)),
        () => Of(UtilitiesRequests.Remove("cluster", path)),
    ];

    [Theory, MemberData(nameof(RecordedNames))]
    public void What_is_sent_is_what_was_recorded(string name)
    {
        var fixture = Fixture.Load("v1/utilities/" + name);
        var expected = SentRequest.Of(fixture);

        var sent = Recorded[name];

        (sent.Method, sent.Path).Should().Be((expected.Method, expected.Path));
        sent.Parameters.Should().Equal(expected.Parameters);
        Fields(sent).Where(field => !field.StartsWith("extension=", StringComparison.Ordinal)).Should().Equal(Fields(fixture.RequestBody), "nobody recorded the other name of the type");
    }

    [Theory, MemberData(nameof(OnceOnly))]
    public void What_would_do_something_else_the_second_time_is_sent_once(string name) => Recorded[name].Kind.Should().Be(OperationKind.OnceOnly);

    [Theory, MemberData(nameof(Idempotent))]
    public void What_does_the_same_the_second_time_may_be_repeated(string name) => Recorded[name].Kind.Should().Be(OperationKind.IdempotentWrite);

    [Fact]
    public void Reading_changes_nothing()
        => Recorded.Values.Where(request => request.Method == "GET").Should().NotBeEmpty().And.OnlyContain(request => request.Kind == OperationKind.Read && request.Content == null);

    [Theory, SyncAndAsync]
    public void An_upload_carries_the_directory_and_then_the_file_under_its_name(Mode mode)
    {
        var request = UtilitiesRequests.Upload("cluster", Rec, "ä b.txt", UploadSource.FromBytes("content"u8.ToArray(), "x"));

        var text = Encoding.UTF8.GetString(SentRequest.Bytes(request.Content!(), mode));

        (request.Method.Method, request.Path.ToString(), request.Kind).Should().Be(("POST", "utilities/upload", OperationKind.IdempotentWrite));
        text.Should().MatchRegex("(?s)name=\"targetPath\"\r\n\r\n/home/test1/rec\r\n.*name=\"file\"; filename=\"ä b.txt\"\r\n\r\ncontent\r\n");
    }

    [Theory]
    [InlineData(Rec, "hello.txt")]
    [InlineData("/home/ä", "☃ b")]
    public void What_is_around_the_file_of_an_upload_is_known_before(string directory, string name)
    {
        var whole = SentRequest.Bytes(UtilitiesRequests.Upload("cluster", directory, name, UploadSource.FromBytes(new byte[1000], "x")).Content!(), Mode.Sync);

        UtilitiesRequests.GetUploadOverhead(directory, name).Should().Be(whole.Length - 1000);
    }

    [Theory]
    [InlineData('<'), InlineData('>'), InlineData('|'), InlineData(';'), InlineData('"'), InlineData('&'), InlineData('\\'), InlineData('('), InlineData(')'), InlineData('`'), InlineData('\'')]
    [InlineData('\n'), InlineData('\t'), InlineData('\u007f')]
    public void A_path_that_the_server_refuses_is_refused_before(char character)
    {
        foreach (var request in Requests($"/home/a{character}b"))
        {
            request.Should().Throw<ArgumentException>();
        }
    }

    [Theory]
    [InlineData('$'), InlineData('*'), InlineData('?'), InlineData('['), InlineData(']'), InlineData('#'), InlineData('%'), InlineData('+'), InlineData(' '), InlineData('ä'), InlineData('~')]
    public void Any_other_path_is_sent(char character)
    {
        foreach (var request in Requests($"/home/a{character}b"))
        {
            var sent = request();

            sent.Parameters.Concat(sent.Content is null ? [] : [sent.Text(), WebUtility.UrlDecode(sent.Text())]).Should().ContainMatch($"*/home/a{(character is '*' or '?' ? "?" : character.ToString())}b*");
        }
    }

    [Fact]
    public void A_page_counts_from_one()
    {
        foreach (var options in new UtilitiesListOptions[] { new() { PageSize = 0 }, new() { PageSize = -1 }, new() { PageSize = 10, PageNumber = 0 } })
        {
            FluentActions.Invoking(() => UtilitiesRequests.List("cluster", "/home", options)).Should().Throw<ArgumentException>().WithMessage("*counts from 1*");
        }
    }

    [Fact]
    public void An_extraction_says_its_type_under_both_names()
    {
        Fields(Of(UtilitiesRequests.Extract("cluster", "/a.tgz", "/d", ArchiveType.Bzip2))).Should().Contain("type=.bz2").And.Contain("extension=.bz2");
        Fields(Of(UtilitiesRequests.Extract("cluster", "/a.tgz", "/d", default))).Should().Contain("type=auto").And.Contain("extension=auto");
    }

    [Fact]
    public void What_cannot_be_meant_is_refused()
    {
        FluentActions.Invoking(() => UtilitiesRequests.ChangeOwner("cluster", "/f", "", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.ChangeOwner("cluster", "/f", "-R", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.ChangeMode("cluster", "/f", "--reference=/etc/passwd")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.Head("cluster", "/f", new() { Grep = "a;b" })).Should().Throw<ArgumentException>().WithMessage("*contains ;*");
        FluentActions.Invoking(() => UtilitiesRequests.Upload("cluster", "/d", "a/b", UploadSource.FromBytes(new byte[1], "x"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.Upload("cluster", "/d", "a&b", UploadSource.FromBytes(new byte[1], "x"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.Stat(" ", "/f", false)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => UtilitiesRequests.Compress("cluster", "/d/-rf", "/d/a.tgz", false)).Should().Throw<ArgumentException>().WithMessage("*option*");
    }

    [Fact]
    public void The_system_is_named_in_a_header()
        => UtilitiesRequests.Stat("cluster", "/f", false).Headers.Single().Should().Be(KeyValuePair.Create("X-Machine-Name", "cluster"));

    private static SentRequest Of<T>(ApiRequest<T> request) => SentRequest.Of(request);

    private static IEnumerable<string> Fields(SentRequest request) => request.Content is null ? [] : Fields(request.Text());

    private static IEnumerable<string> Fields(string form)
        => [.. form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => WebUtility.UrlDecode(field)).Order(StringComparer.Ordinal)!];
}
