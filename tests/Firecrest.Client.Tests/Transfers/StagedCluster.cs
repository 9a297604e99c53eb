using System.Security.Cryptography;
using Firecrest.Client.Tests.Emulated;
using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firecrest.Client.Tests.Transfers;

/// <summary>An emulator that takes small parts and whose jobs are over as soon as somebody waits for them, a client of it, and a folder of this machine.</summary>
internal sealed class StagedCluster : IAsyncDisposable
{
    /// <summary>The limit of direct operations, and the size of a part.</summary>
    public const int Part = 64 * 1024;

    /// <summary>A file of five parts, the last one shorter.</summary>
    public const int Size = (4 * Part) + 1000;

    /// <summary>A timer of this length strikes when a test says so.</summary>
    public static readonly TimeSpan Stall = TimeSpan.FromSeconds(77);

    private StagedCluster(FirecrestEmulator hpc, InstantTime time, RetryOptions? retry, Func<HttpMessageHandler, HttpMessageHandler>? wrap, Generation generation, ILoggerFactory? log)
    {
        Hpc = hpc;
        Time = time;

        // Neither a stall, nor the limits of joining and of cleaning up, strike by themselves.
        ClientTime = new ChosenTime(time, due => due == Stall || due == TimeSpan.FromMinutes(10) || due == TimeSpan.FromSeconds(15));
        Client = hpc.Connect(generation, new FirecrestClientOptions
        {
            TimeProvider = ClientTime,
            NetworkTimeout = InstantTime.NeverStrikes,
            LoggerFactory = log ?? NullLoggerFactory.Instance,
            Retry = retry ?? new RetryOptions(),
            StagingHttpClient = wrap is null ? null : new HttpClient(wrap(new SocketsHttpHandler())) { Timeout = Timeout.InfiniteTimeSpan },
        });
    }

    public FirecrestEmulator Hpc { get; }

    public FirecrestClient Client { get; }

    public InstantTime Time { get; }

    public ChosenTime ClientTime { get; }

    public FaultRules Faults => Hpc.Faults;

    public string System => Hpc.SystemName;

    public string Folder { get; } = Directory.CreateTempSubdirectory("firecrest-test-").FullName;

    public TransferOptions Options { get; init; } = new() { StallTimeout = Stall, PartSize = Part };

    /// <summary>The requests to the object store so far, as <c>PUT 3 200</c> for part 3, <c>GET 206</c> or <c>POST 200</c>.</summary>
    public IReadOnlyList<string> Staging => [.. Hpc.Journal.Requests.Where(request => request.Path.StartsWith("/staging/", StringComparison.Ordinal)).Select(Describe)];

    /// <summary>How many transfers were started on the cluster, by jobs or by tasks.</summary>
    public int Started => Hpc.Journal.Requests.Count(static request => request.Method == "POST"
        && (request.Path.Contains("/transfer/", StringComparison.Ordinal) || request.Path.EndsWith("/xfer-external/upload", StringComparison.Ordinal) || request.Path.EndsWith("/xfer-external/download", StringComparison.Ordinal)));

    public static async Task<StagedCluster> Start(
        FirecrestEmulatorOptions? options = null, RetryOptions? retry = null, Func<SubmittedJob, SimulatedJob?>? choose = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null, Generation generation = Generation.V2, ILoggerFactory? log = null)
    {
        var time = new InstantTime();
        options = (options ?? new()) with
        {
            TimeProvider = time,
            CommandTimeout = InstantTime.NeverStrikes,
            MaxOpsFileSize = Part,
            StagingPartSize = Part,
            Simulation = new JobSimulation { Choose = choose },
        };
        return new(await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken), time, retry, wrap, generation, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Hpc.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The remote path of a name in the home directory.</summary>
    public string At(string name) => $"{Hpc.HomeDirectory}/{name}";

    public string Remote(string name) => Hpc.GetLocalPath(At(name));

    public string Local(string name) => Path.Combine(Folder, name);

    /// <summary>A new local file of random bytes.</summary>
    public string Make(string name, int size = Size)
    {
        File.WriteAllBytes(Local(name), RandomNumberGenerator.GetBytes(size));
        return Local(name);
    }

    /// <summary>A new remote file of random bytes.</summary>
    public string MakeRemote(string name, int size = Size)
    {
        File.WriteAllBytes(Remote(name), RandomNumberGenerator.GetBytes(size));
        return At(name);
    }

    public Task<TransferResult> Upload(Mode mode, string local, string remote, TransferOptions? options = null, CancellationToken token = default)
        => mode.Run(() => Client.Upload(System, local, remote, options ?? Options, token), () => Client.UploadAsync(System, local, remote, options ?? Options, token));

    public Task<TransferResult> Download(Mode mode, string remote, string local, TransferOptions? options = null, CancellationToken token = default)
        => mode.Run(() => Client.Download(System, remote, local, options ?? Options, token), () => Client.DownloadAsync(System, remote, local, options ?? Options, token));

    /// <summary>The jobs that the scheduler has, in their order.</summary>
    public async Task<IReadOnlyList<string>> JobStates()
        => [.. (await Client.PollAsync(System)).OrderBy(job => int.Parse(job.JobId, Invariant)).Select(job => job.State.Value.Split(' ')[0])];

    private static IFormatProvider Invariant => global::System.Globalization.CultureInfo.InvariantCulture;

    private static string Describe(JournalEntry request)
    {
        var part = request.Query.Split("partNumber=") is [_, var rest] ? " " + rest.Split('&')[0] : "";
        return $"{request.Method}{part} {(request.Status is { } status ? status : "-")}";
    }
}
