using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A partition with the server's member names.</summary>
internal sealed record PartitionDocument(string Name, int? Cpus, int? TotalNodes, IReadOnlyList<string> Partition)
{
    public static PartitionDocument From(PartitionInfo partition) => new(partition.Name, partition.CpuCount, partition.NodeCount, partition.States);
}
