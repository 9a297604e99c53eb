using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A node with the server's member names.</summary>
internal sealed record NodeDocument(
    string Name, IReadOnlyList<string> State, IReadOnlyList<string> Partitions, IReadOnlyList<string> Features, int? Cpus, int? AllocCpus, int? IdleCpus, double? CpuLoad,
    int? Sockets, int? Cores, int? Threads, long? FreeMemory, long? AllocMemory, string? Address, string? Hostname, int? Weight)
{
    public static NodeDocument From(NodeInfo node) => new(
        node.Name, node.States, node.Partitions, node.Features, node.CpuCount > 0 ? node.CpuCount : null, node.AllocatedCpuCount, node.IdleCpuCount, node.CpuLoad, node.Sockets, node.Cores, node.Threads,
        node.FreeMemory, node.AllocatedMemory, node.Address, node.HostName, node.Weight);
}
