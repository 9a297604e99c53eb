using System.Text;

namespace Firecrest.Cli.Tests;

public sealed class FileCommandTests(CliSite site)
{
    [Fact]
    public async Task A_job_on_files_that_failed_is_1()
    {
        var broken = site.WriteRemote("this is no archive", "broken.tar.gz");

        var run = await site.Run("file", "extract", broken, site.MakeRemoteFolder(), "--as-job", "--poll", "50ms", "-o", "json");

        (run.ExitCode, run.ErrorCode, run.Output).Should().Be((1, "REMOTE_FAILED", ""), run.Error);
    }

    [Fact]
    public async Task Names_for_a_program_are_as_they_are_but_on_one_line_each()
    {
        var file = site.WriteRemote("x", "a\u202eend");

        (await site.Run("file", "stat", file, "-o", "id")).Succeeded().Output.Should().Be(file + "\n");
        Output.Printable.OneLine("one\ntwo\r\t\u202e").Should().Be("one\\ntwo\\r\t\u202e");
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_back_byte_by_byte()
    {
        byte[] bytes = [0, 27, (byte)'[', (byte)'3', (byte)'1', (byte)'m', 255, 254, 13, 10, 10];
        var local = Path.Combine(site.Folder, "bytes.bin");
        File.WriteAllBytes(local, bytes);
        var remote = site.MakeRemoteFolder();

        var up = (await site.Run("file", "upload", local, remote + "/", "-o", "json")).Succeeded().Document("transfer");
        up["target"]!.GetValue<string>().Should().Be(remote + "/");
        var cat = (await site.Run("file", "cat", $"{remote}/bytes.bin")).Succeeded();
        cat.Bytes.Should().Equal(bytes);
        var down = (await site.Run("file", "download", $"{remote}/bytes.bin", local + ".back")).Succeeded();
        down.Output.Should().BeEmpty();
        down.Error.Should().BeEmpty();
        File.ReadAllBytes(local + ".back").Should().Equal(bytes);
        (await site.Run("file", "download", $"{remote}/bytes.bin", "-")).Succeeded().Bytes.Should().Equal(bytes);
        (await site.RunWith("from a pipe\n", "file", "upload", "-", $"{remote}/pipe.txt")).Succeeded();
        File.ReadAllText(site.Hpc.GetLocalPath($"{remote}/pipe.txt")).Should().Be("from a pipe\n");
    }

    [Fact]
    public async Task Directories_are_listed_and_their_entries_described()
    {
        var file = site.WriteRemote("one\ntwo\nthree\n", "a [red]b[bold].txt");
        var folder = file[..file.LastIndexOf('/')];

        (await site.Run("file", "ls", folder)).Succeeded().Output.Should().StartWith("MODE").And.Contain("a [red]b[bold].txt", "nothing is taken for markup");
        var entry = (await site.Run("file", "ls", folder, "-o", "json")).Succeeded().Documents("entry").Should().ContainSingle().Subject;
        entry["path"]!.GetValue<string>().Should().Be(file);
        entry["size"]!.GetValue<string>().Should().Be("14");
        var stat = (await site.Run("file", "stat", file, "-o", "json")).Succeeded().Document("stat");
        stat["size"]!.GetValue<long>().Should().Be(14);
        (await site.Run("file", "stat", "--exists", file)).Succeeded().Output.Should().BeEmpty();
        (await site.Run("file", "stat", "--exists", folder + "/no")).ExitCode.Should().Be(3);
        (await site.Run("file", "-s", site.Hpc.SystemName, folder)).Succeeded().Output.Should().Be("directory\n");
        (await site.Run("file", "checksum", file, "-o", "id")).Succeeded().Output.Should().HaveLength(65);
    }

    [Fact]
    public async Task Names_with_control_characters_are_shown_not_sent()
    {
        var file = site.WriteRemote("x", "bell\u0007\u001b[2J.txt");
        var folder = file[..file.LastIndexOf('/')];

        var run = (await site.Run("file", "ls", folder)).Succeeded();

        run.Output.Should().NotContain("\u001b").And.NotContain("\u0007");
    }

    [Fact]
    public async Task Head_and_tail_count_lines_and_bytes_from_both_sides()
    {
        var file = site.WriteRemote("one\ntwo\nthree\n");

        (await site.Run("file", "head", "-n", "1", file)).Succeeded().Output.Should().Be("one\n");
        (await site.Run("file", "head", "--lines", "-1", file)).Succeeded().Output.Should().Be("one\ntwo\n");
        (await site.Run("file", "tail", "-n", "+2", file)).Succeeded().Output.Should().Be("two\nthree\n");
        (await site.Run("file", "tail", "-c", "6", file, "-o", "json")).Succeeded().Document("content")["content"]!.GetValue<string>().Should().Be("three\n");
        (await site.Run("file", "head", "-n", "x", file)).ExitCode.Should().Be(2);
        var part = (await site.Run("head", file, "-n", "2", "--json")).Succeeded().Document("content");
        (part["contentType"]!.GetValue<string>(), part["startPosition"]!.GetValue<long>(), part["endPosition"]!.GetValue<long>()).Should().Be(("lines", 0, 2));
    }

    [Fact]
    public async Task Files_are_made_moved_copied_linked_and_removed()
    {
        var folder = site.MakeRemoteFolder();
        string Local(string name) => site.Hpc.GetLocalPath($"{folder}/{name}");
        File.WriteAllText(Local("a"), "text");

        (await site.Run("file", "mkdir", "-p", $"{folder}/x/y")).Succeeded().Output.Should().BeEmpty();
        (await site.Run("file", "cp", $"{folder}/a", $"{folder}/x/b", "--poll", "50ms", "-o", "json")).Succeeded().Document("action")["action"]!.GetValue<string>().Should().Be("cp");
        (await site.Run("file", "mv", $"{folder}/x/b", $"{folder}/c", "--poll", "50ms")).Succeeded();
        File.ReadAllText(Local("c")).Should().Be("text");
        (await site.Run("file", "ln", "-s", $"{folder}/c", $"{folder}/link")).Succeeded();
        new FileInfo(Local("link")).LinkTarget.Should().NotBeNull();
        (await site.Run("file", "chmod", $"{folder}/c", "600")).Succeeded();
        File.GetUnixFileMode(Local("c")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await site.Run("file", "chown", $"{folder}/c", "--group", "users", "-o", "json")).Succeeded().Document("action");
        (await site.Run("file", "compress", $"{folder}/x", $"{folder}/x.tar.gz", "--poll", "50ms")).Succeeded();
        Directory.CreateDirectory(Local("out"));
        (await site.Run("file", "extract", $"{folder}/x.tar.gz", $"{folder}/out", "--poll", "50ms")).Succeeded();
        Directory.Exists(Local("out/x/y")).Should().BeTrue();

        var refused = await site.Run("file", "rm", $"{folder}/x");
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("--recursive");
        (await site.Run("file", "rm", "-rf", $"{folder}/x", $"{folder}/none", "-o", "json")).Succeeded().Documents("action").Select(one => one["changed"]!.GetValue<bool>()).Should().Equal(true, false);
        Directory.Exists(Local("x")).Should().BeFalse();
        (await site.Run("file", "rm", $"{folder}/none")).ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_failure_that_is_told()
    {
        var file = site.WriteRemote(new string('x', 3_000_000));
        string[] shell = ["bash", "-c", "\"$@\" | head -c 1; code=${PIPESTATUS[0]}; echo; echo \"$code\"", "bash", .. CliProcess.Program, "file", "cat", file];

        using var process = CliProcess.StartOpen(site.Environment(), shell);
        var run = await process.End();

        run.Output.Should().Be("x\n141\n");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Bad_modes_and_missing_owners_are_usage_errors()
    {
        (await site.Run("file", "chmod", "/home/x", "u+x", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "chown", "/home/x", "-o", "json")).ErrorCode.Should().Be("USAGE");
        (await site.Run("file", "ls", "relative", "-o", "json")).ErrorDocument["message"]!.GetValue<string>().Should().Contain("absolute").And.NotContain("Parameter");
        Encoding.UTF8.GetByteCount((await site.Run("file")).Output).Should().Be(0);
    }
}
