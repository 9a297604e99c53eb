using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Firecrest.Client.Tests.Network;

/// <summary>An HTTP proxy on loopback that keeps what it was asked for.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly LoopbackServer _server;

    /// <param name="refusal">When given, the status that every request gets instead of an answer, such as <c>403 Forbidden</c>.</param>
    public RecordingProxy(string? refusal = null) => _server = new LoopbackServer((client, stopped) => Serve(client, refusal, stopped));

    public Uri Address => new($"http://127.0.0.1:{_server.Port}");

    public IWebProxy Settings => new WebProxy(Address);

    /// <summary>Method and target of each request so far.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(NetworkStream client, string? refusal, CancellationToken stopped)
    {
        if (await HttpHead.Read(client, stopped) is not { } head)
        {
            return;
        }

        _requests.Enqueue($"{head.Method} {head.Target}");
        if (refusal is not null)
        {
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), stopped);
            return;
        }

        var isTunnel = head.Method == "CONNECT";
        var target = new Uri(isTunnel ? "tunnel://" + head.Target : head.Target);
        using var server = new TcpClient();
        await server.ConnectAsync(target.Host, target.Port, stopped);
        if (isTunnel)
        {
            await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stopped);
        }
        else
        {
            // One exchange for each connection, so that nothing but the head needs to be understood.
            var headers = head.Headers.Where(line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)).Append("Connection: close");
            var text = $"{head.Method} {target.PathAndQuery} HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n\r\n";
            await server.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), stopped);
        }

        await LoopbackServer.Join(client, server.GetStream(), stopped);
    }
}
