using System.Security.Cryptography;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Emulated;

public sealed class TransferTests : IAsyncLifetime
{
    private const int Limit = 64 * 1024;

    /// <summary>The largest file whose base64 text is shorter than the limit.</summary>
    private const int DownloadLimit = (Limit - 4) / 4 * 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-test-").FullName;
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string System => _hpc.SystemName;

    private string Home => _hpc.HomeDirectory;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { MaxOpsFileSize = Limit }, TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(Mode.Sync, 0)]
    [InlineData(Mode.Async, 0)]
    [InlineData(Mode.Sync, 1)]
    [InlineData(Mode.Async, 1)]
    [InlineData(Mode.Sync, DownloadLimit)]
    [InlineData(Mode.Async, DownloadLimit)]
    public async Task A_file_arrives_there_and_back_byte_for_byte(Mode mode, int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var local = Path.Combine(_folder, "data.bin");
        await File.WriteAllBytesAsync(local, bytes, TestContext.Current.CancellationToken);
        var remote = $"{Home}/über data.bin";
        var back = Path.Combine(_folder, "back.bin");

        await mode.Run(() => _client.Upload(System, local, remote), () => _client.UploadAsync(System, local, remote));
        await mode.Run(() => _client.Download(System, remote, back), () => _client.DownloadAsync(System, remote, back));

        (await File.ReadAllBytesAsync(_hpc.GetLocalPath(remote), TestContext.Current.CancellationToken)).Should().Equal(bytes);
        (await File.ReadAllBytesAsync(back, TestContext.Current.CancellationToken)).Should().Equal(bytes);
        Directory.GetFiles(_folder).Should().HaveCount(2, "nothing partial is left");
    }

    [Theory, SyncAndAsync]
    public async Task A_stream_arrives_there_and_back_and_stays_open(Mode mode)
    {
        var bytes = RandomNumberGenerator.GetBytes(1000);
        var source = new MemoryStream(bytes) { Position = 10 };
        var target = new MemoryStream();

        await mode.Run(() => _client.Upload(System, source, $"{Home}/s"), () => _client.UploadAsync(System, source, $"{Home}/s"));
        await mode.Run(() => _client.Download(System, $"{Home}/s", target), () => _client.DownloadAsync(System, $"{Home}/s", target));

        target.ToArray().Should().Equal(bytes[10..]);
        source.CanRead.Should().BeTrue();
        target.CanWrite.Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task A_directory_as_target_keeps_the_name(Mode mode)
    {
        var local = Path.Combine(_folder, "named.txt");
        await File.WriteAllTextAsync(local, "content", TestContext.Current.CancellationToken);
        var download = Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName;

        await mode.Run(() => _client.Upload(System, local, Home + "/"), () => _client.UploadAsync(System, local, Home + "/"));
        await mode.Run(() => _client.Download(System, $"{Home}/named.txt", download), () => _client.DownloadAsync(System, $"{Home}/named.txt", download));

        (await File.ReadAllTextAsync(Path.Combine(download, "named.txt"), TestContext.Current.CancellationToken)).Should().Be("content");
    }

    [Theory, SyncAndAsync]
    public async Task An_upload_replaces_a_longer_file_and_a_download_does_too(Mode mode)
    {
        await File.WriteAllTextAsync(_hpc.GetLocalPath($"{Home}/f"), "a much longer content", TestContext.Current.CancellationToken);
        var back = Path.Combine(_folder, "back");
        await File.WriteAllTextAsync(back, "also a much longer content", TestContext.Current.CancellationToken);
        var content = new MemoryStream("short"u8.ToArray());

        await mode.Run(() => _client.Upload(System, content, $"{Home}/f"), () => _client.UploadAsync(System, content, $"{Home}/f"));
        await mode.Run(() => _client.Download(System, $"{Home}/f", back), () => _client.DownloadAsync(System, $"{Home}/f", back));

        (await File.ReadAllTextAsync(back, TestContext.Current.CancellationToken)).Should().Be("short");
    }

    [Theory, SyncAndAsync]
    public async Task The_servers_limit_is_known_before_anything_is_sent(Mode mode)
    {
        var largest = new MemoryStream(new byte[Limit]);
        var tooLarge = new MemoryStream(new byte[Limit + 1]);
        await mode.Run(() => _client.Upload(System, largest, $"{Home}/l"), () => _client.UploadAsync(System, largest, $"{Home}/l"));

        var direct = new TransferOptions { Method = TransferMethod.Direct };

        var up = await FluentActions.Awaiting(() => mode.Run(() => _client.Upload(System, tooLarge, $"{Home}/t", direct), () => _client.UploadAsync(System, tooLarge, $"{Home}/t", direct)))
            .Should().ThrowAsync<FirecrestNotSupportedException>();
        up.Which.Message.Should().Contain($"{Limit}");
        File.Exists(_hpc.GetLocalPath($"{Home}/t")).Should().BeFalse();

        var target = new MemoryStream();
        await File.WriteAllBytesAsync(_hpc.GetLocalPath($"{Home}/d"), new byte[DownloadLimit + 1], TestContext.Current.CancellationToken);
        var down = await FluentActions.Awaiting(() => mode.Run(() => _client.Download(System, $"{Home}/d", target, direct), () => _client.DownloadAsync(System, $"{Home}/d", target, direct)))
            .Should().ThrowAsync<FirecrestNotSupportedException>();
        down.Which.Message.Should().Contain($"{DownloadLimit + 1} bytes").And.Contain($"up to {DownloadLimit}");
        target.Length.Should().Be(0);
    }

    [Theory, SyncAndAsync]
    public async Task What_cannot_be_moved_is_told_and_leaves_nothing(Mode mode)
    {
        var back = Path.Combine(_folder, "back");
        var content = new MemoryStream([1]);

        await FluentActions.Awaiting(() => Download(mode, $"{Home}/missing", back)).Should().ThrowAsync<FirecrestNotFoundException>();
        (await FluentActions.Awaiting(() => Download(mode, Home, back)).Should().ThrowAsync<FirecrestException>()).Which.Message.Should().Contain("is a directory");
        await FluentActions.Awaiting(() => mode.Run(() => _client.Upload(System, content, $"{Home}/no/f"), () => _client.UploadAsync(System, content, $"{Home}/no/f")))
            .Should().ThrowAsync<FirecrestNotFoundException>();
        await FluentActions.Awaiting(() => mode.Run(() => _client.Upload(System, Path.Combine(_folder, "none"), $"{Home}/f"), () => _client.UploadAsync(System, Path.Combine(_folder, "none"), $"{Home}/f")))
            .Should().ThrowAsync<FileNotFoundException>();
        await FluentActions.Awaiting(() => mode.Run(() => _client.Upload(System, _folder, $"{Home}/f"), () => _client.UploadAsync(System, _folder, $"{Home}/f")))
            .Should().ThrowAsync<ArgumentException>();
        Directory.EnumerateFileSystemEntries(_folder).Should().BeEmpty();
    }

    private Task Download(Mode mode, string remotePath, string localPath)
        => mode.Run(() => _client.Download(System, remotePath, localPath), () => _client.DownloadAsync(System, remotePath, localPath));
}
