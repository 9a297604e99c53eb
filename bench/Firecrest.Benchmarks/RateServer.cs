using System.Net;
using System.Text;
using Firecrest.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Benchmarks;

/// <summary>Tells of a job after 20 ms, on a port for each client, and counts the connections of each.</summary>
internal static class RateServer
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    public static async Task Run(int ports)
    {
        var body = Encoding.UTF8.GetBytes(Fixture.Load("v2/compute/completed-job").Body);
        var connections = new ConnectionCount[ports];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            for (var port = 0; port < ports; port++)
            {
                var count = connections[port] = new ConnectionCount();
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(count.Count));
            }
        });
        await using var server = builder.Build();
        server.Run(async context =>
        {
            if (context.Request.Path == "/connections")
            {
                await context.Response.WriteAsync(string.Join(' ', connections.Select(count => count.Most)));
                return;
            }

            await Task.Delay(Latency);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await server.StartAsync();
        Console.WriteLine(string.Join(' ', server.Urls));
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many connections there were at a time, at most.</summary>
    private sealed class ConnectionCount
    {
        private readonly Lock _lock = new();
        private int _now;

        public int Most { get; private set; }

        public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
        {
            lock (_lock)
            {
                Most = Math.Max(Most, ++_now);
            }

            try
            {
                await next(connection);
            }
            finally
            {
                lock (_lock)
                {
                    _now--;
                }
            }
        };
    }
}
