using System.Security.Cryptography;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>Files whose SHA-256 takes the system longer than a command may.</summary>
public sealed class ChecksumJobTests : IAsyncLifetime
{
    private readonly string _file = Path.GetTempFileName();
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private TransferOptions Options { get; } = new()
    {
        Verification = TransferVerification.Sha256,
        Wait = new WaitOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(20)) },
    };

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new() { MaxOpsFileSize = 64 * 1024, StagingPartSize = 64 * 1024 }, TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient(new() { Retry = new() { MaxRetries = 0 } });
        await File.WriteAllBytesAsync(_file, RandomNumberGenerator.GetBytes(150_000));
        _hpc.Faults.On("*/ops/checksum").Always().AnswerStatus(408, """{"errorType":"error","message":"Command execution timeout"}""");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
        File.Delete(_file);
    }

    [Theory, SyncAndAsync]
    public async Task A_job_computes_it_when_asked_to_and_leaves_no_file(Mode mode)
    {
        var remote = $"{_hpc.HomeDirectory}/a name.bin";

        var result = await Upload(mode, remote, Options with { ChecksumAsJob = true });

        result.Sha256.Should().Be(Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_file))).ToLowerInvariant());
        Directory.GetFiles(_hpc.GetLocalPath(_hpc.HomeDirectory), ".firecrest*").Should().BeEmpty();
        (await _client.PollAsync(_hpc.SystemName)).Select(job => job.Name).Should().Contain("firecrest-sha256");
    }

    [Theory, SyncAndAsync]
    public async Task Without_it_the_file_does_not_count_as_verified(Mode mode)
    {
        var failure = await FluentActions.Awaiting(() => Upload(mode, $"{_hpc.HomeDirectory}/a", Options)).Should().ThrowAsync<TransferFailedException>();

        failure.Which.Message.Should().Contain("has the right size").And.Contain("ChecksumAsJob");
    }

    private Task<TransferResult> Upload(Mode mode, string remote, TransferOptions options)
        => mode.Run(() => _client.Upload(_hpc.SystemName, _file, remote, options), () => _client.UploadAsync(_hpc.SystemName, _file, remote, options));
}
