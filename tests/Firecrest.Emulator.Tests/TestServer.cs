using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

/// <summary>An emulator and a plain HTTP client that has a token for it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private TestServer(FirecrestEmulator emulator)
    {
        Emulator = emulator;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = emulator.BaseAddress };
        Token = emulator.Tokens.Mint(TimeSpan.FromDays(1000));
    }

    public FirecrestEmulator Emulator { get; }

    public HttpClient Http { get; }

    public string Token { get; }

    public string System => Emulator.SystemName;

    public string Home => Emulator.HomeDirectory;

    public static async Task<TestServer> Start(FirecrestEmulatorOptions? options = null)
        => new(await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }

    public async Task<Answer> Send(HttpRequestMessage request, bool withToken = true)
    {
        using (request)
        {
            if (withToken)
            {
                request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", Token);
            }

            return await Answer.Read(await Http.SendAsync(request, TestContext.Current.CancellationToken));
        }
    }

    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> Delete(string path) => Send(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Answer> SendJson(HttpMethod method, string path, string json)
        => Send(new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public Task<Answer> Ops(string operation, string path, string more = "")
        => Get($"filesystem/{System}/ops/{operation}?path={Uri.EscapeDataString(path)}{more}");

    public Task<Answer> Upload(string folder, string name, byte[] content)
    {
        string path = $"filesystem/{System}/ops/upload?path={Uri.EscapeDataString(folder)}";
        return Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = Recording.Form("file", name, content) });
    }

    /// <summary>Submits a bash script; <paramref name="more"/> adds members to the job.</summary>
    public async Task<string> Submit(string script, JsonObject? more = null)
    {
        Answer answer = await TrySubmit(script, more);
        answer.Status.Should().Be(201, answer.Text);
        return answer.Json["jobId"]!.GetValue<string>();
    }

    public Task<Answer> TrySubmit(string? script, JsonObject? more = null)
    {
        JsonObject job = more ?? [];
        job["workingDirectory"] ??= Home;
        if (script is not null)
        {
            job["script"] = script.StartsWith("#!", StringComparison.Ordinal) ? script : "#!/bin/bash\n" + script + "\n";
        }

        return SendJson(HttpMethod.Post, $"compute/{System}/jobs", new JsonObject { ["job"] = job }.ToJsonString());
    }

    public async Task<JsonArray> Jobs(string id)
    {
        Answer answer = await Get($"compute/{System}/jobs/{id}");
        answer.Status.Should().Be(200, answer.Text);
        return answer.Json["jobs"]!.AsArray();
    }

    public async Task<JsonNode> Job(string id) => (await Jobs(id))[0]!;

    public Task<JsonNode> WaitFor(string id, string state)
        => Eventually.Get(() => Job(id), job => StateOf(job) == state, $"job {id} to be {state}");

    public Task<JsonNode> WaitForEnd(string id)
        => Eventually.Get(() => Job(id), job => StateOf(job) is not ("PENDING" or "RUNNING"), $"the end of job {id}");

    public static string StateOf(JsonNode job) => job["status"]!["state"]!.GetValue<string>();

    /// <summary>The text of a remote file, read on this machine.</summary>
    public string Read(string remotePath) => File.ReadAllText(Emulator.GetLocalPath(remotePath));

    /// <summary>The text of a remote file once it ends with a line.</summary>
    public async Task<string> WaitForLine(string remotePath)
    {
        string local = Emulator.GetLocalPath(remotePath);
        await Eventually.IsTrue(() => File.Exists(local) && File.ReadAllText(local).EndsWith('\n'), $"a line in {remotePath}");
        return File.ReadAllText(local).Trim();
    }
}
