using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Firecrest.Client;
using Firecrest.Emulator.Archives;
using Firecrest.Emulator.Compute;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Simulation;
using Firecrest.Emulator.Staging;
using Firecrest.Emulator.Status;
using Firecrest.Emulator.Tokens;
using Firecrest.Emulator.Transfers;
using Firecrest.Emulator.V1;
using Firecrest.Emulator.V1.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Firecrest.Emulator;

/// <summary>
/// A FirecREST server, v2 and v1, on a loopback port of this machine, with its own token endpoint, files and scheduler: to start and to test
/// without an account.
/// </summary>
/// <remarks>
/// Jobs are real processes, unless <see cref="FirecrestEmulatorOptions.Simulation"/> is set, and files are real files below <see cref="RootFolder"/>.
/// A remote path such as <c>/home/fireuser</c> does not exist on this machine: a job sees the local folder as its working directory, in <c>HOME</c> and in
/// <c>SLURM_SUBMIT_DIR</c>. Jobs are not confined; run only scripts that you would run yourself. <see cref="Faults"/> make it misbehave, and
/// <see cref="Journal"/> tells what it was asked.
/// </remarks>
/// <example>
/// <code>
/// await using FirecrestEmulator emulator = await FirecrestEmulator.StartAsync();
/// Console.WriteLine(emulator.BaseAddress);
/// </code>
/// </example>
[DebuggerDisplay("{BaseAddress}")]
public sealed class FirecrestEmulator : IAsyncDisposable
{
    private readonly FirecrestEmulatorOptions _options;
    private readonly SigningKey _key = new();
    private readonly HealthBoard _health = new();
    private readonly RemoteFiles _files;
    private readonly ReservationBoard _reservations;
    private readonly Scheduler _scheduler;
    private readonly ObjectStore _store;
    private readonly WebApplication _server;
    private readonly bool _ownsRoot;
    private int _disposed;

    private FirecrestEmulator(FirecrestEmulatorOptions options, string? bash)
    {
        _options = options;
        _ownsRoot = options.RootFolder is null;
        DirectoryInfo root = options.RootFolder is { } given ? Directory.CreateDirectory(given) : Directory.CreateTempSubdirectory("firecrest-emulator-");
        RootFolder = Path.TrimEndingDirectorySeparator(root.FullName);
        ClientSecret = options.ClientSecret ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _files = new RemoteFiles(RootFolder);
        _reservations = new ReservationBoard(options);
        var jobFiles = new JobFiles(_files, options);
        _scheduler = options.Simulation is { } simulation
            ? new SimulatedScheduler(jobFiles, simulation, options)
            : new LocalScheduler(new ProcessPlans(_files, jobFiles, new JobEnvironment(_files, options, bash!)), options, bash!);
        _store = new ObjectStore(options);
        Tokens = new TokenMint(_key, options);
        Faults = new FaultRules(options);
        _server = CreateServer(jobFiles);
        BaseAddress = V1BaseAddress = TokenEndpoint = new Uri("http://127.0.0.1");
    }

    /// <summary>The address of the API, with a slash at the end.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>The address of the API of the older generation, FirecREST v1, with a slash at the end: the same jobs, files and tokens.</summary>
    public Uri V1BaseAddress { get; private set; }

    /// <summary>The address that gives tokens to <see cref="ClientId"/> (OAuth 2 client credentials).</summary>
    public Uri TokenEndpoint { get; private set; }

