using System.Text.Json.Nodes;
using Firecrest.Client.Http;
using Firecrest.Client.V2;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>The file operations beyond reading: what they send and refuse, and what recorded answers are read as.</summary>
public sealed class FilesystemRequestsTests
{
    private const string Ssh = "cluster-slurm-s3";
    private const string Hello = "/home/fireuser/fs/hello.txt";

    public static TheoryData<string, Type, string> RecordedErrors => new()
    {
        { "checksum-of-a-directory", typeof(FirecrestApiException), "command_failed" },
        { "checksum-of-a-file-with-spaces-in-its-name", typeof(FirecrestApiException), "command_failed" },
        { "chmod-bad-mode", typeof(FirecrestApiException), "command_failed" },
        { "chmod-not-the-owner", typeof(FirecrestPermissionException), "permission_denied" },
        { "chown-to-an-unknown-group", typeof(FirecrestApiException), "command_failed" },
        { "chown-to-an-unknown-user", typeof(FirecrestApiException), "command_failed" },
        { "chown-to-another-user", typeof(FirecrestPermissionException), "permission_denied" },
        { "compress-missing-source", typeof(FirecrestNotFoundException), "not_found" },
        { "extract-to-a-missing-directory", typeof(FirecrestNotFoundException), "not_found" },
        { "extract-with-the-wrong-compression", typeof(FirecrestApiException), "command_failed" },
        { "symlink-exists", typeof(FirecrestAlreadyExistsException), "already_exists" },
    };

