using System.Net;
using System.Net.Sockets;
using Firecrest.Emulator;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Budgets;

/// <summary>How many connections and token requests a client makes.</summary>
public sealed class ConnectionTests
{
    private const int Callers = 32;

    [Theory, SyncAndAsync]
    public async Task Many_first_calls_make_one_token_request(Mode mode)
    {
        const int FirstCalls = 256;
        using var handler = new StubHandler(request => Fixture.Load(request.Method == "POST" ? "v2/token/client-credentials-post" : "v2/status/systems").ToResponse());
        using var client = TestClient.Create(handler, authorization: new ClientCredentialsAuth("me", "secret", new Uri("https://idp.example/token")));

        var calls = Enumerable.Range(0, FirstCalls).Select(_ => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).ToList();
        await Task.WhenAll(calls);

        handler.Requests.Count(request => request.Uri.Host == "idp.example").Should().Be(1);
        handler.Requests.Should().HaveCount(FirstCalls + 1);
    }

    [Theory, SyncAndAsync]
    public async Task One_call_after_the_other_uses_one_connection(Mode mode)
    {
        await using var hpc = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var counter = new CountingForwarder(hpc.BaseAddress.Port);
        using var client = Create(hpc, counter);

        for (var i = 0; i < 20; i++)
        {
            await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        }

        counter.Connections.Should().BeLessThanOrEqualTo(2);
    }

    [Theory, SyncAndAsync]
    public async Task Calls_at_once_use_no_more_connections_than_calls_and_one(Mode mode)
    {
        await using var hpc = await FirecrestEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var counter = new CountingForwarder(hpc.BaseAddress.Port);
        using var client = Create(hpc, counter);

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())));
        }

        counter.Connections.Should().BeLessThanOrEqualTo(Callers + 1);
    }

    private static FirecrestClient Create(FirecrestEmulator hpc, CountingForwarder counter)
        => new(Through(hpc.BaseAddress, counter), new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, Through(hpc.TokenEndpoint, counter)));

    private static Uri Through(Uri address, CountingForwarder counter) => new UriBuilder(address) { Port = counter.Port }.Uri;

    /// <summary>Passes connections on to a port and counts them.</summary>
    private sealed class CountingForwarder : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _accepting;
        private int _connections;

        public CountingForwarder(int target)
        {
            _listener.Start();
            _accepting = Accept(target);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            _listener.Dispose();
            await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task Accept(int target)
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = Forward(client, target);
            }
        }

        private async Task Forward(TcpClient client, int target)
        {
            using (client)
            using (var server = new TcpClient())
            {
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, target, _end.Token);
                    await Task.WhenAny(
                        client.GetStream().CopyToAsync(server.GetStream(), _end.Token),
                        server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
                }
                catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
                {
                    // The connection is over.
                }
            }
        }
    }
}
