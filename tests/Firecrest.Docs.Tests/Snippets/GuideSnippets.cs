using System.Net;
using System.Text.Json;
using Firecrest.Client;
using Firecrest.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Docs.Tests.Snippets;

/// <summary>The code of docs/, run against an emulator.</summary>
public sealed class GuideSnippets : IAsyncLifetime
{
    private readonly StringWriter _console = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("firecrest-docs-").FullName;
    private FirecrestEmulator _emulator = null!;
    private FirecrestClient _client = null!;

    /// <summary>What the snippets take for the console.</summary>
    private StringWriter Console => _console;

    public async ValueTask InitializeAsync()
    {
        _emulator = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { SystemNames = ["daint"], UserName = "me" }, TestContext.Current.CancellationToken);
        _client = _emulator.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Getting_started_without_an_account()
    {
        #region snippet getting-started-emulator
        await using var hpc = await FirecrestEmulator.StartAsync();
        using var client = hpc.CreateClient();

        var job = await client.SubmitAsync(hpc.SystemName, JobDescription.FromScript("#!/bin/bash\necho hello\n", hpc.HomeDirectory));
        await job.WaitForCompletionAsync();
        Console.WriteLine(await job.GetOutputAsync());
        #endregion

        _console.ToString().Trim().Should().Be("hello");
    }

    [Fact]
    public async Task Getting_started_with_a_simulation()
    {
        #region snippet getting-started-simulation
        var clock = new FakeTimeProvider();
        var days = new SimulatedJob { Phases = [new JobPhase("PENDING", TimeSpan.FromHours(1)), new JobPhase("RUNNING", TimeSpan.FromDays(2))] };
        await using var hpc = await FirecrestEmulator.StartAsync(new() { TimeProvider = clock, DefaultTimeLimit = TimeSpan.FromDays(3), Simulation = new() { Default = days } });
        using var client = hpc.CreateClient();
        hpc.Faults.On(HttpMethod.Post, "/compute/*/jobs").RateLimit(TimeSpan.FromSeconds(1));

        var job = await client.SubmitAsync(hpc.SystemName, JobDescription.FromScript("#!/bin/bash\n", hpc.HomeDirectory));
        clock.Advance(TimeSpan.FromDays(3));
        Console.WriteLine($"{(await job.DescribeAsync()).State}, told to wait {hpc.Journal.Requests.Count(request => request.Status == 429)} time");
        #endregion

        _console.ToString().Trim().Should().Be("COMPLETED, told to wait 1 time");
    }

