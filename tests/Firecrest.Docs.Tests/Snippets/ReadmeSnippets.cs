using Firecrest.Client;
using Firecrest.Emulator;

namespace Firecrest.Docs.Tests.Snippets;

public sealed class ReadmeSnippets : IAsyncLifetime
{
    private readonly StringWriter _console = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-docs-").FullName;
    private FirecrestEmulator? _emulator;
    private string _url = "", _clientId = "", _clientSecret = "", _tokenUrl = "";

    /// <summary>What the snippets take for the console.</summary>
    private StringWriter Console => _console;

    public async ValueTask InitializeAsync()
    {
        _emulator = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { SystemNames = ["daint"], UserName = "me" }, TestContext.Current.CancellationToken);
        (_url, _clientId, _clientSecret, _tokenUrl) = (_emulator.BaseAddress.ToString(), _emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint.ToString());
        Directory.CreateDirectory(_emulator.GetLocalPath("/scratch/me"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "job.sh"), "#!/bin/bash\necho the answer is 42\n", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_job_synchronously()
    {
        var (url, clientId, clientSecret, tokenUrl, jobScript) = (_url, _clientId, _clientSecret, _tokenUrl, Path.Combine(_folder, "job.sh"));

        #region snippet readme-sync
        using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

        JobHandle job = client.Submit("daint", JobDescription.FromScriptFile(jobScript, workingDirectory: "/scratch/me"));
        JobInfo done = job.WaitForCompletion();
        Console.WriteLine($"{job} ended {done.State}");
        Console.WriteLine(job.GetOutput());
        #endregion

        _console.ToString().Should().Contain("daint/1 ended COMPLETED").And.Contain("the answer is 42");
    }

    [Fact]
    public async Task A_job_asynchronously()
    {
        var (url, clientId, clientSecret, tokenUrl) = (_url, _clientId, _clientSecret, _tokenUrl);
        var cancellationToken = TestContext.Current.CancellationToken;

        #region snippet readme-async
        using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

        var description = JobDescription.FromScript("#!/bin/bash\n#SBATCH --time=00:10:00\nsort input.txt > sorted.txt\n", "/scratch/me") with { Name = "sort" };
        await client.UploadAsync("daint", new MemoryStream("b\na\n"u8.ToArray()), "/scratch/me/input.txt", cancellationToken);
        var job = await client.SubmitAsync("daint", description, cancellationToken);

        var options = new WaitOptions { TimeLimit = TimeSpan.FromHours(1), StateChanged = seen => Console.WriteLine(seen.State) };
        (await job.WaitForCompletionAsync(options, cancellationToken)).EnsureSucceeded();
        Console.WriteLine(await client.HeadAsync("daint", "/scratch/me/sorted.txt", ReadWindow.Lines(5), cancellationToken));
        #endregion

        _console.ToString().Should().Contain("COMPLETED").And.Contain("a\nb\n");
    }
}
