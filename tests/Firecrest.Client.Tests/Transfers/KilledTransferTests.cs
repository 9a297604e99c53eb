using System.Security.Cryptography;
using System.Text.Json;
using Firecrest.Client.Tests.Network;
using Firecrest.Emulator;
using Firecrest.Probe;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>A process that is killed while it moves 64 MiB in parts of 5 MiB, up and down; another one goes on.</summary>
public sealed class KilledTransferTests : IAsyncLifetime
{
    private const int Size = 64 * 1024 * 1024;
    private const int PartSize = 5 * 1024 * 1024;
    private const int PartCount = 13;

    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-test-").FullName;
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string Source => Path.Combine(_folder, "source");

    private string Target => Path.Combine(_folder, "target");

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(
            new() { StagingPartSize = PartSize, TransferPollInterval = TimeSpan.FromMilliseconds(10), Slots = 100, CommandTimeout = TimeSpan.FromMinutes(1) },
            TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient();
        var bytes = RandomNumberGenerator.GetBytes(Size);
        await File.WriteAllBytesAsync(Source, bytes);
        await File.WriteAllBytesAsync(_hpc.GetLocalPath($"{_hpc.HomeDirectory}/source"), bytes);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_at_each_part_in_turn_a_transfer_ends_whole_and_sends_only_what_was_not_finished()
    {
        var sum = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Source)));
        for (var arrived = 0; arrived <= PartCount; arrived++)
        {
            await Kill(_hpc.BaseAddress, arrived, arrived);
            var (sent, come) = (RecordedBytes("up"), RecordedBytes("down"));
            _hpc.Journal.Clear();

            var up = await _client.UploadAsync(_hpc.SystemName, Source, $"{_hpc.HomeDirectory}/uploaded", Movement.Options(Manifest("up")));
            var down = await _client.DownloadAsync(_hpc.SystemName, $"{_hpc.HomeDirectory}/source", Target, Movement.Options(Manifest("down")));

            (up.StartedOver, down.StartedOver).Should().Be((null, null));
            (up.ResumedBytes, Count("PUT")).Should().Be((sent, PartCount - arrived), "{0} parts had been sent", arrived);
            (down.ResumedBytes, Count("GET")).Should().Be((come, PartCount - Kept(arrived)), "{0} parts had come", arrived);
            Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_hpc.GetLocalPath($"{_hpc.HomeDirectory}/uploaded")))).Should().Be(sum);
            Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Target))).Should().Be(sum);
            File.Delete(Target);
            File.Delete(_hpc.GetLocalPath($"{_hpc.HomeDirectory}/uploaded"));
            Directory.GetFiles(_folder).Should().Equal(Source);
        }
    }

    /// <summary>FirecREST v1 gives one form for a whole file, which is sent again; a download goes on part by part.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    public async Task Killed_on_the_older_generation_a_transfer_ends_whole_too(int arrived)
    {
        var sum = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Source)));
        await Kill(_hpc.V1BaseAddress, 0, arrived);
        var come = RecordedBytes("down");
        _hpc.Journal.Clear();
        using var client = _hpc.CreateClient(new() { ApiVersion = FirecrestApiVersion.V1 });

        var up = await client.UploadAsync(_hpc.SystemName, Source, $"{_hpc.HomeDirectory}/uploaded", Movement.Options(Manifest("up")));
        var down = await client.DownloadAsync(_hpc.SystemName, $"{_hpc.HomeDirectory}/source", Target, Movement.Options(Manifest("down")));

        (up.StartedOver, up.ResumedBytes, Count("POST")).Should().Be((null, 0, 1));
        (down.StartedOver, down.ResumedBytes, Count("GET")).Should().Be((null, come, PartCount - arrived));
        _hpc.Journal.Requests.Should().NotContain(request => request.Path.EndsWith("xfer-external/upload") || request.Path.EndsWith("xfer-external/download"));
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_hpc.GetLocalPath($"{_hpc.HomeDirectory}/uploaded")))).Should().Be(sum);
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Target))).Should().Be(sum);
    }

    /// <summary>A download to which nothing is missing is over before anybody can kill it.</summary>
    private static int Kept(int arrived) => arrived == PartCount ? 0 : arrived;

    private string Manifest(string name) => Path.Combine(_folder, name + ".manifest");

    private int Count(string method) => _hpc.Journal.Requests.Count(request => request.Method == method && request.Path.StartsWith("/staging/", StringComparison.Ordinal));

    /// <summary>Lets so many parts of both directions through, holds back what comes next, and kills the process when it has recorded them.</summary>
    private async Task Kill(Uri api, int sent, int arrived)
    {
        foreach (var (method, count) in new[] { (HttpMethod.Put, sent), (HttpMethod.Get, Kept(arrived)) })
        {
            if (count > 0)
            {
                _hpc.Faults.On(method, "/staging/*").Times(count).Delay(TimeSpan.Zero);
            }

            _hpc.Faults.On(method, "/staging/*").Always().Delay(TimeSpan.FromHours(1));
        }

        _hpc.Faults.On(HttpMethod.Post, "/staging/*").Always().Delay(TimeSpan.FromHours(1));
        using var process = ProbeProcess.Start(["move", arrived % 2 == 0 ? "async" : "sync", _folder], _hpc, api);
        try
        {
            while (Recorded("up") < sent || Recorded("down") < Kept(arrived))
            {
                process.HasExited.Should().BeFalse("it has more to move");
                await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            _hpc.Faults.Clear();
        }
    }

    /// <summary>How many parts a manifest records; -1 while there is none.</summary>
    private int Recorded(string name) => File.Exists(Manifest(name)) ? RecordedParts(name).Count() : -1;

    /// <summary>Which parts come first, and so whether the short one at the end is among them, is up to the machine.</summary>
    private long RecordedBytes(string name) => File.Exists(Manifest(name)) ? RecordedParts(name).Sum(part => Math.Min(PartSize, Size - ((long)part * PartSize))) : 0;

    private IEnumerable<int> RecordedParts(string name) => ReadShared(Manifest(name)).Split('\n').SkipLast(1)
        .Where(line => line.StartsWith("{\"part\":", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("part").GetInt32());

    private static string ReadShared(string path)
    {
        // The process that writes it does not share it with those that would write, which the runtime's way of opening a file cannot be told apart from.
        using var copy = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
        return copy.StandardOutput.ReadToEnd();
    }
}
