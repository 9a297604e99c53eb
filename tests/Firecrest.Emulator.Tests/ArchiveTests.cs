using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class ArchiveTests
{
    private const string Home = "/home/fireuser";

    [Fact]
    public async Task The_recorded_archive_operations_get_the_recorded_answers()
    {
        await using var server = await TestServer.Start(Recording.Options);
        Write(server, Home + "/fs/a/hello.txt", "hello");
        Write(server, Home + "/fs/b/other.txt", "other");
        Directory.CreateDirectory(server.Emulator.GetLocalPath(Home + "/fs/ex"));
        string[] names =
        [
            "compress-gzip", "compress-xz", "compress-bad-compression", "compress-match-pattern", "compress-missing-source", "extract",
            "extract-to-a-missing-directory", "extract-with-the-wrong-compression",
        ];
        var differences = new List<string>();

        foreach (string name in names)
        {
            differences.AddRange(await Recording.Compare(server, "v2/filesystem/" + name));
        }

        differences.Should().BeEmpty();
        server.Read(Home + "/fs/ex/a/hello.txt").Should().Be("hello");
        Names(server, Home + "/fs/match.tar.gz").Should().Equal(["./fs/a/hello.txt"], "find starts in the folder around the source");
    }

    [Theory]
    [InlineData("none", "none")]
    [InlineData("gzip", "gzip")]
    [InlineData("bzip2", "bzip2")]
    [InlineData("xz", "xz")]
    [InlineData("gzip", "none")]
    [InlineData("bzip2", "none")]
    [InlineData("xz", "none")]
    public async Task What_was_packed_is_unpacked_again(string packed, string unpacked)
    {
        await using var server = await TestServer.Start();
        Write(server, Home + "/a/deep/file", "content");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(Home + "/a/link"), "deep/file");
        File.SetUnixFileMode(server.Emulator.GetLocalPath(Home + "/a/deep/file"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateDirectory(server.Emulator.GetLocalPath(Home + "/out"));

        (await Archive(server, "compress", Home + "/a", Home + "/a.tar", new() { ["compression"] = packed })).Status.Should().Be(204);
        Answer answer = await Archive(server, "extract", Home + "/a.tar", Home + "/out", new() { ["compression"] = unpacked });

        answer.Status.Should().Be(204, answer.Text);
        server.Read(Home + "/out/a/deep/file").Should().Be("content");
        File.GetUnixFileMode(server.Emulator.GetLocalPath(Home + "/out/a/deep/file")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        new FileInfo(server.Emulator.GetLocalPath(Home + "/out/a/link")).LinkTarget.Should().Be("deep/file");
    }

    [Fact]
    public async Task Links_are_followed_on_demand_and_never_out_of_the_root_folder()
    {
        await using var server = await TestServer.Start();
        Write(server, Home + "/elsewhere/file", "inside");
        Write(server, Home + "/a/plain", "plain");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(Home + "/a/in"), Home + "/elsewhere/file");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(Home + "/a/out"), "/etc/passwd");

        Answer answer = await Archive(server, "compress", Home + "/a", Home + "/a.tgz", new() { ["dereference"] = true });

        answer.Status.Should().Be(404);
        answer.Message.Should().Be(
            "Remote process failed with exit status:2 and error message:tar: a/out: Cannot stat: No such file or directory\n"
            + "tar: Exiting with failure status due to previous errors");
        Entries(server, Home + "/a.tgz").Should().Equal("a/ Directory", "a/in RegularFile", "a/plain RegularFile");
    }

    [Fact]
    public async Task An_archive_cannot_write_outside_of_the_root_folder()
    {
        await using var server = await TestServer.Start();
        string outside = Directory.CreateTempSubdirectory().FullName;
        string folder = server.Emulator.GetLocalPath(Home + "/x");
        Directory.CreateDirectory(folder);
        using (var stream = new GZipStream(File.Create(folder + "/evil.tgz"), CompressionLevel.Fastest))
        using (var tar = new TarWriter(stream))
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "door") { LinkName = outside });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "door/file") { DataStream = new MemoryStream([1]) });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, outside + "/absolute") { DataStream = new MemoryStream([1]) });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "../../../../dots") { DataStream = new MemoryStream([1]) });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "good") { DataStream = new MemoryStream([1]) });
        }

        Answer answer = await Archive(server, "extract", Home + "/x/evil.tgz", Home + "/x", []);

        answer.Message.Should().Contain("Member name contains '..'").And.Contain("tar: door/file: Cannot open:");
        Directory.EnumerateFileSystemEntries(outside).Should().BeEmpty();
        File.Exists(folder + "/good").Should().BeTrue();
        File.Exists(folder + outside + "/absolute").Should().BeTrue("the slash at the start goes");
        Directory.Delete(outside);
    }

    [Fact]
    public async Task A_compression_that_takes_too_long_is_answered_as_recorded_and_leaves_a_part()
    {
        await using var server = await TestServer.Start(new() { SystemNames = ["cluster-slurm-s3"], TimeProvider = new InstantTime { LimitsStrikeAtOnce = true } });
        Directory.CreateDirectory(server.Emulator.GetLocalPath(Home + "/fs"));
        using (FileStream sparse = File.Create(server.Emulator.GetLocalPath(Home + "/fs/sparse")))
        {
            sparse.SetLength(30_000_000_000);
        }

        (await Recording.Compare(server, "v2/limits/lax-compress-of-a-30-gb-file")).Should().BeEmpty();

        (await server.Ops("stat", Home + "/fs/sparse.tgz")).Json["output"]!["size"]!.GetValue<long>().Should().BeLessThan(30_000_000);
    }

    [Theory]
    [InlineData("compress", "/home/fireuser/a", "/home/fireuser/none/a.tgz", 404, "tar (child): /home/fireuser/none/a.tgz: Cannot open: No such file or directory")]
    [InlineData("extract", "/home/fireuser/none.tgz", "/home/fireuser", 404, "tar (child): /home/fireuser/none.tgz: Cannot open: No such file or directory")]
    [InlineData("extract", "/home/fireuser/a", "/home/fireuser", 500, "gzip: stdin: not in gzip format")]
    [InlineData("compress", "/home/fireuser/a", "/scratch/a.tgz", 403, "Cannot open: Permission denied")]
    [InlineData("compress", "/home/fireuser/it's", "/home/fireuser/a.tgz", 500, "unexpected EOF while looking for matching")]
    [InlineData("compress", "/etc/passwd", "/home/fireuser/a.tgz", 400, "does not match any of the defined filesystem paths")]
    public async Task What_tar_cannot_do_is_told_in_its_words(string operation, string source, string target, int status, string message)
    {
        await using var server = await TestServer.Start();
        Write(server, Home + "/a", "no archive");

        Answer answer = await Archive(server, operation, source, target, []);

        answer.Status.Should().Be(status);
        answer.Message.Should().Contain(message);
    }

    internal static void Write(TestServer server, string path, string text)
    {
        string local = server.Emulator.GetLocalPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(local)!);
        File.WriteAllText(local, text);
    }

    internal static IReadOnlyList<string> Names(TestServer server, string path) => [.. Entries(server, path).Select(entry => entry.Split(' ')[0])];

    private static List<string> Entries(TestServer server, string path)
    {
        var entries = new List<string>();
        using var tar = new TarReader(new GZipStream(File.OpenRead(server.Emulator.GetLocalPath(path)), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            entries.Add($"{entry.Name} {entry.EntryType}");
        }

        return entries;
    }

    private static Task<Answer> Archive(TestServer server, string operation, string source, string target, JsonObject more)
    {
        more["sourcePath"] = source;
        more["targetPath"] = target;
        return server.SendJson(HttpMethod.Post, $"filesystem/{server.System}/ops/{operation}", more.ToJsonString());
    }
}
