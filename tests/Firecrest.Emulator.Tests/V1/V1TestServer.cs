using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests.V1;

/// <summary>An emulator that looks like the server of the recordings, and a plain client of its v1 side.</summary>
internal sealed class V1TestServer : IAsyncDisposable
{
    public const string Machine = "cluster";
    public const string Home = "/home/test1";

    private readonly TestServer _server;

    private V1TestServer(TestServer server) => _server = server;

    public static FirecrestEmulatorOptions Options { get; } = new()
    {
        UserName = "test1",
        SystemNames = [Machine, "offline", "restricted", "unreachable"],
        Accounts = ["test", "tiny"],
        Slots = 4,
        V1 = new EmulatedV1Options { TaskDelay = TimeSpan.Zero, RefusingSystems = ["offline"], ForbiddenSystems = ["restricted"], RequiredScope = "profile" },
    };

    public FirecrestEmulator Emulator => _server.Emulator;

    /// <summary>The other generation of the same emulator.</summary>
    public TestServer V2 => _server;

    public static async Task<V1TestServer> Start(FirecrestEmulatorOptions? options = null)
    {
        var server = new V1TestServer(await TestServer.Start(options ?? Options));
        if ((options ?? Options).SystemNames.Contains("unreachable"))
        {
            server.Emulator.SetHealth("ssh", false, "unreachable");
        }

        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public string Local(string path) => Emulator.GetLocalPath(path);

    public void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Local(path))!);
        File.WriteAllText(Local(path), text);
    }

    /// <summary>Sends a request with the token of a user to a machine.</summary>
    public Task<Answer> Send(
        HttpMethod method, string path, IEnumerable<(string Name, string Value)>? form = null, string? machine = Machine, string? user = null,
        IEnumerable<(string Name, string Value)>? headers = null)
    {
        var request = new HttpRequestMessage(method, "/v1" + path);
        if (form is not null)
        {
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        return Send(request, machine, user, headers);
    }

    public Task<Answer> Get(string path, string? machine = Machine) => Send(HttpMethod.Get, path, machine: machine);

    public Task<Answer> Send(
        HttpRequestMessage request, string? machine = Machine, string? user = null, IEnumerable<(string Name, string Value)>? headers = null)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Emulator.Tokens.Mint(TimeSpan.FromDays(1000), user));
        if (machine is not null)
        {
            request.Headers.Add("X-Machine-Name", machine);
        }

        foreach ((string name, string value) in headers ?? [])
        {
            request.Headers.Add(name, value);
        }

        return _server.Send(request, withToken: false);
    }

    public async Task<Answer> Upload(string path, string fileName, byte[] content, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1" + path) { Content = Form(fileName, content, fields) };
        return await Send(request);
    }

    /// <summary>Submits a script by upload; gives the id of the job.</summary>
    public async Task<string> Submit(string script, string name = "job.sh", params (string Name, string Value)[] fields)
    {
        JsonNode task = await Task(await Upload("/compute/jobs/upload", name, Encoding.UTF8.GetBytes("#!/bin/bash\n" + script + "\n"), fields));
        task["status"]!.ToString().Should().Be("200", task.ToJsonString());
        return task["data"]!["jobid"]!.ToString();
    }

    /// <summary>The task that an answer names, as it is now.</summary>
    public async Task<JsonNode> Task(Answer created)
    {
        created.Status.Should().BeOneOf([200, 201], created.Text);
        return (await Get("/tasks/" + created.Json["task_id"], machine: null)).Json["task"]!;
    }

    /// <summary>The task that an answer names, once it is in a status.</summary>
    public Task<JsonNode> TaskIn(Answer created, string status)
        => Eventually.Get(() => Task(created), task => task["status"]!.ToString() == status, $"the task to be {status}");

    /// <summary>The accounting's row of a job, once it is over.</summary>
    public Task<JsonNode> WaitForEnd(string id) => Eventually.Get(
        async () => (await Task(await Get("/compute/acct?jobs=" + id)))["data"]![0]!,
        job => job["state"]!.ToString() is not ("PENDING" or "RUNNING"),
        $"the end of job {id}");

    public static MultipartFormDataContent Form(string fileName, byte[] content, IEnumerable<(string Name, string Value)> fields)
    {
        var form = new MultipartFormDataContent();
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(content), "file", fileName);
        return form;
    }
}
