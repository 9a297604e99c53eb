using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Firecrest.Client.Tests.Network;

/// <summary>A plain HTTP server on loopback that gives the same answer to everything, or none.</summary>
internal sealed class CannedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<HttpHead> _requests = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly LoopbackServer _server;

    /// <param name="answer">The whole answer; when null, requests are read and never answered.</param>
    public CannedServer(byte[]? answer) => _server = new LoopbackServer((client, stopped) => Serve(client, answer, stopped));

    public Uri Address => new($"http://127.0.0.1:{_server.Port}/");

    public IReadOnlyList<HttpHead> Requests => [.. _requests];

    /// <summary>Answers with a status, headers and a body.</summary>
    public static CannedServer Answering(string status, string headers, byte[]? body = null)
        => new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {body?.Length ?? 0}\r\n\r\n"), .. body ?? []]);

    /// <summary>The address of something when it is looked for here.</summary>
    public Uri At(Uri address) => new UriBuilder(address) { Scheme = Address.Scheme, Host = Address.Host, Port = Address.Port }.Uri;

    /// <summary>Waits until a request has arrived.</summary>
    public Task Arrival() => _arrived.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task Serve(NetworkStream client, byte[]? answer, CancellationToken stopped)
    {
        while (await HttpHead.Read(client, stopped) is { } head)
        {
            await client.ReadExactlyAsync(new byte[head.ContentLength], stopped);
            _requests.Enqueue(head);
            _arrived.Release();
            if (answer is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stopped);
            }

            await client.WriteAsync(answer, stopped);
        }
    }
}
