using Firecrest.Emulator;

namespace Firecrest.Client.Async.Tests;

/// <summary>Thousands of jobs on the emulator's simulated scheduler, over real connections, watched to their ends.</summary>
public sealed class ManyJobsTests
{
    private const int Arrays = 10;
    private const int TasksOfArray = 500;

    private static readonly string[] Systems = ["daint", "eiger"];

    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public Task Ten_thousand_jobs_are_watched_with_one_list_per_system_and_tick(int faultsPerHundred) => _time.Run(async () =>
    {
        await using var hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions
        {
            SystemNames = Systems,
            TimeProvider = _time,
            Simulation = new JobSimulation { Choose = job => Plan(job.ArrayIndex!.Value) },
        });
        using var chaos = new ChaosHandler(new SocketsHttpHandler(), faultsPerHundred);
        using var client = CreateClient(hpc, chaos);
        var ids = await Submit(client, hpc);
        _time.Elapsed.Should().Be(TimeSpan.Zero, "all jobs begin with the clock");
        var start = _time.GetUtcNow();
        hpc.Journal.Clear();
        chaos.IsOn = true;
        var options = new WatchOptions { MaxDelay = TimeSpan.FromSeconds(4) };

        var seen = await Task.WhenAll(Systems.Select((system, i) => Watch(client, system, ids[i], options)));

        seen.Should().AllSatisfy(changes => changes.Should().HaveCount(Arrays * TasksOfArray));
        foreach (var (id, states) in seen.SelectMany(changes => changes))
        {
            states[^1].Should().Be("COMPLETED");
            states.Select(Rank).Should().BeInAscendingOrder($"that is how {id} went").And.OnlyHaveUniqueItems();
        }

        foreach (var system in Systems)
        {
            var lists = hpc.Journal.Requests.Where(request => request.Path == $"/compute/{system}/jobs" && request.Status == 200).Select(request => request.Time - start).ToList();
            lists.Zip(lists.Skip(1)).Should().OnlyContain(pair => pair.Second - pair.First >= Tick(pair.First, options), "there is one list for each tick");
            lists.Count.Should().BeLessThanOrEqualTo(Ticks(lists, options));
        }

        hpc.Journal.Requests.Should().NotContain(request => request.Path.Contains("/jobs/", StringComparison.Ordinal), "the lists hold all of the jobs");
        _time.Elapsed.Should().BeLessThan(faultsPerHundred == 0 ? LastEnd + options.MaxDelay + TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(5));
    });

    /// <summary>The least time between two looks at the jobs that are not over: a millisecond for each.</summary>
    private static TimeSpan Tick(TimeSpan now, WatchOptions options)
    {
        var open = Arrays * Enumerable.Range(0, TasksOfArray).Count(index => Plan(index).Phases.Aggregate(TimeSpan.Zero, static (sum, phase) => sum + phase.Duration) > now);
        return TimeSpan.FromMilliseconds(open) < options.MaxDelay ? TimeSpan.FromMilliseconds(open) : options.MaxDelay;
    }

    /// <summary>The ticks from the first look to the one that sees the last end.</summary>
    private static int Ticks(List<TimeSpan> lists, WatchOptions options)
    {
        var ticks = 1;
        for (var now = lists[0]; now < LastEnd; now += Tick(now, options))
        {
            ticks++;
        }

        return ticks;
    }

    private static readonly TimeSpan LastEnd = TimeSpan.FromSeconds(2 + 5 + 7);

    private static SimulatedJob Plan(int index) => new()
    {
        Phases = [new("PENDING", TimeSpan.FromSeconds(index % 3)), new("RUNNING", TimeSpan.FromSeconds(5 + (index * 7 % 8)))],
    };

    private static int Rank(string state) => Array.IndexOf(["PENDING", "RUNNING", "COMPLETED"], state);

    private AsyncFirecrestClient CreateClient(FirecrestEmulator hpc, HttpMessageHandler handler)
    {
        var options = new FirecrestClientOptions
        {
            HttpClient = new HttpClient(_time.Counting(handler)) { Timeout = Timeout.InfiniteTimeSpan },
            TimeProvider = _time,
            NetworkTimeout = VirtualTime.NeverStrikes,
        };
        return new(hpc.BaseAddress, new ClientCredentialsAuth(hpc.ClientId, hpc.ClientSecret, hpc.TokenEndpoint), options);
    }

    private static async Task<List<string>[]> Submit(AsyncFirecrestClient client, FirecrestEmulator hpc)
    {
        var job = JobDescription.FromScript("#!/bin/bash\ntrue\n", hpc.HomeDirectory) with { Array = $"0-{TasksOfArray - 1}", StandardOutput = "/dev/null" };
        var ids = new List<string>[Systems.Length];
        for (var i = 0; i < Systems.Length; i++)
        {
            ids[i] = [];
            await foreach (var submitted in client.SubmitManyAsync(Systems[i], Enumerable.Repeat(job, Arrays)))
            {
                ids[i].AddRange(Enumerable.Range(0, TasksOfArray).Select(task => $"{submitted.EnsureSubmitted().JobId}_{task}"));
            }
        }

        return ids;
    }

    private static async Task<Dictionary<string, List<string>>> Watch(AsyncFirecrestClient client, string system, List<string> ids, WatchOptions options)
    {
        var seen = new Dictionary<string, List<string>>();
        await foreach (var job in client.WatchJobsAsync(system, ids, options))
        {
            if (!seen.TryGetValue(job.JobId, out var states))
            {
                seen[job.JobId] = states = [];
            }

            states.Add(job.State.Value);
        }

        return seen;
    }
}
