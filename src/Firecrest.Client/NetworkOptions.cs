using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firecrest.Client;

/// <summary>How connections are made: to FirecREST, to the token endpoint, and to whatever else a client talks to.</summary>
/// <remarks>
/// Without settings the machine's apply: its trusted certificates, which on Linux <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> replace, and the proxy
/// that <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c> name. The runtime reads these variables once, at the start of the program.
/// </remarks>
public sealed record NetworkOptions
{
    /// <summary>The proxy to use instead of the machine's. Default: none.</summary>
    public IWebProxy? Proxy { get; set; }

    /// <summary>Certificates to trust beside the machine's, as the text of a PEM file with one or more of them: a site's own authority. Default: none.</summary>
    public string? TrustedCertificates { get; set; }

    /// <summary>Certificates with private keys to show to servers that ask for one. Default: none.</summary>
    public X509Certificate2Collection? ClientCertificates { get; set; }

    /// <summary>
    /// Accepts any certificate of any server, so that whoever is on the network can read tokens and files. For experiments only; trust the right
    /// certificate by <see cref="TrustedCertificates"/> instead. Default false.
    /// </summary>
    public bool DangerousAcceptAnyServerCertificate { get; set; }

    /// <summary>How long making a connection may take. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    internal bool IsDefault => this == new NetworkOptions();

    internal NetworkOptions Freeze()
    {
        OptionCheck.Positive(ConnectTimeout, "Network.ConnectTimeout");
        if (ClientCertificates?.FirstOrDefault(certificate => !certificate.HasPrivateKey) is { } keyless)
        {
            throw new ArgumentException($"Network.ClientCertificates holds '{keyless.Subject}' without its private key, so it proves nothing to a server.");
        }

        ReadTrustedCertificates();
        return this with { ClientCertificates = ClientCertificates is null ? null : [.. ClientCertificates] };
    }

    /// <summary>The trusted certificates; null when there are none.</summary>
    internal X509Certificate2Collection? ReadTrustedCertificates()
    {
        if (string.IsNullOrWhiteSpace(TrustedCertificates))
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(TrustedCertificates);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"Network.TrustedCertificates cannot be read: {exception.Message}", exception);
        }

        return certificates.Count > 0
            ? certificates
            : throw new ArgumentException("Network.TrustedCertificates holds no certificate. Expected the text of a PEM file (-----BEGIN CERTIFICATE-----), not its path.");
    }
}
