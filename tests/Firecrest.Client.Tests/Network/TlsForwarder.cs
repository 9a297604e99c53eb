using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Firecrest.Client.Tests.Network;

/// <summary>Puts TLS in front of a plain server on loopback.</summary>
internal sealed class TlsForwarder : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _clients = new();
    private readonly SslServerAuthenticationOptions _tls;
    private readonly LoopbackServer _server;

    /// <param name="target">The plain server.</param>
    /// <param name="certificate">What is shown to clients.</param>
    /// <param name="intermediates">What is shown with it.</param>
    /// <param name="clientAuthority">When given, clients must show a certificate of this authority.</param>
    /// <param name="protocols">The versions of TLS; by default those of the machine.</param>
    public TlsForwarder(
        Uri target, X509Certificate2 certificate, X509Certificate2Collection? intermediates = null, TestAuthority? clientAuthority = null, SslProtocols protocols = SslProtocols.None)
    {
        _tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, intermediates, offline: true),
            ClientCertificateRequired = clientAuthority is not null,
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, shown, _, _) => clientAuthority is null || IsWelcome(shown, clientAuthority),
        };
        _server = new LoopbackServer((client, stopped) => Forward(client, target, stopped));
    }

    public int Port => _server.Port;

    /// <summary>The number of connections so far, failed ones included.</summary>
    public int Connections => _server.Connections;

    /// <summary>The serial numbers of the certificates that clients have shown.</summary>
    public IReadOnlyList<string> Clients => [.. _clients];

    /// <summary>The address of something on the plain server when it is reached through here.</summary>
    public Uri Of(Uri target, string host = "localhost") => new UriBuilder(target) { Scheme = "https", Host = host, Port = Port }.Uri;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private bool IsWelcome(X509Certificate? shown, TestAuthority authority)
    {
        if (shown is null || !authority.HasIssued(shown))
        {
            return false;
        }

        _clients.Enqueue(shown.GetSerialNumberString());
        return true;
    }

    private async Task Forward(NetworkStream client, Uri target, CancellationToken stopped)
    {
        await using var encrypted = new SslStream(client);
        await encrypted.AuthenticateAsServerAsync(_tls, stopped);
        using var server = new TcpClient();
        await server.ConnectAsync(target.Host, target.Port, stopped);
        await LoopbackServer.Join(encrypted, server.GetStream(), stopped);
    }
}
