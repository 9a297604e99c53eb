using System.Globalization;
using Firecrest.Client;
using Firecrest.Client.Tests.Budgets;
using Firecrest.Client.V2;

namespace Firecrest.Benchmarks;

/// <summary>Alternates raw and typed calls and compares the processor time of this process; the median of several rounds counts.</summary>
internal sealed class CpuComparison(Uri address, int calls)
{
    public const int DefaultCalls = 20_000;

    private const int Rounds = 7;

    /// <summary>Raw and typed take turns this often, so that what else the machine does meets both alike.</summary>
    private const int CallsPerTurn = 500;

    private const double MeanLimit = 1.10;
    private const double SingleLimit = 1.15;

    private static readonly SubmitJobRequest Job = new() { WorkingDirectory = "/home/me", Script = "#!/bin/sh\n" };

    private static readonly RawSubmitBody RawJob = new(new("/home/me", "#!/bin/sh\n"));

    private readonly RawClient _raw = new(address);
    private readonly FirecrestClient _client = new(address, new StaticTokenAuth("test-token"));

    /// <summary>False when a limit is exceeded.</summary>
    public async Task<bool> Run()
    {
        var ratios = new List<double>();
        Console.WriteLine($"| call | raw, µs | typed, µs | ratio |\n|---|---|---|---|");
        foreach (var (name, raw, typed) in Pairs())
        {
            await Measure(raw, calls / 10);
            await Measure(typed, calls / 10);
            var rounds = new List<(double Raw, double Typed)>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add(await Compare(raw, typed));
            }

            var ratio = Median(rounds.Select(r => r.Typed / r.Raw));
            ratios.Add(ratio);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(rounds.Select(r => r.Raw)):F1} | {Median(rounds.Select(r => r.Typed)):F1} | {ratio:F3} |"));
        }

        var mean = Math.Exp(ratios.Average(Math.Log));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| geometric mean | | | {mean:F3} |"));
        return mean <= MeanLimit && ratios.Max() <= SingleLimit;
    }

    private IEnumerable<(string Name, Func<Task> Raw, Func<Task> Typed)> Pairs() =>
    [
        ("systems", () => _raw.Get("status/systems", RawJson.Default.RawSystems), () => _client.V2.Status.GetSystemsAsync()),
        ("job", () => _raw.Get("compute/daint/jobs/4", RawJson.Default.RawJobs), () => _client.V2.Compute.GetJobAsync("daint", "4")),
        ("stat", () => _raw.Get("filesystem/daint/ops/stat?path=" + Uri.EscapeDataString("/home/me/file"), RawJson.Default.RawStatAnswer), () => _client.V2.Filesystem.StatAsync("daint", "/home/me/file")),
        ("ls", () => _raw.Get("filesystem/daint/ops/ls?path=" + Uri.EscapeDataString("/home/me"), RawJson.Default.RawFiles), () => _client.V2.Filesystem.ListAsync("daint", "/home/me")),
        ("head", () => _raw.Get("filesystem/daint/ops/head?path=" + Uri.EscapeDataString("/home/me/file"), RawJson.Default.RawContentAnswer), () => _client.V2.Filesystem.HeadAsync("daint", "/home/me/file")),
        ("submit", () => _raw.Submit(RawJob), () => _client.V2.Compute.SubmitJobAsync("daint", Job)),
    ];

    /// <summary>Microseconds of processor time for one raw and for one typed call.</summary>
    private async Task<(double Raw, double Typed)> Compare(Func<Task> raw, Func<Task> typed)
    {
        double rawTotal = 0, typedTotal = 0;
        for (var done = 0; done < calls; done += CallsPerTurn)
        {
            rawTotal += await Measure(raw, CallsPerTurn);
            typedTotal += await Measure(typed, CallsPerTurn);
        }

        return (rawTotal / calls, typedTotal / calls);
    }

    private static async Task<double> Measure(Func<Task> call, int count)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            await call();
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
