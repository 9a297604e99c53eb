using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/concepts/transfers.md.</summary>
public sealed class TransferSnippets : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-test-").FullName;
    private readonly StringWriter _console = new();
    private FirecrestEmulator _hpc = null!;

    /// <summary>What the snippets take for the console.</summary>
    private StringWriter Console => _console;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new() { SystemNames = ["daint"], UserName = "me", MaxOpsFileSize = 64 * 1024, StagingPartSize = 64 * 1024, Slots = 10 });
        Directory.CreateDirectory(_hpc.GetLocalPath("/scratch/me/input"));
        await File.WriteAllBytesAsync(_hpc.GetLocalPath("/scratch/me/results.h5"), new byte[200_000]);
    }

    public async ValueTask DisposeAsync()
    {
        await _hpc.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_download_with_options()
    {
        using var client = _hpc.CreateClient();
        var cancellationToken = TestContext.Current.CancellationToken;
        var target = Path.Combine(_folder, "results.h5");

        #region snippet transfer-options
        var options = new TransferOptions
        {
            Account = "project",
            Verification = TransferVerification.Sha256,
            ManifestPath = "results.transfer",
            Progress = new Progress<TransferProgress>(seen => Console.WriteLine($"{seen.Phase} {seen.Fraction:P0}")),
        };
        TransferResult result = await client.DownloadAsync("daint", "/scratch/me/results.h5", target, options, cancellationToken);
        Console.WriteLine($"{result.Length} bytes by {result.Method}, {result.ResumedBytes} of them earlier; {result.StartedOver}");
        #endregion

        _console.ToString().Should().Contain("200000 bytes by s3, 0 of them earlier; ");
        new FileInfo(target).Length.Should().Be(200_000);
        File.Exists("results.transfer").Should().BeFalse();
    }

    [Fact]
    public async Task Several_at_once()
    {
        using var client = _hpc.CreateClient();
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = _folder;
        TransferOptions? options = null;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a"), new byte[100_000], cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "b"), new byte[10], cancellationToken);

        #region snippet transfer-start
        var transfers = new List<TransferHandle>();
        foreach (var file in Directory.GetFiles(folder))
        {
            transfers.Add(await client.StartUploadAsync("daint", file, "/scratch/me/input/", options, cancellationToken));
        }

        foreach (var transfer in transfers)
        {
            await transfer.CompleteAsync(cancellationToken);
        }
        #endregion

        new FileInfo(_hpc.GetLocalPath("/scratch/me/input/a")).Length.Should().Be(100_000);
        new FileInfo(_hpc.GetLocalPath("/scratch/me/input/b")).Length.Should().Be(10);
    }
}
