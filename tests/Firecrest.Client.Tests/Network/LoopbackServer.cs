using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Firecrest.Client.Tests.Network;

/// <summary>Accepts connections on a free loopback port and lets each be handled until it ends.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<NetworkStream, CancellationToken, Task> _handle;
    private readonly Task _accepting;

    public LoopbackServer(Func<NetworkStream, CancellationToken, Task> handle)
    {
        _handle = handle;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    /// <summary>The number of connections so far.</summary>
    public int Connections => _connections.Count;

    /// <summary>Accepts connections and never says a word.</summary>
    public static LoopbackServer Mute() => new((_, stopped) => Task.Delay(Timeout.InfiniteTimeSpan, stopped));

    /// <summary>Copies bytes both ways until one side ends.</summary>
    public static async Task Join(Stream one, Stream other, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] copies = [one.CopyToAsync(other, ended.Token), other.CopyToAsync(one, ended.Token)];
        await Task.WhenAny(copies);
        await ended.CancelAsync();
        await Task.WhenAll(copies);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
    }

    private async Task Accept()
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                _connections.Add(Handle(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
            catch (OperationCanceledException)
            {
                // The end of the loop.
            }
        }
    }

    private async Task Handle(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await _handle(connection.GetStream(), _stopped.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or OperationCanceledException)
            {
                // Somebody hung up or was refused; what that means is for the other side to tell.
            }
        }
    }
}
