namespace Firecrest.Emulator.Tests;

public sealed class PathEscapeTests
{
    [Theory]
    [InlineData("/etc/passwd", 400)]
    [InlineData("/home/../etc/passwd", 400)]
    [InlineData("/home/../../../../etc/passwd", 400)]
    [InlineData("/../etc/passwd", 400)]
    [InlineData("/homestead/x", 400)]
    [InlineData("home/x", 400)]
    [InlineData("/home/fireuser/../../home/fireuser/none", 404)]
    [InlineData("/home/fireuser/nul\0/x", 404)]
    public async Task A_path_cannot_leave_the_file_systems(string path, int status)
    {
        await using var server = await TestServer.Start();

        foreach (string operation in (string[])["ls", "stat", "head", "tail", "view", "download", "checksum"])
        {
            (await server.Ops(operation, path)).Status.Should().Be(status, operation);
        }
    }

    [Theory]
    [InlineData("{outside}/secret")]
    [InlineData("../../../../../../../../../../../../{outside}/secret")]
    [InlineData("/etc/passwd")]
    public async Task A_link_to_a_file_outside_of_the_root_leads_nowhere(string target)
    {
        await using var outside = new OutsideFolder();
        await using var server = await TestServer.Start();
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/link"), target.Replace("{outside}", outside.Path, StringComparison.Ordinal));

        foreach (string operation in (string[])["head", "tail", "view", "download", "checksum"])
        {
            (await server.Ops(operation, server.Home + "/link")).Status.Should().Be(404, operation);
        }

        (await server.Ops("ls", server.Home + "/link", "&dereference=true")).Status.Should().Be(404);
        (await server.Ops("stat", server.Home + "/link", "&dereference=true")).Status.Should().Be(404);
        (await server.Ops("ls", server.Home + "/link")).Json["output"]![0]!["type"]!.ToString().Should().Be("l");
    }

    [Fact]
    public async Task A_link_to_a_folder_outside_of_the_root_can_be_neither_read_nor_written_nor_emptied()
    {
        await using var outside = new OutsideFolder();
        await using var server = await TestServer.Start();
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/link"), outside.Path);
        string link = server.Home + "/link";

        (await server.Ops("ls", link + "/")).Json["output"]![0]!["type"]!.ToString().Should().Be("l");
        (await server.Ops("ls", link, "&dereference=true")).Status.Should().Be(404);
        (await server.Ops("head", link + "/secret")).Status.Should().Be(404);
        (await server.Upload(link, "new", "x"u8.ToArray())).Status.Should().Be(404);
        string folder = $$"""{"path": "{{link}}/new", "parent": true}""";
        (await server.SendJson(HttpMethod.Post, $"filesystem/{server.System}/ops/mkdir", folder)).Status.Should().Be(400);
        (await server.Delete($"filesystem/{server.System}/ops/rm?path={link}/secret")).Status.Should().Be(404);
        (await server.Delete($"filesystem/{server.System}/ops/rm?path={link}")).Status.Should().Be(204);
        Directory.GetFileSystemEntries(outside.Path).Should().ContainSingle();
    }

    [Fact]
    public async Task The_target_of_a_link_is_a_remote_path()
    {
        await using var server = await TestServer.Start();
        await server.Upload(server.Home, "file", "text"u8.ToArray());
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/absolute"), server.Home + "/file");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath("/scratch/fireuser/relative"), "../../home/fireuser/file");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/local"), server.Emulator.GetLocalPath(server.Home + "/file"));

        (await server.Ops("download", server.Home + "/absolute")).Text.Should().Be("text");
        (await server.Ops("download", "/scratch/fireuser/relative")).Text.Should().Be("text");
        (await server.Ops("download", server.Home + "/local")).Text.Should().Be("text");
        (await server.Ops("ls", server.Home + "/local")).Json["output"]![0]!["linkTarget"]!.ToString().Should().Be(server.Home + "/file");
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        await using var server = await TestServer.Start();
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/a"), "b");
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/b"), "a");

        Answer answer = await server.Ops("head", server.Home + "/a");

        answer.Status.Should().Be(500);
        answer.Message.Should().EndWith("Too many levels of symbolic links");
    }

    [Theory]
    [InlineData("../../../../../../../../tmp/evil")]
    [InlineData("../../evil")]
    [InlineData("../../var/spool/evil")]
    public async Task An_uploaded_name_with_folders_stays_inside_of_the_root(string name)
    {
        await using var server = await TestServer.Start();
        string real = Path.GetFullPath(server.Emulator.GetLocalPath(server.Home) + "/" + name);

        await server.Upload(server.Home, name, "x"u8.ToArray());

        (real.StartsWith(server.Emulator.RootFolder, StringComparison.Ordinal) || !File.Exists(real)).Should().BeTrue();
        File.Exists("/tmp/evil").Should().BeFalse();
    }

    [Fact]
    public async Task Output_of_a_job_does_not_follow_a_link_out_of_the_root()
    {
        await using var outside = new OutsideFolder();
        await using var server = await TestServer.Start();
        File.CreateSymbolicLink(server.Emulator.GetLocalPath(server.Home + "/out"), outside.Path + "/new");

        string id = await server.Submit("echo x", new() { ["standardOutput"] = "out" });

        TestServer.StateOf(await server.WaitForEnd(id)).Should().Be("FAILED");
        File.Exists(outside.Path + "/new").Should().BeFalse();
    }

    [Fact]
    public async Task A_local_path_is_always_inside_of_the_root()
    {
        await using var server = await TestServer.Start();

        server.Emulator.GetLocalPath("/home/../../../etc").Should().Be(server.Emulator.RootFolder + "/etc");
        server.Emulator.Invoking(emulator => emulator.GetLocalPath("etc")).Should().Throw<ArgumentException>();
    }

    /// <summary>A folder that the emulator has no business with.</summary>
    private sealed class OutsideFolder : IAsyncDisposable
    {
        public OutsideFolder() => File.WriteAllText(Path + "/secret", "secret");

        public string Path { get; } = Directory.CreateTempSubdirectory("outside-").FullName;

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
