using System.Text;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

public sealed class FileTests
{
    // Small, so that the limits can be met with small files.
    private static readonly FirecrestEmulatorOptions Small = new() { MaxOpsFileSize = 1024 };

    [Fact]
    public async Task What_was_uploaded_is_downloaded_again_byte_by_byte()
    {
        await using var server = await TestServer.Start();
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

        (await server.Upload(server.Home, "data.bin", content)).Status.Should().Be(204);

        Answer answer = await server.Ops("download", server.Home + "/data.bin");
        answer.Bytes.Should().Equal(content);
        answer.Header("content-type").Should().Be("application/octet-stream");
        File.ReadAllBytes(server.Emulator.GetLocalPath(server.Home + "/data.bin")).Should().Equal(content);
    }

    [Theory]
    [InlineData(1024, 204)]
    [InlineData(1025, 413)]
    public async Task An_upload_may_have_the_size_of_the_limit(int size, int status)
    {
        await using var server = await TestServer.Start(Small);

        Answer answer = await server.Upload(server.Home, "file", new byte[size]);

        answer.Status.Should().Be(status);
        if (status == 413)
        {
            answer.Message.Should().Be("File to upload is too large.");
        }
    }

    [Theory]
    [InlineData(765, 200, null)]
    [InlineData(766, 413, "Command output exceeded buffer limit.")]
    [InlineData(1024, 413, "Command output exceeded buffer limit.")]
    [InlineData(1200, 500, "('Channel not open for sending',)")]
    public async Task A_download_is_limited_by_its_base64_text(int size, int status, string? message)
    {
        await using var server = await TestServer.Start(Small);
        await File.WriteAllBytesAsync(server.Emulator.GetLocalPath(server.Home + "/file"), new byte[size], TestContext.Current.CancellationToken);

        Answer answer = await server.Ops("download", server.Home + "/file");

        answer.Status.Should().Be(status);
        (message is null || answer.Message == message).Should().BeTrue();
    }

    [Theory]
    [InlineData("head", "&bytes=1024", 413)]
    [InlineData("head", "&bytes=1023", 200)]
    [InlineData("tail", "&bytes=1024", 413)]
    [InlineData("view", "", 413)]
    [InlineData("view", "&size=511", 200)]
    [InlineData("view", "&size=512", 413)]
    public async Task What_is_read_must_stay_below_the_limit(string operation, string query, int status)
    {
        await using var server = await TestServer.Start(Small);
        await File.WriteAllBytesAsync(server.Emulator.GetLocalPath(server.Home + "/file"), new byte[2000], TestContext.Current.CancellationToken);

        (await server.Ops(operation, server.Home + "/file", query)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("head", "&lines=2", "a\nb\n", 0, 2)]
    [InlineData("head", "&lines=1&skipTrailing=true", "a\nb\n", 0, -1)]
    [InlineData("head", "&bytes=2&skipTrailing=true", "a\nb\n", 0, -2)]
    [InlineData("head", "", "a\nb\nla", 0, 10)]
    [InlineData("tail", "&lines=2", "b\nla", -2, -1)]
    [InlineData("tail", "&lines=2&skipHeading=true", "b\nla", 2, -1)]
    [InlineData("tail", "&bytes=3", "\nla", -3, -1)]
    [InlineData("tail", "&bytes=3&skipHeading=true", "b\nla", 3, -1)]
    [InlineData("tail", "", "a\nb\nla", -10, -1)]
    public async Task Head_and_tail_cut_as_the_commands_do(string operation, string query, string content, int start, int end)
    {
        await using var server = await TestServer.Start();
        await File.WriteAllTextAsync(server.Emulator.GetLocalPath(server.Home + "/file"), "a\nb\nla", TestContext.Current.CancellationToken);

        JsonNode output = (await server.Ops(operation, server.Home + "/file", query)).Json["output"]!;

        output["content"]!.ToString().Should().Be(content);
        output["startPosition"]!.GetValue<int>().Should().Be(start);
        output["endPosition"]!.GetValue<int>().Should().Be(end);
    }

    [Fact]
    public async Task A_number_that_is_none_is_a_validation_error()
    {
        await using var server = await TestServer.Start();

        Answer answer = await server.Ops("head", server.Home + "/file", "&lines=many");

        answer.Status.Should().Be(400);
        answer.Json["data"]!["fields"]![0]!.ToJsonString()
            .Should().Be("""{"location":"query","name":"lines","message":"Input should be a valid integer, unable to parse string as an integer"}""");
    }

    [Fact]
    public async Task Hidden_files_are_listed_only_when_asked_for()
    {
        await using var server = await TestServer.Start();
        await server.Upload(server.Home, ".hidden", "x"u8.ToArray());

        (await server.Ops("ls", server.Home)).Json["output"]!.AsArray().Should().BeEmpty();
        (await server.Ops("ls", server.Home, "&showHidden=true")).Json["output"]!.AsArray().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_recursive_list_goes_folder_by_folder()
    {
        await using var server = await TestServer.Start();
        foreach (string folder in (string[])["a/b", "c"])
        {
            Directory.CreateDirectory(server.Emulator.GetLocalPath($"{server.Home}/{folder}"));
        }

        await server.Upload(server.Home + "/a/b", "file", "x"u8.ToArray());

        JsonArray rows = (await server.Ops("ls", server.Home, "&recursive=true")).Json["output"]!.AsArray();

        rows.Select(row => row!["name"]!.ToString()).Should().Equal("a", "c", "a/b", "a/b/file");
    }

    [Fact]
    public async Task A_file_name_in_the_extended_form_is_decoded()
    {
        await using var server = await TestServer.Start();
        using var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "grün.txt" } };

        var request = new HttpRequestMessage(HttpMethod.Post, $"filesystem/{server.System}/ops/upload?path={server.Home}") { Content = form };

        (await server.Send(request)).Status.Should().Be(204);
        server.Read(server.Home + "/grün.txt").Should().Be("x");
    }

    [Fact]
    public async Task Removing_a_folder_takes_everything_in_it()
    {
        await using var server = await TestServer.Start();
        Directory.CreateDirectory(server.Emulator.GetLocalPath(server.Home + "/a/b"));

        (await server.Delete($"filesystem/{server.System}/ops/rm?path={server.Home}/a")).Status.Should().Be(204);

        Directory.Exists(server.Emulator.GetLocalPath(server.Home + "/a")).Should().BeFalse();
        (await server.Delete($"filesystem/{server.System}/ops/rm?path={server.Home}")).Status.Should().Be(403);
        (await server.Delete($"filesystem/{server.System}/ops/rm?path=/home")).Status.Should().Be(500);
        Directory.Exists(server.Emulator.GetLocalPath(server.Home)).Should().BeTrue();
    }

    [Fact]
    public async Task A_folder_of_the_caller_keeps_its_files_and_a_temporary_one_goes()
    {
        string own = Directory.CreateTempSubdirectory().FullName;
        string temporary;
        try
        {
            await using (var server = await TestServer.Start(new() { RootFolder = own }))
            {
                await server.Upload(server.Home, "file", Encoding.UTF8.GetBytes("kept"));
            }

            (await File.ReadAllTextAsync(own + "/home/fireuser/file", TestContext.Current.CancellationToken)).Should().Be("kept");
            await using (var server = await TestServer.Start())
            {
                temporary = server.Emulator.RootFolder;
                Directory.Exists(temporary).Should().BeTrue();
            }

            Directory.Exists(temporary).Should().BeFalse();
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
