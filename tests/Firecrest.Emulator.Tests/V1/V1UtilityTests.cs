using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1UtilityTests
{
    private const string Folder = "/home/test1/rec";

    // In the order of the recording, since each builds on those before.
    private static readonly string[] Recorded =
    [
        "whoami", "whoami-user-that-does-not-exist-on-the-system", "whoami-system-that-is-down", "whoami-system-refused-by-the-authorization-server",
        "no-x-machine-name", "unknown-machine", "unknown-machine-ls", "mkdir", "mkdir-again", "mkdir-with-parents", "mkdir-without-parents",
        "mkdir-p-false", "mkdir-no-permission", "mkdir-no-targetpath", "mkdir-empty-targetpath", "mkdir-forbidden-character", "mkdir-apostrophe",
        "mkdir-parentheses", "mkdir-blank-and-unicode", "upload", "upload-under-another-name", "upload-empty-file", "upload-target-directory-missing",
        "upload-no-permission", "upload-target-is-a-file", "upload-without-file", "upload-forbidden-character-in-the-file-name", "upload-of-5-mib",
        "upload-just-below-the-limit", "ls", "ls-recursive", "ls-not-listing-only", "ls-paging", "ls-of-a-file", "ls-of-an-empty-directory",
        "ls-path-missing", "ls-no-permission", "ls-no-targetpath", "symlink", "symlink-exists", "symlink-no-linkpath", "symlink-no-permission",
        "ls-shows-the-link-target", "ls-follow-links", "chmod", "chmod-invalid-mode", "chmod-no-mode", "chmod-path-missing", "chown-unknown-user",
        "chown-unknown-group", "chown-neither", "copy", "copy-source-missing", "copy-target-directory-missing", "copy-no-sourcepath", "rename",
        "rename-source-missing", "rename-target-directory-missing", "file", "file-of-a-directory", "file-path-missing", "stat", "stat-of-a-link",
        "stat-of-a-link-dereference", "stat-path-missing", "checksum", "checksum-of-a-directory", "checksum-path-missing", "view", "view-path-missing",
        "view-directory", "head", "head-bytes", "head-skip-ending", "head-bytes-and-lines", "head-invalid-number", "head-with-grep",
        "head-with-grep-no-match", "head-path-missing", "tail", "tail-skip-beginning", "tail-bytes", "tail-with-grep-no-match", "tail-of-a-binary-file",
        "download", "download-of-an-empty-file", "download-name-with-blank", "download-path-missing", "download-of-a-directory",
        "download-with-targetpath-instead-of-sourcepath", "download-without-a-path", "compress", "compress-with-dereference", "compress-source-missing",
        "extract", "extract-with-type", "extract-unknown-type", "extract-not-an-archive", "extract-source-missing", "extract-target-directory-missing",
        "rm-a-file", "rm-path-missing", "rm-targetpath-in-the-query-string-is-not-read", "rm-a-directory",
    ];

    [Fact]
    public async Task The_recorded_requests_get_the_recorded_answers()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local("/root"), UnixFileMode.None);
        var differences = new List<string>();
        foreach (string name in Recorded)
        {
            differences.AddRange(await V1Recording.Compare(server, "utilities/" + name));
        }

        File.SetUnixFileMode(server.Local("/root"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("unreachable/whoami")]
    [InlineData("unreachable/upload")]
    public async Task A_machine_that_cannot_be_reached_is_answered_as_recorded(string name)
    {
        await using var server = await V1TestServer.Start();

        (await V1Recording.Compare(server, name)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(3931136, true)]
    [InlineData(3932160, false)]
    public async Task A_download_fails_from_three_quarters_of_the_limit_on(int size, bool works)
    {
        await using var server = await V1TestServer.Start();
        server.Put("/home/test1/lim/f40", new string('x', size));

        Answer answer = await server.Get("/utilities/download?sourcePath=/home/test1/lim/f40");

        if (works)
        {
            answer.Status.Should().Be(200);
            answer.Bytes.Length.Should().Be(size);
        }
        else
        {
            V1Recording.Differences("utilities/download-of-4-mib", answer).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_with_its_own_header()
    {
        await using var server = await V1TestServer.Start();
        server.Put("/home/test1/big", new string('x', (5 * 1024 * 1024) + 1));

        V1Recording.Differences("utilities/download-over-the-limit", await server.Get("/utilities/download?sourcePath=/home/test1/big")).Should().BeEmpty();
        V1Recording.Differences("utilities/view-over-the-limit", await server.Get("/utilities/view?targetPath=/home/test1/big")).Should().BeEmpty();
    }

    [Fact]
    public async Task View_gives_ten_lines()
    {
        await using var server = await V1TestServer.Start();
        server.Put("/home/test1/lines", string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}\n")));

        Answer answer = await server.Get("/utilities/view?targetPath=/home/test1/lines");

        answer.Json["output"]!.ToString().Should().Be("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");
    }

    [Theory]
    [InlineData(false, "\\303\\244 b \\342\\230\\203")]
    [InlineData(true, "ä b ☃")]
    public async Task Names_beyond_ascii_are_escaped_unless_told_otherwise(bool unicode, string expected)
    {
        var options = V1TestServer.Options with { V1 = V1TestServer.Options.V1 with { ShowsUnicodeNames = unicode } };
        await using var server = await V1TestServer.Start(options);
        server.Put("/home/test1/more/ä b ☃", "");

        Answer answer = await server.Get("/utilities/ls?targetPath=/home/test1/more");

        answer.Json["output"]![0]!["name"]!.ToString().Should().Be(expected);
        (await V1Recording.Compare(server, "utilities/ls-of-an-octal-escaped-name")).Should().BeEmpty();
    }

    [Fact]
    public async Task Names_with_odd_characters_work_as_recorded()
    {
        await using var server = await V1TestServer.Start();
        Directory.CreateDirectory(server.Local("/home/test1/more"));

        (await V1Recording.Compare(server, "utilities/mkdir-with-odd-characters")).Should().BeEmpty();
        (await V1Recording.Compare(server, "utilities/ls-with-odd-characters")).Should().BeEmpty();
    }

    [Fact]
    public async Task Lists_without_order_have_the_folder_and_its_parent()
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/a", "");
        server.Put(Folder + "/.hidden", "");

        Answer plain = await server.Get($"/utilities/ls?targetPath={Folder}&notListing=yes");
        Answer all = await server.Get($"/utilities/ls?targetPath={Folder}&notListing=1&unsorted=TRUE");
        Answer hidden = await server.Get($"/utilities/ls?targetPath={Folder}&showhidden=true&numericUid=true");

        plain.Json["output"]!.ToJsonString().Should().Be("""["\u0022a\u0022"]""");
        all.Json["output"]!.AsArray().Select(name => name!.ToString()).Should().BeEquivalentTo("\".\"", "\"..\"", "\"a\"", "\".hidden\"");
        hidden.Json["output"]!.AsArray().Select(row => row!["name"]!.ToString()).Should().Equal(".hidden", "a");
        hidden.Json["output"]![0]!["user"]!.ToString().Should().MatchRegex("^[0-9]+$");
    }

    [Theory]
    [InlineData("pageSize=1&pageNumber=99")]
    [InlineData("pageSize=1&pageNumber=0")]
    [InlineData("pageSize=0&pageNumber=1")]
    [InlineData("pageSize=x&pageNumber=1")]
    public async Task A_page_that_cannot_be_gives_the_whole_list(string page)
    {
        await using var server = await V1TestServer.Start();
        server.Put(Folder + "/a", "");
        server.Put(Folder + "/b", "");

        (await server.Get($"/utilities/ls?targetPath={Folder}&{page}")).Json["output"]!.AsArray().Count.Should().Be(2);
    }

    [Fact]
    public async Task A_broken_file_system_makes_commands_run_out_of_time()
    {
        await using var server = await V1TestServer.Start();
        server.Emulator.SetHealth("filesystem", false, V1TestServer.Machine);

        V1Recording.Differences("utilities/command-over-its-time", await server.Get("/utilities/checksum?targetPath=/dev/zero")).Should().BeEmpty();
    }

    [Fact]
    public async Task Files_of_one_generation_are_those_of_the_other()
    {
        await using var server = await V1TestServer.Start();
        (await server.Upload("/utilities/upload", "shared.txt", "text"u8.ToArray(), ("targetPath", V1TestServer.Home))).Status.Should().Be(201);

        Answer newer = await server.V2.Get($"filesystem/{V1TestServer.Machine}/ops/head?path=/home/test1/shared.txt");

        newer.Json["output"]!["content"]!.ToString().Should().Be("text");
    }

    [Fact]
    public async Task Whoami_tells_the_groups_when_asked()
    {
        await using var server = await V1TestServer.Start();

        JsonNode output = (await server.Get("/utilities/whoami?groups=true")).Json["output"]!;

        output["user"]!["name"]!.ToString().Should().Be("test1");
        output["groups"]!.AsArray().Count.Should().Be(2);
    }
}
