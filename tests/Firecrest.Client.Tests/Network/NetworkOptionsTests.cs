using System.Security.Cryptography.X509Certificates;

namespace Firecrest.Client.Tests.Network;

/// <summary>What is refused before anything is sent.</summary>
public sealed class NetworkOptionsTests
{
    [Fact]
    public void A_connection_of_ones_own_and_options_for_connections_exclude_each_other()
    {
        using var http = new HttpClient();
        NetworkOptions[] set =
        [
            new() { Proxy = HttpClient.DefaultProxy },
            new() { TrustedCertificates = Pem() },
            new() { ClientCertificates = [] },
            new() { DangerousAcceptAnyServerCertificate = true },
            new() { ConnectTimeout = TimeSpan.FromSeconds(1) },
        ];

        foreach (var network in set)
        {
            Making(new() { HttpClient = http, Network = network }).Should().Throw<ArgumentException>().WithMessage("Both HttpClient and Network are set*");
        }

        Making(new() { HttpClient = http, Network = new() }).Should().NotThrow();
    }

    [Theory]
    [InlineData("/etc/ssl/certs/site.pem", "*holds no certificate*not its path*")]
    [InlineData("-----BEGIN CERTIFICATE-----\nno base64 at all!\n-----END CERTIFICATE-----", "*holds no certificate*")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "*holds no certificate*")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "*cannot be read*")]
    public void Text_that_is_no_certificate_is_refused(string text, string message)
        => Making(new() { Network = new() { TrustedCertificates = text } }).Should().Throw<ArgumentException>().WithMessage("Network.TrustedCertificates" + message);

    [Fact]
    public void A_client_certificate_without_its_key_is_refused_by_its_name()
    {
        using var authority = new TestAuthority("Keyless");
        X509Certificate2Collection keyless = [authority.Certificate];

        Making(new() { Network = new() { ClientCertificates = keyless } }).Should().Throw<ArgumentException>().WithMessage("Network.ClientCertificates*CN=Keyless*without its private key*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_connect_time_that_is_not_positive_is_refused(int seconds)
        => Making(new() { Network = new() { ConnectTimeout = TimeSpan.FromSeconds(seconds) } }).Should().Throw<ArgumentException>().WithMessage("Network.ConnectTimeout is *positive*");

    [Theory]
    [InlineData("http://firecrest.example/v2")]
    [InlineData("http://10.0.0.1/v2")]
    [InlineData("http://localhost.example/v2")]
    public void An_unencrypted_address_is_refused_unless_it_is_allowed(string address)
    {
        Making(new(), address).Should().Throw<ArgumentException>().WithMessage($"'{address}' is not encrypted*AllowInsecureHttp*");
        Making(new() { AllowInsecureHttp = true }, address).Should().NotThrow();
    }

    [Theory]
    [InlineData("http://localhost:8080/v2")]
    [InlineData("http://127.0.0.1:8080/v2")]
    [InlineData("http://[::1]:8080/v2")]
    public void An_unencrypted_address_of_this_machine_needs_no_leave(string address) => Making(new(), address).Should().NotThrow();

    [Fact]
    public void An_unencrypted_token_endpoint_is_refused_unless_it_is_allowed()
    {
        var endpoint = new Uri("http://idp.example/token");

        FluentActions.Invoking(() => new ClientCredentialsAuth("me", "secret", endpoint)).Should().Throw<ArgumentException>().WithMessage("*not encrypted*AllowInsecureHttp*");
        FluentActions.Invoking(() => new ClientCredentialsAuth("me", "secret", endpoint, new() { AllowInsecureHttp = true })).Should().NotThrow();
    }

    private static Action Making(FirecrestClientOptions options, string address = "https://firecrest.example")
        => () => new FirecrestClient(new Uri(address), new StaticTokenAuth("token"), options).Dispose();

    private static string Pem()
    {
        using var authority = new TestAuthority("Some CA");
        return authority.Pem;
    }
}
