using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firecrest.Client.Tests.Faults;

/// <summary>An emulator whose jobs take two days, and a client of it over real connections. One clock for both: it jumps whenever the client waits.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    public static readonly TimeSpan RunTime = TimeSpan.FromDays(2);

    /// <summary>A batch script that asks for enough time.</summary>
    public const string Script = "#!/bin/bash\n#SBATCH --job-name=long --time=3-0\necho finished\n";

    private static readonly SimulatedJob Job = new()
    {
        Phases = [new("PENDING", TimeSpan.FromMinutes(10)) { Reason = "Priority" }, new("RUNNING", RunTime)],
        Output = [new JobOutput("finished\n", RunTime)],
    };

    private SimulatedCluster(FirecrestEmulator hpc, InstantTime time, RetryOptions retry, ILoggerFactory? log)
    {
        Hpc = hpc;
        Time = time;
        Client = hpc.CreateClient(new FirecrestClientOptions { TimeProvider = time, NetworkTimeout = InstantTime.NeverStrikes, Retry = retry, LoggerFactory = log ?? NullLoggerFactory.Instance });
    }

    public FirecrestEmulator Hpc { get; }

    public FirecrestClient Client { get; }

    public InstantTime Time { get; }

    public FaultRules Faults => Hpc.Faults;

    /// <summary>The requests to the API so far, as <c>METHOD path status</c>; those for tokens are left out.</summary>
    public IReadOnlyList<string> Requests
        => [.. Hpc.Journal.Requests.Where(request => !request.Path.StartsWith("/auth/", StringComparison.Ordinal)).Select(request => request.ToString())];

    public string JobsPath => $"/compute/{Hpc.SystemName}/jobs";

    public static async Task<SimulatedCluster> Start(
        RetryOptions? retry = null, TimeSpan? runTime = null, EmulatedConnection connection = EmulatedConnection.Ssh, IReadOnlyList<EmulatedReservation>? reservations = null,
        ILoggerFactory? log = null)
    {
        var time = new InstantTime();
        var job = runTime is { } brief ? new SimulatedJob { Phases = [new("RUNNING", brief)] } : Job;
        var options = new FirecrestEmulatorOptions { TimeProvider = time, Simulation = new JobSimulation { Default = job }, Connection = connection, Reservations = reservations ?? [] };
        return new(await FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken), time, retry ?? new RetryOptions(), log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Hpc.DisposeAsync();
    }

    public Task<JobHandle> Submit(Mode mode, SubmitOptions? options = null)
    {
        var job = JobDescription.FromScript(Script, Hpc.HomeDirectory);
        return mode.Run(() => Client.Submit(Hpc.SystemName, job, options ?? new()), () => Client.SubmitAsync(Hpc.SystemName, job, options ?? new()));
    }

    /// <summary>The jobs that the scheduler has, whatever the client knows of them.</summary>
    public async Task<IReadOnlyList<JobInfo>> GetJobs()
    {
        Faults.Clear();
        return await Client.PollAsync(Hpc.SystemName);
    }

    public int Count(string requestStart) => Requests.Count(request => request.StartsWith(requestStart, StringComparison.Ordinal));
}
