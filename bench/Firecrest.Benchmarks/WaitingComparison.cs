using System.Diagnostics;
using System.Globalization;

namespace Firecrest.Benchmarks;

/// <summary>What a process costs that waits for many jobs, with this library and with a loop of lists, in turns; of several rounds the median counts.</summary>
/// <param name="rounds">How often each has its turn.</param>
/// <param name="duration">How long the jobs go on, from the first list.</param>
internal sealed class WaitingComparison(int rounds, TimeSpan duration)
{
    private const double Limit = 1.2;

    private static readonly int[] Counts = [1_000, 10_000];

    /// <summary>False when a limit is exceeded.</summary>
    public async Task<bool> Run()
    {
        var isMet = true;
        Console.WriteLine("| jobs | | raw | `WhenAll` | ratio |\n|---|---|---|---|---|");
        foreach (var jobs in Counts)
        {
            var measured = new List<(Cost Raw, Cost Ours)>();
            for (var round = 0; round < rounds; round++)
            {
                measured.Add((await Measure("raw", jobs), await Measure("ours", jobs)));
            }

            isMet &= Print(jobs, "processor time, ms", measured, cost => cost.Milliseconds) <= Limit;
            isMet &= Print(jobs, "resident memory, MiB", measured, cost => cost.Mebibytes) <= Limit;
            Print(jobs, "lists", measured, cost => cost.Lists);
        }

        return isMet;
    }

    private static double Print(int jobs, string what, List<(Cost Raw, Cost Ours)> measured, Func<Cost, double> choose)
    {
        var ratio = Median(measured.Select(round => choose(round.Ours) / choose(round.Raw)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {jobs} | {what} | {Median(measured.Select(round => choose(round.Raw))):F1} | {Median(measured.Select(round => choose(round.Ours))):F1} | {ratio:F2} |"));
        return ratio;
    }

    private async Task<Cost> Measure(string who, int jobs)
    {
        using var server = new ServerProcess("serve-jobs", Text(jobs), Text(duration.TotalSeconds));
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["wait", who, server.Addresses[0].ToString(), Text(jobs), Text(duration.TotalSeconds)]) { RedirectStandardOutput = true };

        // What is compared is a wait of hours, not the compiler, which works a second time on what runs often.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using var waiting = Process.Start(start)!;
        var words = (await waiting.StandardOutput.ReadToEndAsync()).Split(' ');
        await waiting.WaitForExitAsync();
        using var http = new HttpClient();
        return new(Number(words[0]), Number(words[1]) / 1024, Number(await http.GetStringAsync(new Uri(server.Addresses[0], "lists"))));
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Cost(double Milliseconds, double Mebibytes, double Lists);
}
