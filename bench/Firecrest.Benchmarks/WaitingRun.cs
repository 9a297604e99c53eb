using System.Globalization;
using Firecrest.Client;
using Firecrest.Client.Tests.Budgets;

namespace Firecrest.Benchmarks;

/// <summary>
/// Waits for jobs in a process of its own: <c>ours|raw ADDRESS JOBS SECONDS</c>. Prints the processor time of a wait in ms, without its start and its end, and the peak of
/// resident memory in KiB, with both.
/// </summary>
internal static class WaitingRun
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What is not counted of the processor time: the compiler works then.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    /// <summary>What is not counted of it either, before the jobs are over.</summary>
    public static readonly TimeSpan End = TimeSpan.FromSeconds(2);

    public static async Task Run(string[] args)
    {
        var (address, ids) = (new Uri(args[1]), Enumerable.Range(1, int.Parse(args[2], CultureInfo.InvariantCulture)).Select(id => id.ToString(CultureInfo.InvariantCulture)));
        var waiting = args[0] == "ours" ? Ours(address, ids) : Raw(address, ids);
        await Task.Delay(Start);
        var before = Environment.CpuUsage.TotalTime;
        await Task.Delay(TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture)) - Start - End);
        var used = Environment.CpuUsage.TotalTime - before;
        await waiting;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{used.TotalMilliseconds:F1} {ResidentMemory.Peak()}"));
    }

    private static async Task Ours(Uri address, IEnumerable<string> ids)
    {
        using var client = new AsyncFirecrestClient(address, new StaticTokenAuth("test-token"));
        var ended = await client.WhenAll(ids.Select(id => client.GetJobHandle("daint", id)), new WatchOptions { MaxDelay = Interval });
        if (!ended.All(job => job.State.IsSuccess))
        {
            throw new InvalidOperationException("Not all jobs have ended.");
        }
    }

    private static async Task Raw(Uri address, IEnumerable<string> ids)
    {
        using var client = new RawClient(address);
        var open = ids.ToHashSet();
        var ended = new List<RawJob>();
        while (true)
        {
            var list = await client.Get("compute/daint/jobs", RawJson.Default.RawJobs);
            var jobs = list.Jobs!.ToDictionary(job => job.JobId);
            ended.AddRange(open.Select(id => jobs[id]).Where(job => job.Status.State == "COMPLETED"));
            open.ExceptWith(ended.Select(job => job.JobId));
            if (open.Count == 0)
            {
                return;
            }

            await Task.Delay(Interval);
        }
    }
}
