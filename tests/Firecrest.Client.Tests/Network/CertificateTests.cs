using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Network;

/// <summary>Which servers a client trusts, and what it shows to them.</summary>
public sealed class CertificateTests(NetworkFixture site) : IClassFixture<NetworkFixture>
{
    [Theory, EachEndpoint]
    public async Task A_private_authority_is_refused_by_default(Mode mode, Endpoint endpoint)
    {
        await using var server = Server(site.Certificate);

        var failure = await Refusal(mode, endpoint, server, new NetworkOptions());

        failure.Message.Should().Contain("certificate").And.MatchRegex("UntrustedRoot|PartialChain");
    }

    [Theory, EachEndpoint]
    public async Task A_private_authority_that_is_trusted_is_accepted(Mode mode, Endpoint endpoint)
    {
        using var another = new TestAuthority("Another CA");
        await using var server = Server(site.Certificate);

        await Success(mode, endpoint, server, new NetworkOptions { TrustedCertificates = $"A site's authorities:\n{another.Pem}\n\n{site.Authority.Pem}\n" });
        await Success(mode, endpoint, server, new NetworkOptions { TrustedCertificates = site.Authority.Pem }, host: "127.0.0.1");
    }

    [Theory, EachEndpoint]
    public async Task An_authority_below_the_trusted_one_is_accepted_with_its_own_certificate(Mode mode, Endpoint endpoint)
    {
        using var below = site.Authority.IssueAuthority("Department CA");
        using var certificate = below.IssueForLoopback();
        using var shown = below.Certificate;
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, certificate, [shown]);

        await Success(mode, endpoint, server, Trusting(site.Authority));
    }

    [Theory, EachEndpoint]
    public async Task Another_authority_is_refused_even_under_the_same_name(Mode mode, Endpoint endpoint)
    {
        using var impostor = new TestAuthority("Private Test CA");
        await using var server = Server(site.Certificate);

        var failure = await Refusal(mode, endpoint, server, Trusting(impostor));

        failure.Message.Should().Contain("certificate");
    }

    [Theory, EachEndpoint]
    public async Task A_certificate_of_a_trusted_authority_for_another_name_is_refused(Mode mode, Endpoint endpoint)
    {
        using var certificate = site.Authority.IssueForServer("firecrest.example");
        await using var server = Server(certificate);

        var failure = await Refusal(mode, endpoint, server, Trusting(site.Authority));

        failure.Message.Should().Contain("RemoteCertificateNameMismatch");
    }

    [Theory, EachEndpoint]
    public async Task A_certificate_of_a_trusted_authority_that_has_ended_is_refused(Mode mode, Endpoint endpoint)
    {
        using var certificate = site.Authority.IssueExpired();
        await using var server = Server(certificate);

        var failure = await Refusal(mode, endpoint, server, Trusting(site.Authority));

        failure.Message.Should().Contain("NotTimeValid");
    }

    [Theory, EachEndpoint]
    public async Task A_certificate_of_a_trusted_authority_for_another_purpose_is_refused(Mode mode, Endpoint endpoint)
    {
        using var certificate = site.Authority.IssueForClient();
        await using var server = Server(certificate);

        var failure = await Refusal(mode, endpoint, server, Trusting(site.Authority));

        failure.Message.Should().Contain("NotValidForUsage");
    }

    [Theory, EachEndpoint]
    public async Task Any_certificate_is_accepted_by_the_dangerous_option(Mode mode, Endpoint endpoint)
    {
        using var unknown = new TestAuthority("Unknown CA");
        using var certificate = unknown.IssueForServer("firecrest.example");
        await using var server = Server(certificate);

        await Success(mode, endpoint, server, new NetworkOptions { DangerousAcceptAnyServerCertificate = true });
    }

    [Theory, EachEndpoint]
    public async Task A_client_certificate_is_shown_to_a_server_that_asks(Mode mode, Endpoint endpoint)
    {
        using var mine = site.Authority.IssueForClient();
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate, clientAuthority: site.Authority);

        await Success(mode, endpoint, server, Trusting(site.Authority) with { ClientCertificates = [mine] });

        server.Clients.Should().NotBeEmpty().And.OnlyContain(serial => serial == mine.SerialNumber);
    }

    [Theory]
    [InlineData(Mode.Sync, Endpoint.Api, SslProtocols.Tls12)]
    [InlineData(Mode.Sync, Endpoint.Token, SslProtocols.Tls12)]
    [InlineData(Mode.Async, Endpoint.Api, SslProtocols.Tls12)]
    [InlineData(Mode.Async, Endpoint.Token, SslProtocols.Tls12)]
    [InlineData(Mode.Sync, Endpoint.Api, SslProtocols.Tls13)]
    [InlineData(Mode.Sync, Endpoint.Token, SslProtocols.Tls13)]
    [InlineData(Mode.Async, Endpoint.Api, SslProtocols.Tls13)]
    [InlineData(Mode.Async, Endpoint.Token, SslProtocols.Tls13)]
    public async Task A_server_that_asks_for_a_certificate_in_vain_ends_the_call(Mode mode, Endpoint endpoint, SslProtocols protocol)
    {
        await using var server = new TlsForwarder(site.Emulator.BaseAddress, site.Certificate, clientAuthority: site.Authority, protocols: protocol);

        var failure = await Failure(mode, endpoint, server, Trusting(site.Authority));

        failure.Message.Should().MatchRegex("could not be reached|the connection broke");
        server.Clients.Should().BeEmpty();
    }

    private static NetworkOptions Trusting(TestAuthority authority) => new() { TrustedCertificates = authority.Pem };

    private TlsForwarder Server(X509Certificate2 certificate) => new(site.Emulator.BaseAddress, certificate);

    private async Task Success(Mode mode, Endpoint endpoint, TlsForwarder server, NetworkOptions network, string host = "localhost")
    {
        using var client = site.Client(endpoint, address => server.Of(address, host), new FirecrestClientOptions { Network = network });

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        systems.Should().ContainSingle().Which.Name.Should().Be(site.Emulator.SystemName);
        server.Connections.Should().BePositive();
    }

    /// <summary>The failure of a call that would have changed something, and did not.</summary>
    private async Task<FirecrestException> Refusal(Mode mode, Endpoint endpoint, TlsForwarder server, NetworkOptions network)
    {
        var failure = await Failure(mode, endpoint, server, network);
        failure.MayHaveExecuted.Should().BeFalse();
        failure.Message.Should().Contain($"https://localhost:{server.Port}").And.Contain("could not be reached");
        return failure;
    }

    private async Task<FirecrestException> Failure(Mode mode, Endpoint endpoint, TlsForwarder server, NetworkOptions network)
    {
        var path = $"{site.Emulator.HomeDirectory}/{Guid.NewGuid()}";
        using var client = site.Client(endpoint, address => server.Of(address), new FirecrestClientOptions { Network = network });

        var failure = (await FluentActions.Awaiting(() => mode.Run(() => client.MakeDirectory(site.Emulator.SystemName, path), () => client.MakeDirectoryAsync(site.Emulator.SystemName, path)))
            .Should().ThrowAsync<FirecrestException>()).Which;

        failure.Should().BeOfType(endpoint == Endpoint.Api ? typeof(FirecrestConnectionException) : typeof(FirecrestAuthenticationException));
        Directory.Exists(site.Emulator.GetLocalPath(path)).Should().BeFalse();
        return failure;
    }
}
