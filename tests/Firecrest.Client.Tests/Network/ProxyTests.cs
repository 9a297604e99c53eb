using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>The proxy of the options, on the way to the API and to the token endpoint.</summary>
public sealed class ProxyTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    [Theory, SyncAndAsync]
    public async Task Both_connections_lead_through_the_proxy(Mode mode)
    {
        await using var proxy = new RecordingProxy();
        using var client = site.Client(site.Emulator.BaseAddress, site.Emulator.TokenEndpoint, new() { Network = new() { Proxy = proxy.Settings } });

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        proxy.Requests.Should().Equal($"POST {site.Emulator.TokenEndpoint}", $"GET {site.Emulator.BaseAddress}status/systems");
    }

    [Theory, SyncAndAsync]
    public async Task Both_encrypted_connections_lead_through_tunnels_of_the_proxy(Mode mode)
    {
        await using var proxy = new RecordingProxy();
        await using var api = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);
        await using var token = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);
        using var client = site.Client(
            api.Of(site.Emulator.BaseAddress), token.Of(site.Emulator.TokenEndpoint),
            new() { Network = new() { Proxy = proxy.Settings, TrustedCertificates = site.Authority.Pem } });

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        proxy.Requests.Should().Equal($"CONNECT localhost:{token.Port}", $"CONNECT localhost:{api.Port}");
    }

    [Theory, EachEndpoint]
    public async Task A_proxy_that_opens_no_tunnel_is_told_with_its_answer(Mode mode, Endpoint endpoint)
    {
        await using var proxy = new RecordingProxy(refusal: "407 Proxy Authentication Required");
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);
        var path = $"{site.Emulator.HomeDirectory}/{Guid.NewGuid()}";
        using var client = site.Client(endpoint, address => server.Of(address), new() { Network = new() { Proxy = new OnlyFor(server.Port, proxy.Address) } });

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.MakeDirectory(site.Emulator.SystemName, path), () => client.MakeDirectoryAsync(site.Emulator.SystemName, path)))
            .Should().ThrowAsync<FirecrestException>()).Which;

        failure.Should().BeOfType(endpoint == Endpoint.Api ? typeof(FirecrestConnectionException) : typeof(FirecrestAuthenticationException));
        failure.Message.Should().Contain("proxy").And.Contain("407");
        failure.MayHaveExecuted.Should().BeFalse();
        server.Connections.Should().Be(0);
    }

    /// <summary>A proxy for one server, which leaves the others alone.</summary>
    private sealed class OnlyFor(int port, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri host) => host.Port != port;
    }
}
