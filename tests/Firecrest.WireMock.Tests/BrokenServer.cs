using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Firecrest.Testing;

namespace Firecrest.WireMock.Tests;

/// <summary>Reads a request, writes these bytes and closes the connection: for answers that a server with a regard for HTTP cannot be made to give.</summary>
internal sealed class BrokenServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly bool _tellsSystems;
    private readonly ConcurrentQueue<string> _methods = new();

    public BrokenServer(string answer, bool tellsSystems = false)
    {
        _tellsSystems = tellsSystems;
        _answer = Encoding.UTF8.GetBytes(answer);
        _listener.Start();
        _ = Serve();
        Site = new StrangeSite(new Uri($"http://{_listener.LocalEndpoint}/"), () => _methods);
    }

    public StrangeSite Site { get; }

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await Answer(connection.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task Answer(NetworkStream connection)
    {
        try
        {
            var start = (await ReadRequest(connection)).Split(' ');
            _methods.Enqueue(start[0]);
            await connection.WriteAsync(_tellsSystems && start[1] == "/status/systems" ? Systems() : _answer);
            connection.Socket.Shutdown(SocketShutdown.Send);

            // Until the client closes too; else what it still sends would become a reset, which could overtake the answer.
            while (await connection.ReadAsync(new byte[1024]) > 0)
            {
            }
        }
        catch (IOException)
        {
            // The client did not wait.
        }
    }

    private static byte[] Systems()
    {
        var body = Fixture.Load("v2/status/systems").Body;
        return Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static async Task<string> ReadRequest(NetworkStream connection)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await connection.ReadAsync(buffer);
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            var request = text.ToString();
            var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || (head >= 0 && request.Length - head - 4 >= ContentLength(request[..head])))
            {
                return request;
            }
        }
    }

    private static int ContentLength(string head)
    {
        var header = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return header is null ? 0 : int.Parse(header.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
