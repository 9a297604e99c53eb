using System.Collections.Concurrent;
using Firecrest.Emulator;

namespace Firecrest.Client.Async.Tests;

/// <summary>An emulator with simulated jobs, and a client of it with the same clock.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly MeasuringHandler _requests = new(new SocketsHttpHandler());

    private readonly ConcurrentQueue<string> _scripts;

    private Site(FirecrestEmulator hpc, ConcurrentQueue<string> scripts, VirtualTime time, FirecrestApiVersion version, AsyncClientOptions options)
    {
        Hpc = hpc;
        _scripts = scripts;
        var isOld = version == FirecrestApiVersion.V1;
        Client = new(isOld ? hpc.V1BaseAddress : hpc.BaseAddress, new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, hpc.TokenEndpoint), new FirecrestClientOptions
        {
            ApiVersion = version,
            HttpClient = new HttpClient(time.Counting(_requests)) { Timeout = Timeout.InfiniteTimeSpan },
            TimeProvider = time,
            NetworkTimeout = VirtualTime.NeverStrikes,
        }, options);
    }

    public FirecrestEmulator Hpc { get; }

    public AsyncFirecrestClient Client { get; }

    public JobDescription Job => JobDescription.FromScript("#!/bin/bash\ntrue\n", Hpc.HomeDirectory) with { StandardOutput = "/dev/null" };

    /// <summary>The scripts as they were submitted, in order.</summary>
    public IReadOnlyList<string> Scripts => [.. _scripts];

    /// <summary>How many requests were under way at a time.</summary>
    public int MostAtOnce => _requests.Most;

    public static async Task<Site> Start(VirtualTime time, FirecrestApiVersion version = FirecrestApiVersion.V2, AsyncClientOptions? options = null)
    {
        var scripts = new ConcurrentQueue<string>();
        var simulation = new JobSimulation
        {
            Choose = job =>
            {
                scripts.Enqueue(job.Script);
                return job.ArrayIndex == 3 ? new SimulatedJob { ExitCode = 1 } : null;
            },
        };
        var hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { TimeProvider = time, Simulation = simulation });
        return new(hpc, scripts, time, version, options ?? new AsyncClientOptions());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Hpc.DisposeAsync();
    }

    private sealed class MeasuringHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly object _lock = new();
        private int _now;

        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                _now++;
                Most = Math.Max(Most, _now);
            }

            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (_lock)
                {
                    _now--;
                }
            }
        }
    }
}
