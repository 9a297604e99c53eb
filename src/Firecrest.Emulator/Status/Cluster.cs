using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Status;

/// <summary>The machine that all systems of an emulator stand for.</summary>
internal static class Cluster
{
    public const int Cpus = 8;
    public const string HiddenPartition = "jupyter";

    /// <summary>The partitions that everybody sees; the first is the default.</summary>
    public static IReadOnlyList<string> Partitions { get; } = ["part01", "part02", "xfer"];

    public static IReadOnlyList<string> AllPartitions { get; } = [.. Partitions, HiddenPartition];

    public static IReadOnlyList<string> Features { get; } = ["f7t", "mc"];

    /// <summary>How many processors jobs use, and the state of the node that goes with it.</summary>
    public static (int Used, string State) Load(Scheduler scheduler)
    {
        int used = Math.Min(scheduler.Read(jobs => jobs.Count(job => job.Occupies)), Cpus);
        return (used, used == 0 ? "IDLE" : used == Cpus ? "ALLOCATED" : "MIXED");
    }
}
