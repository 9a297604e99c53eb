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
}
