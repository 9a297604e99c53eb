using System.Globalization;
using Firecrest.Client.Tests.Network;
using Firecrest.Emulator;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>What is allocated grows with the number of parts, and hardly with the bytes.</summary>
public sealed class TransferAllocationTests
{
    private const long Small = 32 * 1024 * 1024;
    private const long Large = 160 * 1024 * 1024;
    private const long PerGiB = 2 * 1024 * 1024;

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    public async Task A_GiB_takes_at_most_2_MiB_of_managed_memory(string mode)
    {
        var folder = Directory.CreateTempSubdirectory("firecrest-test-").FullName;
        await using var hpc = await FirecrestEmulator.StartAsync(new() { TransferPollInterval = TimeSpan.FromMilliseconds(20) }, TestContext.Current.CancellationToken);
        Write(Path.Combine(folder, "small"), Small);
        Write(Path.Combine(folder, "large"), Large);

        var result = await ProbeProcess.Run(["allocations", mode, folder], hpc);

        result.ExitCode.Should().Be(0, result.Error);
        var lines = result.Output.Split('\n').Skip(1).Select(line => line.Split(' ')).ToDictionary(
            line => line[0], line => (Up: long.Parse(line[1], CultureInfo.InvariantCulture), Down: long.Parse(line[2], CultureInfo.InvariantCulture)));
        var share = PerGiB * (Large - Small) / (1024 * 1024 * 1024);
        TestContext.Current.SendDiagnosticMessage("{0}: {1}", mode, result.Output);
        (lines["large"].Up - lines["small"].Up).Should().BeLessThan(share, "of an upload; {0}", result.Output);
        (lines["large"].Down - lines["small"].Down).Should().BeLessThan(share, "of a download; {0}", result.Output);
        Directory.Delete(folder, recursive: true);
    }

    private static void Write(string path, long length)
    {
        using var file = File.Create(path);
        file.SetLength(length);
    }
}