    [Fact]
    public async Task Getting_started_with_a_site()
    {
        var environment = new Dictionary<string, string>
        {
            ["FIRECREST_URL"] = _emulator.BaseAddress.ToString(),
            ["FIRECREST_CLIENT_ID"] = _emulator.ClientId,
            ["FIRECREST_CLIENT_SECRET"] = _emulator.ClientSecret,
            ["AUTH_TOKEN_URL"] = _emulator.TokenEndpoint.ToString(),
        };
        foreach (var (name, value) in environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        #region snippet getting-started-site
        using var client = new FirecrestClient(
            new Uri(Environment.GetEnvironmentVariable("FIRECREST_URL")!),
            new ClientCredentialsAuth(
                Environment.GetEnvironmentVariable("FIRECREST_CLIENT_ID")!,
                Environment.GetEnvironmentVariable("FIRECREST_CLIENT_SECRET")!,
                new Uri(Environment.GetEnvironmentVariable("AUTH_TOKEN_URL")!)),
            new FirecrestClientOptions { ApplicationId = "MyPortal/1.0" });

        foreach (var system in await client.GetSystemsAsync())
        {
            Console.WriteLine($"{system.Name}: {system.SchedulerType} {system.SchedulerVersion}, {(system.IsHealthy ? "healthy" : "not healthy")}");
        }
        #endregion

        _console.ToString().Should().StartWith("daint: slurm ").And.Contain("healthy");
        foreach (var name in environment.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void A_job_from_its_id()
    {
        var client = _client;
        var jobId = client.Submit("daint", JobDescription.FromScript("#!/bin/bash\nsleep 1000\n", "/home/me")).JobId;

        #region snippet getting-started-handle
        JobHandle job = client.GetJobHandle("daint", jobId);

        if (!job.Describe().State.IsTerminal)
        {
            job.Cancel();
        }
        #endregion

        job.WaitForCompletion().State.Should().Be(JobState.Cancelled);
    }

    [Fact]
    public void Files()
    {
        var client = _client;
        var localFile = Path.Combine(_folder, "input.dat");
        var localCopy = Path.Combine(_folder, "copy.dat");
        File.WriteAllText(localFile, "12345");

        #region snippet getting-started-files
        client.MakeDirectory("daint", "/scratch/me/run1", createParents: true);
        client.Upload("daint", localFile, "/scratch/me/run1/");
        foreach (var entry in client.List("daint", "/scratch/me/run1"))
        {
            Console.WriteLine($"{entry.Permissions} {entry.Size,10} {entry.Name}");
        }

        client.Download("daint", "/scratch/me/run1/input.dat", localCopy);
        client.Delete("daint", "/scratch/me/run1", new() { Recursive = true });
        #endregion

        _console.ToString().Should().MatchRegex(@"^rw\S{7} +5 input\.dat\s*$");
        File.ReadAllText(localCopy).Should().Be("12345");
        client.List("daint", "/scratch/me").Should().BeEmpty();
    }

    [Fact]
    public void Paths_and_proof()
    {
        var client = _client;
        var localFile = Path.Combine(_folder, "input.dat");
        File.WriteAllText(localFile, "first line\nsecond line\n");

        #region snippet getting-started-paths
        RemotePath run = "/scratch/me/run2";
        client.MakeDirectory("daint", run / "results", createParents: true);
        client.Upload("daint", localFile, run / "input.dat");

        client.Copy("daint", run / "input.dat", run / "results/input.bak"); // comes back when the copy is there and has its size
        client.Compress("daint", run / "results", run / "results.tar.gz");

        using var reader = new StreamReader(client.OpenRead("daint", run / "input.dat"));
        Console.WriteLine(reader.ReadLine());
        #endregion

        _console.ToString().Trim().Should().Be("first line");
        client.Stat("daint", run / "results.tar.gz").Size.Should().BePositive();
        client.View("daint", run / "results/input.bak").Should().Be("first line\nsecond line\n");
    }

    [Fact]
    public async Task Moving_in_the_background()
    {
        var client = _client;
        await client.MakeDirectoryAsync("daint", "/scratch/me/run3", createParents: true);
        await client.MakeDirectoryAsync("daint", "/scratch/me/archive");

        #region snippet getting-started-start-move
        TransferJobHandle move = await client.StartMoveAsync("daint", "/scratch/me/run3", "/scratch/me/archive");
        Console.WriteLine($"Job {move} moves it.");

        await move.WaitForCompletionAsync(new WaitOptions { TimeLimit = TimeSpan.FromHours(1) });
        #endregion

        _console.ToString().Trim().Should().Be("Job daint/1 moves it.");
        (await client.ExistsAsync("daint", "/scratch/me/archive/run3")).Should().BeTrue();
    }

    [Fact]
    public async Task A_raw_request()
    {
        var client = _client;

        #region snippet raw-request
        var answer = await client.SendAsync(new RawRequest(HttpMethod.Get, "status/daint/nodes"));
        using var json = JsonDocument.Parse(answer.Content);
        Console.WriteLine($"{json.RootElement.GetProperty("nodes").GetArrayLength()} node");
        #endregion

        _console.ToString().Trim().Should().Be("1 node");
    }

    [Fact]
    public void Coming_from_pyfirecrest()
    {
        var (url, clientId, clientSecret, tokenUrl) = (_emulator.BaseAddress.ToString(), _emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint.ToString());
        var jobScript = Path.Combine(_folder, "job.sh");
        File.WriteAllText(jobScript, "#!/bin/bash\necho hello\n");
        Directory.CreateDirectory(_emulator.GetLocalPath("/scratch/me"));

        #region snippet migration
        using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)));

        JobHandle job = client.Submit("daint", JobDescription.FromScriptFile(jobScript, "/scratch/me"));
        job.WaitForCompletion(new WaitOptions { TimeLimit = TimeSpan.FromHours(1), CancelJobAtTimeLimit = true });
        Console.WriteLine(job.GetOutput());
        #endregion

        _console.ToString().Trim().Should().Be("hello");
    }