    [Theory, MemberData(nameof(RecordedErrors))]
    public async Task A_recorded_refusal_becomes_the_exception_for_it(string name, Type type, string code)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => Fixture.Load("v2/filesystem/" + name).ToResponse());
            using var client = TestClient.Create(handler, retry: new RetryOptions { MaxRetries = 0 });

            var failure = (await FluentActions.Awaiting(() => Send(mode, client.V2.Filesystem, name)).Should().ThrowAsync<FirecrestApiException>()).Which;

            failure.GetType().Should().Be(type);
            failure.ErrorCode.Should().Be(new FirecrestErrorCode(code));
            failure.MayHaveExecuted.Should().BeFalse();
            handler.Requests.Should().ContainSingle();
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_command_that_ran_into_the_time_limit_may_have_changed_something_and_is_not_repeated(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/limits/lax-compress-of-a-30-gb-file").ToResponse());
        using var client = TestClient.Create(handler);

        foreach (var name in new[] { "compress", "extract", "symlink" })
        {
            (await FluentActions.Awaiting(() => Send(mode, client.V2.Filesystem, name)).Should().ThrowAsync<FirecrestCommandTimeoutException>())
                .Which.MayHaveExecuted.Should().BeTrue(name);
        }

        handler.Requests.Should().HaveCount(3);
    }

    [Theory, SyncAndAsync]
    public async Task Recorded_answers_are_read(Mode mode)
    {
        var sum = await Answer(mode, "checksum", files => files.Checksum(Ssh, Hello), files => files.ChecksumAsync(Ssh, Hello));
        var type = await Answer(mode, "file", files => files.GetFileType(Ssh, Hello), files => files.GetFileTypeAsync(Ssh, Hello));
        var none = await Answer(mode, "file-missing", files => files.GetFileType(Ssh, Hello), files => files.GetFileTypeAsync(Ssh, Hello));
        var changed = await Answer(mode, "chmod", files => files.ChangeMode(Ssh, Hello, "640"), files => files.ChangeModeAsync(Ssh, Hello, "640"));
        var given = await Answer(mode, "chown-group", files => files.ChangeOwner(Ssh, Hello, null, "project1"), files => files.ChangeOwnerAsync(Ssh, Hello, null, "project1"));
        var link = await Answer(
            mode, "symlink-outside-the-file-systems", files => files.CreateSymbolicLink(Ssh, Hello, "/tmp/f7tlink"), files => files.CreateSymbolicLinkAsync(Ssh, Hello, "/tmp/f7tlink"));

        sum.Should().Be(new FileChecksum("SHA256", "35ed0935e861c8bd9af055a55c113eecfd4664e45ba53777aeb6cd8baba20721"));
        type.Should().Be("Unicode text, UTF-8 text");
        none.Should().Be("cannot open `/home/fireuser/fs/none' (No such file or directory)");
        changed.Path.Should().Be(Hello);
        changed.Permissions.Should().Be("rw-r-----");
        changed.Size.Should().Be(561);
        given.Group.Should().Be("project1");
        link.Path.Should().Be("/tmp/f7tlink");
        link.Type.Should().Be(FileType.SymbolicLink);
        link.LinkTarget.Should().Be(Hello);
    }

    [Theory, SyncAndAsync]
    public async Task Answers_without_a_body_are_successes(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/filesystem/compress-gzip").ToResponse());
        using var client = TestClient.Create(handler);

        foreach (var name in new[] { "compress", "extract" })
        {
            await FluentActions.Awaiting(() => Send(mode, client.V2.Filesystem, name)).Should().NotThrowAsync();
        }
    }

    [Fact]
    public void A_sum_of_a_name_with_backslashes_is_read_without_the_mark_of_sha256sum()
        => Recorded.Change("filesystem/checksum", FilesystemRequests.Checksum(Ssh, Hello), ("\"35ed", "\"\\\\35ed")).Value.Should().StartWith("35ed");

    [Theory]
    [InlineData("/a.tar", null, null, false, """{"sourcePath":"/s","targetPath":"/a.tar","dereference":false,"compression":"none"}""")]
    [InlineData("/a.tgz", null, null, true, """{"sourcePath":"/s","targetPath":"/a.tgz","dereference":true,"compression":"gzip"}""")]
    [InlineData("/a.tar.BZ2", null, null, false, """{"sourcePath":"/s","targetPath":"/a.tar.BZ2","dereference":false,"compression":"bzip2"}""")]
    [InlineData("/a.txz", null, null, false, """{"sourcePath":"/s","targetPath":"/a.txz","dereference":false,"compression":"xz"}""")]
    [InlineData("/backup", null, null, false, """{"sourcePath":"/s","targetPath":"/backup","dereference":false,"compression":"gzip"}""")]
    [InlineData("/a.tar", CompressionType.Xz, null, false, """{"sourcePath":"/s","targetPath":"/a.tar","dereference":false,"compression":"xz"}""")]
    [InlineData("/a.tgz", null, @".*\.txt", false, """{"sourcePath":"/s","targetPath":"/a.tgz","matchPattern":".*\\.txt","dereference":false,"compression":"gzip"}""")]
    public void A_compression_goes_by_the_name_of_the_archive(string target, CompressionType? compression, string? pattern, bool dereference, string body)
    {
        var sent = SentRequest.Of(FilesystemRequests.Compress("daint", "/s", target, new() { Compression = compression, MatchPattern = pattern, Dereference = dereference }));

        sent.Method.Should().Be("POST");
        sent.Path.Should().Be("filesystem/daint/ops/compress");
        sent.Kind.Should().Be(OperationKind.OnceOnly);
        JsonNode.DeepEquals(sent.Json(), JsonNode.Parse(body)).Should().BeTrue("{0} is to be {1}", sent.Text(), body);
    }

    [Theory]
    [InlineData("/a.tar", null, "none")]
    [InlineData("/a.tar.xz", null, "xz")]
    [InlineData("/a.tar.gz", CompressionType.Bzip2, "bzip2")]
    [InlineData("/a", null, "gzip")]
    public void An_extraction_goes_by_the_name_of_the_archive(string archive, CompressionType? compression, string word)
    {
        var sent = SentRequest.Of(FilesystemRequests.Extract("daint", archive, "/t", compression));

        sent.Path.Should().Be("filesystem/daint/ops/extract");
        sent.Kind.Should().Be(OperationKind.OnceOnly);
        sent.Text().Should().Be($$"""{"sourcePath":"{{archive}}","targetPath":"/t","compression":"{{word}}"}""");
    }

    [Theory]
    [InlineData("me", null, "me", "")]
    [InlineData(null, "project1", "", "project1")]
    [InlineData("me", "a_b.c@d-e", "me", "a_b.c@d-e")]
    [InlineData("1000", "", "1000", "")]
    public void An_owner_a_group_or_both_are_given(string? owner, string? group, string sentOwner, string sentGroup)
    {
        var sent = SentRequest.Of(FilesystemRequests.ChangeOwner("daint", "/f", owner, group));

        sent.Kind.Should().Be(OperationKind.IdempotentWrite);
        sent.Text().Should().Be($$"""{"sourcePath":"/f","owner":"{{sentOwner}}","group":"{{sentGroup}}"}""");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("a b", null)]
    [InlineData("a:b", null)]
    [InlineData("it's", null)]
    [InlineData("$(id)", null)]
    [InlineData("-R", null)]
    [InlineData("me", "a;b")]
    [InlineData("me", "--reference=x")]
    [InlineData(null, "`id`")]
    public void An_owner_that_is_no_name_is_refused(string? owner, string? group)
        => FluentActions.Invoking(() => FilesystemRequests.ChangeOwner("daint", "/f", owner, group)).Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("640")]
    [InlineData("02750")]
    [InlineData("u+x,go-w")]
    [InlineData("a=rX")]
    public void A_mode_is_sent_as_it_is(string mode)
    {
        var sent = SentRequest.Of(FilesystemRequests.ChangeMode("daint", "/f", mode));

        sent.Kind.Should().Be(OperationKind.IdempotentWrite);
        sent.Json()!["mode"]!.GetValue<string>().Should().Be(mode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-R")]
    [InlineData("-x")]
    [InlineData("640 /etc")]
    [InlineData("640'; id; '")]
    [InlineData("$x")]
    [InlineData("`id`")]
    [InlineData("6\n0")]
    public void A_mode_that_could_be_more_than_a_mode_is_refused(string mode)
        => FluentActions.Invoking(() => FilesystemRequests.ChangeMode("daint", "/f", mode)).Should().Throw<ArgumentException>().WithParameterName(nameof(mode));

    [Theory]
    [InlineData("it's")]
    [InlineData("say \"hi\"")]
    [InlineData("$HOME")]
    [InlineData("`id`")]
    [InlineData(@"a\\b")]
    [InlineData("a\nb")]
    public void A_pattern_that_could_run_is_refused(string pattern)
        => FluentActions.Invoking(() => Compress("/s", "/a.tgz", pattern)).Should().Throw<ArgumentException>().WithMessage("The MatchPattern * could run as a command.*");

    [Theory]
    [InlineData("/a b")]
    [InlineData("/a;id")]
    [InlineData("/$HOME")]
    [InlineData("/`id`")]
    [InlineData("/a*")]
    [InlineData("/a&b")]
    [InlineData("/a(b)")]
    public void A_directory_that_the_shell_would_take_apart_is_refused_with_a_pattern_only(string source)
    {
        FluentActions.Invoking(() => Compress(source, "/a.tgz", ".*")).Should().Throw<ArgumentException>().WithMessage($"The path {source} contains a character*");
        FluentActions.Invoking(() => Compress(source, "/a.tgz", null)).Should().NotThrow();
    }

    [Theory]
    [InlineData("/w/-rf")]
    [InlineData("/--checkpoint-action=exec=id")]
    public void A_name_that_tar_would_take_for_an_option_is_not_compressed(string source)
        => FluentActions.Invoking(() => Compress(source, "/a.tgz", null)).Should().Throw<ArgumentException>().WithMessage("*option*");

    [Theory]
    [InlineData("/a.tar")]
    [InlineData("/a.tar.xz")]
    public void A_pattern_goes_with_gzip_only(string target)
        => FluentActions.Invoking(() => Compress("/s", target, ".*")).Should().Throw<ArgumentException>().WithMessage("*always compresses by gzip*.tar.gz*");

    [Fact]
    public void A_compression_that_is_none_is_refused()
        => FluentActions.Invoking(() => FilesystemRequests.Extract("daint", "/a", "/t", (CompressionType)77)).Should().Throw<ArgumentOutOfRangeException>();

    private static ApiRequest<NoContent> Compress(string source, string target, string? pattern)
        => FilesystemRequests.Compress("daint", source, target, new() { MatchPattern = pattern });

    /// <summary>The request that was recorded under a name, or one like it.</summary>
    private static Task Send(Mode mode, FilesystemClient files, string name) => name.Split('-')[0] switch
    {
        "checksum" => mode.Run(() => files.Checksum(Ssh, Hello), () => files.ChecksumAsync(Ssh, Hello)),
        "chmod" => mode.Run(() => files.ChangeMode(Ssh, Hello, "9x"), () => files.ChangeModeAsync(Ssh, Hello, "9x")),
        "chown" => mode.Run(() => files.ChangeOwner(Ssh, Hello, "nobodyatall"), () => files.ChangeOwnerAsync(Ssh, Hello, "nobodyatall")),
        "symlink" => mode.Run(() => files.CreateSymbolicLink(Ssh, Hello, "/l"), () => files.CreateSymbolicLinkAsync(Ssh, Hello, "/l")),
        "compress" => mode.Run(() => files.Compress(Ssh, Hello, "/a.tgz"), () => files.CompressAsync(Ssh, Hello, "/a.tgz")),
        "extract" => mode.Run(() => files.Extract(Ssh, "/a.tgz", "/t"), () => files.ExtractAsync(Ssh, "/a.tgz", "/t")),
        _ => throw new ArgumentException(name),
    };

    private static async Task<T> Answer<T>(Mode mode, string name, Func<FilesystemClient, T> sync, Func<FilesystemClient, Task<T>> async)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/filesystem/" + name).ToResponse());
        using var client = TestClient.Create(handler);
        return await mode.Run(() => sync(client.V2.Filesystem), () => async(client.V2.Filesystem));
    }
}
