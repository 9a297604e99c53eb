using System.Text;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>An answer begins and does not go on.</summary>
public sealed class StalledAnswerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory, SyncAndAsync]
    public async Task The_caller_can_give_up(Mode mode)
    {
        await using var server = Stalling();
        using var client = CreateClient(server, networkTimeout: TimeSpan.FromHours(1));
        using var given = new CancellationTokenSource();

        var call = mode.Run(() => client.GetSystems(given.Token), () => client.GetSystemsAsync(given.Token));
        await server.Arrival();
        given.CancelAfter(TimeSpan.FromMilliseconds(100));

        (await Failure(call)).Should().BeAssignableTo<OperationCanceledException>().Which.CancellationToken.Should().Be(given.Token);
    }

    [Theory, SyncAndAsync]
    public async Task The_time_limit_strikes(Mode mode)
    {
        await using var server = Stalling();
        using var client = CreateClient(server, networkTimeout: TimeSpan.FromMilliseconds(200));

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        (await Failure(call)).Should().BeOfType<FirecrestTimeoutException>();
    }

    [Theory, SyncAndAsync]
    public async Task The_client_can_be_disposed(Mode mode)
    {
        await using var server = Stalling();
        using var client = CreateClient(server, networkTimeout: TimeSpan.FromHours(1));

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await server.Arrival();
        client.Dispose();

        (await Failure(call)).Should().BeOfType<ObjectDisposedException>();
    }

    private static CannedServer Stalling()
        => new(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"systems\": ["));

    private static FirecrestClient CreateClient(CannedServer server, TimeSpan networkTimeout)
        => new(server.Address, new StaticTokenAuth("token"), new() { NetworkTimeout = networkTimeout, Retry = new() { MaxRetries = 0 } });

    private static async Task<Exception> Failure(Task call)
        => (await FluentActions.Awaiting(() => call.WaitAsync(Limit, TestContext.Current.CancellationToken)).Should().ThrowAsync<Exception>()).Which;
}
