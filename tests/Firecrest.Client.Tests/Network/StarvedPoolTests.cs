namespace Firecrest.Client.Tests.Network;

/// <summary>Synchronous calls need no thread of the pool, once there is a connection.</summary>
public sealed class StarvedPoolTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task Synchronous_calls_work_while_the_thread_pool_is_blocked()
    {
        var result = await ProbeProcess.Run("starved", site.Emulator, site.Emulator.BaseAddress, site.Emulator.TokenEndpoint);

        result.Should().Be(new ProbeResult(
            0,
            $"""
            get: {site.Emulator.SystemName}
            token requests: 1
            post: directory made
            upload and download: 2000000 bytes
            through the object store: 2000000 bytes
            wait: COMPLETED
            poll: 1 job
            retry: {site.Emulator.SystemName}, after a pause
            pool: starved
            """.ReplaceLineEndings("\n"),
            ""));
    }
}
