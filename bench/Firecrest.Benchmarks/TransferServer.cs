using System.Diagnostics;
using Firecrest.Emulator;

namespace Firecrest.Benchmarks;

/// <summary>An emulator with an object store, in a process of its own.</summary>
internal sealed class TransferServer : IDisposable
{
    public const int PartSize = 16 * 1024 * 1024;

    private readonly Process _process;

    private TransferServer(Process process, string[] site)
    {
        _process = process;
        Site = site;
    }

    /// <summary>What a client needs to know, as arguments for another process: address, token endpoint, secret, root folder.</summary>
    public string[] Site { get; }

    public string Root => Site[3];

    public static async Task Run()
    {
        // The commands of a real server are limited to seconds; what is measured here is not the checksum of the emulator.
        await using var hpc = await FirecrestEmulator.StartAsync(new()
        {
            StagingPartSize = PartSize,
            TransferPollInterval = TimeSpan.FromMilliseconds(20),
            CommandTimeout = TimeSpan.FromMinutes(30),
            Slots = 100,
        });
        Console.WriteLine(string.Join(' ', hpc.BaseAddress, hpc.TokenEndpoint, hpc.ClientSecret, hpc.RootFolder));
        await Console.In.ReadLineAsync();
    }

    public static TransferServer Start()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve-transfers"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, line.Split(' '));
    }

    /// <summary>Lets it end by itself, so that it deletes its files.</summary>
    public void Dispose()
    {
        _process.StandardInput.WriteLine();
        _process.WaitForExit();
        _process.Dispose();
    }
}
