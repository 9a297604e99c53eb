using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firecrest.Client.V2;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Budgets;

/// <summary>What a typed call allocates beyond the least that anybody could: an HttpClient and source-generated JSON.</summary>
public sealed class AllocationTests
{
    private const int Budget = 1024;

    private static readonly SubmitJobRequest Job = new() { WorkingDirectory = "/home/me", Script = "#!/bin/sh\n" };

    private static readonly RawSubmitBody JobBody = new(new("/home/me", "#!/bin/sh\n"));

    public static TheoryData<string, string> Calls => new()
    {
        { "systems", "v2/status/systems" },
        { "job", "v2/compute/completed-job" },
        { "stat", "v2/filesystem/stat" },
        { "ls", "v2/filesystem/ls-of-a-file" },
        { "head", "v2/filesystem/head" },
        { "submit", "v2/compute/submit" },
    };

    [Theory, MemberData(nameof(Calls))]
    public void A_typed_call_allocates_little_more_than_a_raw_one(string call, string fixture)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Fixture.Load(fixture).Body);
        using var handler = new ConstantHandler(body);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new FirecrestClient(TestClient.Address, new StaticTokenAuth("test-token"), new FirecrestClientOptions { HttpClient = http });

        var raw = Measure(() => Raw(http, call));
        var typed = Measure(() => Typed(client, call));

        TestContext.Current.SendDiagnosticMessage("{0}: raw {1} B, typed {2} B, difference {3} B", call, raw, typed, typed - raw);
        (typed - raw).Should().BeLessThanOrEqualTo(Budget, $"raw allocates {raw} B and typed {typed} B");
    }

    /// <summary>The least of several runs: what varies is the runtime's, not ours.</summary>
    private static long Measure(Action call)
    {
        var least = long.MaxValue;
        for (var run = 0; run < 300; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Typed(FirecrestClient client, string call)
    {
        object result = call switch
        {
            "systems" => client.V2.Status.GetSystems(),
            "job" => client.V2.Compute.GetJob("daint", "4"),
            "stat" => client.V2.Filesystem.Stat("daint", "/home/me/file"),
            "ls" => client.V2.Filesystem.List("daint", "/home/me/file"),
            "head" => client.V2.Filesystem.Head("daint", "/home/me/file"),
            _ => client.V2.Compute.SubmitJob("daint", Job),
        };
        GC.KeepAlive(result);
    }

    private static void Raw(HttpClient http, string call)
    {
        object? result = call switch
        {
            "systems" => Get(http, "status/systems", RawJson.Default.RawSystems),
            "job" => Get(http, "compute/daint/jobs/4", RawJson.Default.RawJobs),
            "stat" => Get(http, "filesystem/daint/ops/stat?path=" + Uri.EscapeDataString("/home/me/file"), RawJson.Default.RawStatAnswer),
            "ls" => Get(http, "filesystem/daint/ops/ls?path=" + Uri.EscapeDataString("/home/me/file"), RawJson.Default.RawFiles),
            "head" => Get(http, "filesystem/daint/ops/head?path=" + Uri.EscapeDataString("/home/me/file"), RawJson.Default.RawContentAnswer),
            _ => Post(http, "compute/daint/jobs"),
        };
        GC.KeepAlive(result);
    }

    private static T? Get<T>(HttpClient http, string path, JsonTypeInfo<T> type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(TestClient.Address, path));
        return Send(http, request, type);
    }

    private static RawSubmitAnswer? Post(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TestClient.Address, path))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(JobBody, RawJson.Default.RawSubmitBody)) { Headers = { ContentType = new("application/json") } },
        };
        return Send(http, request, RawJson.Default.RawSubmitAnswer);
    }

    private static T? Send<T>(HttpClient http, HttpRequestMessage request, JsonTypeInfo<T> type)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "raw/1.0");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer test-token");
        using var response = http.Send(request);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(response.Content.ReadAsStream(), type);
    }

    private sealed class ConstantHandler(byte[] body) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body), RequestMessage = request };
            response.Headers.TryAddWithoutValidation("f7t-appversion", "2.x.x");
            response.Headers.TryAddWithoutValidation("x-request-id", "e17e5f8228df46b88147e1f7e2a47798");
            return response;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(Send(request, cancellationToken));
    }
}