    [Fact]
    public void Coming_from_pyfirecrest_for_the_first_generation()
    {
        var (url, clientId, clientSecret, tokenUrl) = (_emulator.V1BaseAddress.ToString(), _emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint.ToString());
        var jobScript = Path.Combine(_folder, "job.sh");
        File.WriteAllText(jobScript, "#!/bin/bash\necho hello\n");
        Directory.CreateDirectory(_emulator.GetLocalPath("/scratch/me"));

        #region snippet migration-v1
        var options = new FirecrestClientOptions { ApiVersion = FirecrestApiVersion.V1 };
        using var client = new FirecrestClient(new Uri(url), new ClientCredentialsAuth(clientId, clientSecret, new Uri(tokenUrl)), options);

        JobHandle job = client.Submit("daint", JobDescription.FromScriptFile(jobScript, "/scratch/me"));
        job.WaitForCompletion();
        Console.WriteLine(job.GetOutput());
        #endregion

        _console.ToString().Trim().Should().Be("hello");
    }

    [Fact]
    public void A_task_of_the_first_generation()
    {
        using var client = new FirecrestClient(
            _emulator.V1BaseAddress, new ClientCredentialsAuth(_emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint), new() { ApiVersion = FirecrestApiVersion.V1 });

        #region snippet v1-task
        var ticket = client.V1.Compute.GetPartitions("daint");
        var partitions = client.V1.Tasks.WaitForCompletion(ticket);
        Console.WriteLine(string.Join(", ", partitions.Where(partition => partition.IsUp).Select(partition => partition.Name)));
        #endregion

        _console.ToString().Trim().Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_emulator_of_another_kind()
    {
        #region snippet emulator-options
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);
        await using var hpc = await FirecrestEmulator.StartAsync(new()
        {
            Release = EmulatedRelease.V24,
            Connection = EmulatedConnection.Rest,
            Reservations = [new EmulatedReservation("maintenance", tomorrow, tomorrow.AddHours(8))],
        });
        using var client = hpc.CreateClient(new() { Retry = new() { MaxRetries = 0 } });
        Console.WriteLine((await client.GetReservationsAsync(hpc.SystemName))[0].Name);

        hpc.SetHealth("scheduler", isHealthy: false);
        try
        {
            await client.PollAsync(hpc.SystemName);
        }
        catch (FirecrestUnavailableException down)
        {
            Console.WriteLine(down.StatusCode);
        }
        #endregion

        _console.ToString().ReplaceLineEndings("\n").Should().Be("maintenance\nServiceUnavailable\n");
    }

    [Fact]
    public void Exactly_once()
    {
        var client = _client;
        var description = JobDescription.FromScript("#!/bin/bash\n", "/home/me");
        foreach (var run in new[] { 12, 12, 13 })
        {
            #region snippet exactly-once
            var options = new SubmitOptions { IdempotencyKey = $"pipeline {run}, step 3" };
            JobHandle job = client.Submit("daint", description, options);
            Console.WriteLine(job.WasAdopted ? $"{job} was submitted before" : $"{job} is new");
            #endregion
        }

        _console.ToString().ReplaceLineEndings("\n").Should().Be("daint/1 is new\ndaint/1 was submitted before\ndaint/2 is new\n");
    }

    [Fact]
    public void Errors()
    {
        var client = _client;
        var description = JobDescription.FromScript("#!/bin/bash\nexit 3\n", "/home/me");

        #region snippet errors
        try
        {
            var job = client.Submit("daint", description);
            job.WaitForCompletion().EnsureSucceeded();
        }
        catch (JobFailedException failure)
        {
            Console.WriteLine($"{failure.Job.JobId} ended {failure.Job.State} with exit code {failure.Job.ExitCode}");
        }
        catch (SubmissionOutcomeUnknownException unknown)
        {
            Console.WriteLine($"Look for the job before you submit it again: {unknown.Message}");
        }
        catch (FirecrestApiException refused) when (refused.ErrorCode == FirecrestErrorCode.SchedulerRefused)
        {
            Console.WriteLine($"The scheduler says: {refused.ServerMessage}");
        }
        #endregion

        _console.ToString().Trim().Should().Be("1 ended FAILED with exit code 3");
    }

