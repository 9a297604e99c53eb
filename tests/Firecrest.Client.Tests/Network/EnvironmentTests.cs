using System.Net;
using System.Net.Sockets;

namespace Firecrest.Client.Tests.Network;

/// <summary>The variables that the runtime reads once, at the start of a program.</summary>
public sealed class EnvironmentTests(NetworkFixture site) : IClassFixture<NetworkFixture>, IDisposable
{
    private const string OnlyOnLinux = "Only on Linux does the runtime read SSL_CERT_FILE.";

    private readonly string _authorities = Path.GetTempFileName();

    public void Dispose() => File.Delete(_authorities);

    [Fact]
    public async Task A_private_authority_is_refused_where_no_variable_names_it()
    {
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);

        var result = await ListSystems(server);

        result.Output.Should().StartWith("FirecrestAuthenticationException: ").And.Contain("certificate");
        result.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task SSL_CERT_FILE_makes_a_private_authority_trusted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), OnlyOnLinux);
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);

        var result = await ListSystems(server, TrustAuthority());

        result.Should().Be(new ProbeResult(0, site.Emulator.SystemName, ""));
        server.Connections.Should().BePositive();
    }

    [Fact]
    public async Task HTTPS_PROXY_leads_both_connections_through_a_proxy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), OnlyOnLinux);
        await using var proxy = new RecordingProxy();
        await using var api = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);
        await using var token = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);

        var result = await ProbeProcess.Run(
            "systems", site.Emulator, api.Of(site.Emulator.BaseAddress), token.Of(site.Emulator.TokenEndpoint),
            TrustAuthority(), ("HTTPS_PROXY", proxy.Address.AbsoluteUri));

        result.Should().Be(new ProbeResult(0, site.Emulator.SystemName, ""));
        proxy.Requests.Should().Equal($"CONNECT localhost:{token.Port}", $"CONNECT localhost:{api.Port}");
    }

    [Fact]
    public async Task NO_PROXY_leads_around_the_proxy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), OnlyOnLinux);
        using var nobody = new Socket(SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var deadProxy = ("HTTPS_PROXY", $"http://{nobody.LocalEndPoint}");
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate);

        var around = await ListSystems(server, TrustAuthority(), deadProxy, ("NO_PROXY", "localhost"));
        around.Should().Be(new ProbeResult(0, site.Emulator.SystemName, ""));

        var through = await ListSystems(server, TrustAuthority(), deadProxy);
        through.Output.Should().StartWith("FirecrestAuthenticationException: ").And.Contain("could not be reached");
        through.ExitCode.Should().Be(1);
    }

    private Task<ProbeResult> ListSystems(TlsForwarder server, params (string, string)[] variables)
        => ProbeProcess.Run("systems", site.Emulator, server.Of(site.Emulator.BaseAddress), server.Of(site.Emulator.TokenEndpoint), variables);

    private (string, string) TrustAuthority()
    {
        File.WriteAllText(_authorities, site.Authority.Pem);
        return ("SSL_CERT_FILE", _authorities);
    }
}
