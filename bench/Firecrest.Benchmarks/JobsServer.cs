using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Benchmarks;

/// <summary>Lists jobs that run from the first list on for as long as it is told, and then are all over.</summary>
internal static class JobsServer
{
    public static async Task Run(int jobs, TimeSpan duration)
    {
        var (running, over) = (List(jobs, "RUNNING"), List(jobs, "COMPLETED"));
        long start = 0;
        var lists = 0;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var server = builder.Build();
        server.Run(async context =>
        {
            if (context.Request.Path != "/compute/daint/jobs")
            {
                // A read of a single job, which would be a mistake, finds none.
                context.Response.StatusCode = context.Request.Path == "/lists" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                await context.Response.WriteAsync(lists.ToString(CultureInfo.InvariantCulture));
                return;
            }

            Interlocked.Increment(ref lists);
            Interlocked.CompareExchange(ref start, Stopwatch.GetTimestamp(), 0);
            var body = Stopwatch.GetElapsedTime(start) < duration ? running : over;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await server.StartAsync();
        Console.WriteLine(server.Urls.Single());
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    private static byte[] List(int jobs, string state) => Encoding.UTF8.GetBytes($$"""{"jobs":[{{string.Join(',', Enumerable.Range(1, jobs).Select(id => Row(id, state)))}}]}""");

    /// <summary>As a server writes it, with the fields of a job that runs.</summary>
    private static string Row(int id, string state) => $$$"""
        {"jobId":"{{{id}}}","name":"job-{{{id}}}","status":{"state":"{{{state}}}","stateReason":"None","exitCode":0,"interruptSignal":0},"tasks":[{"id":"{{{id}}}.batch","name":"batch","status":{"state":"{{{state}}}","stateReason":null,"exitCode":0,"interruptSignal":0},"time":{"elapsed":60,"start":1795364403,"end":null,"suspended":0,"limit":null}}],"time":{"elapsed":60,"start":1795364403,"end":null,"suspended":0,"limit":86400},"account":"staff","allocationNodes":1,"cluster":"cluster","group":"users","nodes":"nid001","partition":"part01","killRequestUser":null,"user":"fireuser","workingDirectory":"/home/fireuser/runs/{{{id}}}","priority":1}
        """;
}