    [Fact]
    public async Task Token_request_options()
    {
        var (clientId, clientSecret, tokenEndpoint) = (_emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint);

        #region snippet token-request-options
        var authorization = new ClientCredentialsAuth(clientId, clientSecret, tokenEndpoint, new TokenRequestOptions
        {
            Scope = "openid",
            SecretStyle = ClientSecretStyle.Basic,
            ExtraParameters = { ["audience"] = "firecrest" },
        });
        #endregion

        using var client = new FirecrestClient(_emulator.BaseAddress, authorization);
        (await client.GetSystemsAsync(TestContext.Current.CancellationToken)).Should().ContainSingle();
    }

    [Fact]
    public void Device_code()
    {
        var (deviceEndpoint, tokenEndpoint) = (new Uri("https://idp.example/device"), new Uri("https://idp.example/token"));
        var answers = new Queue<string>(
        [
            """{"device_code":"d","user_code":"ABCD-EFGH","verification_uri":"https://idp.example/enter","expires_in":600,"interval":1}""",
            """{"access_token":"t","expires_in":300,"token_type":"Bearer"}""",
        ]);
        using var http = new HttpClient(new Firecrest.Testing.StubHandler(_ => Firecrest.Testing.StubHandler.Json(answers.Dequeue())));

        #region snippet device-code
        var authorization = new DeviceCodeAuth("my-cli", deviceEndpoint, tokenEndpoint, prompt =>
            Console.WriteLine($"Open {prompt.VerificationUri} and enter {prompt.UserCode}."));
        #endregion

        authorization.GetAccessToken(new AuthorizationContext(http) { TimeProvider = new Firecrest.Testing.InstantTime(), NetworkTimeout = Firecrest.Testing.InstantTime.NeverStrikes }, TestContext.Current.CancellationToken)
            .Value.Should().Be("t");
        _console.ToString().Trim().Should().Be("Open https://idp.example/enter and enter ABCD-EFGH.");
    }

    [Fact]
    public async Task Network_options()
    {
        var pemFile = Path.Combine(_folder, "ca.pem");
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=test", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(pemFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);

        #region snippet network-options
        var options = new FirecrestClientOptions
        {
            Network = new NetworkOptions
            {
                TrustedCertificates = File.ReadAllText(pemFile), // beside those that the machine trusts
                Proxy = new WebProxy("http://proxy.example:3128"),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            },
        };
        #endregion

        // The proxy does not exist here, so a call shows that it is used; one attempt is enough.
        using var client = _emulator.CreateClient(options with { Retry = new RetryOptions { MaxRetries = 0 } });
        var failure = await FluentActions.Awaiting(() => client.GetSystemsAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<FirecrestAuthenticationException>();
        failure.Which.Message.Should().Contain("proxy.example");
    }

    [Fact]
    public async Task An_authorization_of_ones_own()
    {
        using var http = new HttpClient();
        var context = new AuthorizationContext(http);
        var token = await new ClientCredentialsAuth(_emulator.ClientId, _emulator.ClientSecret, _emulator.TokenEndpoint).GetAccessTokenAsync(context, TestContext.Current.CancellationToken);

        using var client = new FirecrestClient(_emulator.BaseAddress, new VaultAuth(new Vault(token.Value)));

        (await client.GetSystemsAsync(TestContext.Current.CancellationToken)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_handler_of_ones_own()
    {
        using var http = new HttpClient(new TraceHandler(_console) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } });
        using var client = _emulator.CreateClient(new FirecrestClientOptions { HttpClient = http });

        client.GetSystems(TestContext.Current.CancellationToken);
        await client.GetSystemsAsync(TestContext.Current.CancellationToken);

        _console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Trim() == "GET /status/systems").Should().Be(2);
    }

    public sealed class Vault(string token)
    {
        public (string Token, DateTimeOffset ExpiresOn) Read(string name) => name == "hpc/token" ? (token, DateTimeOffset.UtcNow.AddMinutes(5)) : throw new KeyNotFoundException(name);
    }

    #region snippet own-authorization
    public sealed class VaultAuth(Vault vault) : IAuthorization
    {
        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            var (token, expiresOn) = vault.Read("hpc/token");
            return new AccessToken(token, expiresOn);
        }

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
            => new(GetAccessToken(context, cancellationToken));
    }
    #endregion

    #region snippet own-handler
    public sealed class TraceHandler(TextWriter log) : DelegatingHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return base.Send(request, cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return base.SendAsync(request, cancellationToken);
        }
    }
    #endregion
}
