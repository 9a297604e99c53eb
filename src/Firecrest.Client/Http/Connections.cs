using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Firecrest.Client.Http;

/// <summary>Makes the connections that a client owns, all by the same network options.</summary>
internal static class Connections
{
    /// <summary>Long enough to be reused, short enough to follow a change of DNS.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The purpose that a server's certificate must be good for.</summary>
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>For token requests; it leaves the handler to its owner.</summary>
    public static HttpClient CreateClient(HttpMessageHandler handler) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>For an object store, whose bytes are taken as they are.</summary>
    public static SocketsHttpHandler CreateStagingHandler(NetworkOptions network)
    {
        var handler = CreateHandler(network);
        handler.AutomaticDecompression = DecompressionMethods.None;
        return handler;
    }

    public static SocketsHttpHandler CreateHandler(NetworkOptions network) => new()
    {
        // A redirect would drop or forward credentials; ErrorReader reports it.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = network.ConnectTimeout,
        PooledConnectionLifetime = Lifetime,
        Proxy = network.Proxy,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = network.ClientCertificates,
            RemoteCertificateValidationCallback = Validation(network),
        },
    };

    /// <summary>Null leaves the decision to the machine.</summary>
    private static RemoteCertificateValidationCallback? Validation(NetworkOptions network)
    {
        if (network.DangerousAcceptAnyServerCertificate)
        {
#pragma warning disable CA5359 // It is what the option asks for, by a name that warns.
            return static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return network.ReadTrustedCertificates() is { } trusted
            ? (_, certificate, chain, errors) => errors == SslPolicyErrors.None
                || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null
                    ? Leads(new X509Certificate2(certificate), chain, trusted)
                    : throw Refusal(errors.ToString()))
            : null;
    }

    /// <summary>True when the chain, whose only fault is that the machine does not know its root, leads to a trusted certificate; else it throws.</summary>
    private static bool Leads(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection trusted)
    {
        using (certificate)
        using (var chain = new X509Chain())
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }

            return chain.Build(certificate) ? true : throw Refusal(string.Join(", ", chain.ChainStatus.Select(static status => status.Status)));
        }
    }

    /// <summary>Thrown instead of an answer that says no, of which the runtime would tell only that there was one.</summary>
    private static AuthenticationException Refusal(string why) => new($"The server's certificate is not accepted: {why}.");
}
