using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firecrest.Emulator;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Firecrest.Samples.Tests;

/// <summary>The sample on a port of its own, in front of an emulator whose jobs run one at a time.</summary>
internal sealed class Backend : IAsyncDisposable
{
    /// <summary>Only a test that hangs gets there.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    private readonly WebApplicationFactory<Program> _program;

    private Backend(FirecrestEmulator hpc, IReadOnlyDictionary<string, string> settings)
    {
        Hpc = hpc;
        _program = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            foreach (var (name, value) in settings)
            {
                web.UseSetting(name, value);
            }
        });
        _program.UseKestrel();
        _program.StartServer();
        Http = _program.CreateClient();
    }

    public FirecrestEmulator Hpc { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _program.Services;

    public string Folder => Hpc.GetLocalPath(Hpc.HomeDirectory);

    public static async Task<Backend> Start(params (string Name, string Value)[] settings)
    {
        var hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { Slots = 1 });
        var all = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "None",
            ["FIRECREST_URL"] = hpc.BaseAddress.ToString(),
            ["FIRECREST_CLIENT_ID"] = hpc.ClientId,
            ["FIRECREST_CLIENT_SECRET"] = hpc.ClientSecret,
            ["AUTH_TOKEN_URL"] = hpc.TokenEndpoint.ToString(),
            ["FIRECREST_SYSTEM"] = hpc.SystemName,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new Backend(hpc, all);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _program.DisposeAsync();
        await Hpc.DisposeAsync();
    }

    /// <summary>A script that ends when there is a file of this name in its directory.</summary>
    public static string Awaiting(string file) => $"#!/bin/bash\nuntil [ -e {file} ]; do sleep 0.02; done\necho {file} is there\n";

    public void Create(string file) => File.WriteAllText(Path.Combine(Folder, file), "");

    public Task<HttpResponseMessage> Post(string script, string? key = null, string query = "?system=emulator")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/jobs" + query) { Content = new StringContent(script, new MediaTypeHeaderValue("text/plain")) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Submits a script, and gives the address of the job.</summary>
    public async Task<Uri> Submit(string script)
    {
        using var answer = await Post(script);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!;
    }

    public async Task<HttpResponseMessage> Open(Uri job)
    {
        var answer = await Http.GetAsync(job + "/events", HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return answer;
    }

    /// <summary>The names of the events, each with the state that it tells.</summary>
    public static async IAsyncEnumerable<string> Read(HttpResponseMessage answer)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync(limit.Token))
        {
            yield return $"{item.EventType} {JsonNode.Parse(item.Data)!["state"]}";
        }
    }
}