    /// <summary>The client id that the token endpoint knows.</summary>
    public string ClientId => _options.ClientId;

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; }

    /// <summary>The name of the system, the first one when there are several.</summary>
    public string SystemName => _options.SystemNames[0];

    /// <summary>The user that all tokens stand for.</summary>
    public string UserName => _options.UserName;

    /// <summary>The remote home directory of <see cref="UserName"/>, for example <c>/home/fireuser</c>.</summary>
    public string HomeDirectory => "/home/" + UserName;

    /// <summary>The local folder that holds the remote file systems.</summary>
    public string RootFolder { get; }

    /// <summary>What goes wrong on purpose; nothing at first.</summary>
    public FaultRules Faults { get; }

    /// <summary>The requests that were received.</summary>
    public RequestJournal Journal { get; } = new();

    /// <summary>Makes tokens that the endpoint would not give out.</summary>
    internal TokenMint Tokens { get; }

    /// <summary>Starts an emulator; it answers when the task is complete.</summary>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the start, not the emulator.</param>
    /// <exception cref="PlatformNotSupportedException">This is Windows, or there is no bash on this machine, which runs jobs that are not simulated.</exception>
    /// <exception cref="ArgumentException">An option has a value that cannot be.</exception>
    /// <exception cref="IOException">The port is taken, or the root folder cannot be made.</exception>
    public static async Task<FirecrestEmulator> StartAsync(FirecrestEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new()).Checked();
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The emulator needs the file permissions of Linux or macOS; on Windows, run it in WSL.");
        }

        string? bash = FindBash();
        if (bash is null && options.Simulation is null)
        {
            throw new PlatformNotSupportedException("The emulator runs jobs with bash, and there is no bash on this machine. Simulate the jobs, or install it.");
        }

        var emulator = new FirecrestEmulator(options, bash);
        try
        {
            await emulator.Start(cancellationToken).ConfigureAwait(false);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a client of this emulator, which the caller disposes.</summary>
    /// <param name="options">Settings of the client; the defaults when null. <see cref="FirecrestApiVersion.V1"/> is asked at <see cref="V1BaseAddress"/>.</param>
    public FirecrestClient CreateClient(FirecrestClientOptions? options = null) => new(
        options?.ApiVersion == FirecrestApiVersion.V1 ? V1BaseAddress : BaseAddress,
        new ClientCredentialsAuth(ClientId, ClientSecret, TokenEndpoint),
        options ?? new FirecrestClientOptions());

    /// <summary>Where a remote file is on this machine, whether it exists or not. Links are not followed.</summary>
    /// <param name="remotePath">An absolute remote path.</param>
    public string GetLocalPath(string remotePath)
    {
        ArgumentNullException.ThrowIfNull(remotePath);
        return remotePath.StartsWith('/')
            ? _files.LocalPath(RequestedPath.Normalize(remotePath))
            : throw new ArgumentException($"A remote path begins with '/', but this one is '{remotePath}'.", nameof(remotePath));
    }

    /// <summary>Says that a service is broken, or whole again: requests that need it are answered 503, as after a failed health check.</summary>
    /// <param name="serviceType">The service as the systems tell it: <c>scheduler</c>, <c>ssh</c>, <c>filesystem</c> or <c>s3</c>.</param>
    /// <param name="isHealthy">Whether it works.</param>
    /// <param name="systemName">The system; all of them when null.</param>
    /// <exception cref="ArgumentException">There is no such service or system.</exception>
    public void SetHealth(string serviceType, bool isHealthy, string? systemName = null)
    {
        if (!HealthBoard.Services.Contains(serviceType))
        {
            string known = string.Join(", ", HealthBoard.Services);
            throw new ArgumentException($"A service is one of {known}, but this one is '{serviceType}'.", nameof(serviceType));
        }

        if (systemName is not null && !_options.SystemNames.Contains(systemName))
        {
            throw new ArgumentException($"There is no system '{systemName}'.", nameof(systemName));
        }

        foreach (string name in systemName is null ? _options.SystemNames : [systemName])
        {
            _health.Set(name, serviceType, isHealthy);
        }
    }

    /// <summary>Stops the server, ends all jobs with their children, and deletes <see cref="RootFolder"/> when it was a temporary one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Jobs first: a request that is attached to one ends with it.
        await _scheduler.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
        if (_ownsRoot)
        {
            DeleteRoot();
        }
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        foreach (string folder in (string[])[HomeDirectory, "/scratch/" + UserName, RemoteFiles.TemporaryFolder, JobFiles.SpoolFolder])
        {
            Directory.CreateDirectory(_files.LocalPath(folder));
        }

        await _server.StartAsync(cancellationToken).ConfigureAwait(false);
        var address = new Uri(_server.Urls.Single());
        BaseAddress = new Uri(address, _options.PathBase + "/");
        V1BaseAddress = new Uri(address, V1Server.PathBase + "/");
        TokenEndpoint = new Uri(address, Emulator.Tokens.TokenEndpoint.Path);
        Tokens.Authority = new Uri(address, Emulator.Tokens.TokenEndpoint.Realm).ToString();
    }

    private WebApplication CreateServer(JobFiles jobFiles)
    {
        var submission = new Submission(_files, _reservations, _options);
        var signer = new UrlSigner(_options);
        var transfers = new TransferJobs(submission, _scheduler, _options);
        IReadOnlyList<Route> routes =
        [
            .. new StatusRoutes(_scheduler, _health, _reservations, _options).Routes(),
            .. new ComputeRoutes(_scheduler, submission, jobFiles, Faults, _options).Routes(),
            .. new FileReading(_files, _options).Routes(),
            .. new FileWriting(_files, _options).Routes(),
            .. new FileChanging(_files, _options).Routes(),
            .. new FileArchiving(_files, _options).Routes(),
            .. new TransferRoutes(transfers, _files, _options).Routes(),
            .. new StagedTransferRoutes(transfers, _files, _store, signer, Faults, _options).Routes(),
        ];
        var tokens = new TokenReader(_key, _options);
        var tokenEndpoint = new TokenEndpoint(Tokens, _options, ClientSecret);
        var staging = new StagingServer(_store, signer, _options);
        var tasks = new TaskBoard(_options);
        V1Server older = new V1Services(
            _scheduler, _health, _reservations, _files, jobFiles, tasks, _store, signer, Faults, _options).Server(tokens);
        var api = new ApiServer(_options, _scheduler, _health, staging, tokenEndpoint, new TokenCheck(tokens, _options), tasks, older, routes);
        var door = new FrontDoor(_options, Journal, Faults, api.Answer);
        // The empty builder reads no configuration: the variables of the program that hosts the emulator do not change it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, _options.Port);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, QuietLifetime>());
        if (_options.LoggerFactory is { } loggers)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        }

        WebApplication server = builder.Build();
        server.Run(door.Answer);
        return server;
    }

    private static string? FindBash()
        => ((string[])["/bin", "/usr/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')])
            .Select(folder => Path.Combine(folder, "bash")).FirstOrDefault(path => path.StartsWith('/') && File.Exists(path));

    private void DeleteRoot()
    {
        try
        {
            Directory.Delete(RootFolder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that a job made unreadable stays in the temporary folder of the machine.
        }
    }
}
