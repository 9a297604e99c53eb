using System.Net;
using Firecrest.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Firecrest.Benchmarks;

/// <summary>Answers each operation with its recording, and does nothing else, in a process of its own so that its work is not counted.</summary>
internal static class FixtureServer
{
    public static readonly IReadOnlyDictionary<string, string> Recordings = new Dictionary<string, string>
    {
        ["/status/systems"] = "v2/status/systems",
        ["/compute/daint/jobs/4"] = "v2/compute/completed-job",
        ["/compute/daint/jobs"] = "v2/compute/submit",
        ["/filesystem/daint/ops/stat"] = "v2/filesystem/stat",
        ["/filesystem/daint/ops/ls"] = "v2/filesystem/ls",
        ["/filesystem/daint/ops/head"] = "v2/filesystem/head",
    };

    public static async Task Run()
    {
        var bodies = Recordings.ToDictionary(pair => pair.Key, pair => System.Text.Encoding.UTF8.GetBytes(Fixture.Load(pair.Value).Body));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var server = builder.Build();
        server.Run(async context =>
        {
            var body = bodies[context.Request.Path];
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            context.Response.Headers["f7t-appversion"] = "2.x.x";
            context.Response.Headers["x-request-id"] = "e17e5f8228df46b88147e1f7e2a47798";
            await context.Response.Body.WriteAsync(body);
        });
        await server.StartAsync();
        Console.WriteLine(server.Urls.Single());
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
