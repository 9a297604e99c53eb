using System.Diagnostics;
using System.Globalization;
using Firecrest.Client;
using Firecrest.Client.Tests.Budgets;

namespace Firecrest.Benchmarks;

/// <summary>Calls per second with many in flight, of raw and typed clients in turns; of several rounds the median counts.</summary>
/// <param name="server">Has a port for each client, in the order of the table, and one more.</param>
/// <param name="rounds">How often each client has its turn.</param>
/// <param name="turn">How long a turn is.</param>
internal sealed class RateComparison(ServerProcess server, int rounds, TimeSpan turn)
{
    public const int Ports = 4;

    private static readonly (int InFlight, double Limit)[] Levels = [(64, 0.95), (256, 0.90)];

    /// <summary>False when a limit is missed.</summary>
    public async Task<bool> Run()
    {
        using var raw = new RawClient(server.Addresses[0]);
        using var plain = new FirecrestClient(server.Addresses[1], new StaticTokenAuth("test-token"));
        using var many = new AsyncFirecrestClient(server.Addresses[2], new StaticTokenAuth("test-token"));
        (string Name, Func<Task> Call)[] clients =
        [
            ("`HttpClient`", () => raw.Get("compute/daint/jobs/4", RawJson.Default.RawJobs)),
            ("`FirecrestClient`", () => plain.V2.Compute.GetJobAsync("daint", "4")),
            ("`AsyncFirecrestClient`", () => many.V2.Compute.GetJobAsync("daint", "4")),
        ];
        Console.WriteLine("| in flight | client | calls per second | share of raw | limit | connections |\n|---|---|---|---|---|---|");
        var isMet = true;
        foreach (var (inFlight, limit) in Levels)
        {
            var rates = await Measure([.. clients.Select(client => client.Call)], inFlight);
            var connections = await CountConnections();
            for (var i = 0; i < clients.Length; i++)
            {
                var share = Median(rates.Select(round => round[i] / round[0]));
                isMet &= share >= limit && connections[i] <= inFlight + 1;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {inFlight} | {clients[i].Name} | {Median(rates.Select(round => round[i])):F0} | {share:F3} | {(i == 0 ? "" : $"{limit:F2}")} | {connections[i]} |"));
            }
        }

        return isMet;
    }

    /// <summary>The rates of all clients in each round; a first one, which is not counted, warms up.</summary>
    private async Task<List<double[]>> Measure(Func<Task>[] calls, int inFlight)
    {
        // The connections are opened by one call each. A call that came while others still connect would open one more, whatever the client.
        foreach (var call in calls)
        {
            await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => call()));
        }

        var all = new List<double[]>();
        for (var round = 0; round <= rounds; round++)
        {
            var rates = new double[calls.Length];
            for (var i = 0; i < calls.Length; i++)
            {
                rates[i] = await CallsPerSecond(calls[i], inFlight);
            }

            all.Add(rates);
        }

        return all[1..];
    }

    private async Task<double> CallsPerSecond(Func<Task> call, int inFlight)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Repeat()));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task<int> Repeat()
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < turn; count++)
            {
                await call();
            }

            return count;
        }
    }

    private async Task<int[]> CountConnections()
    {
        using var http = new HttpClient();
        var counts = await http.GetStringAsync(new Uri(server.Addresses[^1], "connections"));
        return [.. counts.Split(' ').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
