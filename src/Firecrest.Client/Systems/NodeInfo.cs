using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>A node of a system, as the scheduler describes it.</summary>
/// <remarks>
/// How exact the numbers are depends on how the server talks to the scheduler (<see cref="SystemInfo.SchedulerConnectionMode"/>): over <c>ssh</c> the
/// server puts the number of sockets into <see cref="Cores"/> and <see cref="Threads"/> too, and the whole memory into <see cref="AllocatedMemory"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record NodeInfo
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The state in one or several words, in capitals: <c>IDLE</c>, <c>ALLOCATED</c>, <c>MIXED</c>, <c>DOWN</c>, <c>DRAIN</c>, <c>OFFLINE</c>,
    /// <c>RESERVED</c>, <c>COMPLETING</c>, <c>BUSY</c>, <c>POWERING_DOWN</c>, <c>POWERING_UP</c>, <c>UNKNOWN</c>, or what a newer scheduler says.
    /// </summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>The partitions that it belongs to.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>What jobs can ask for with a constraint.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The number of CPUs as the scheduler counts them.</summary>
    public int CpuCount { get; init; }

    /// <summary>The number of CPUs that jobs have; null when the scheduler does not tell.</summary>
    public int? AllocatedCpuCount { get; init; }

    /// <summary>The number of CPUs that no job has; null when the scheduler does not tell, as with <c>rest</c>.</summary>
    public int? IdleCpuCount { get; init; }

    /// <summary>
    /// The load as the server passes it on, in the unit of the connection mode: with <c>ssh</c> the load average (4.75 for nearly five busy CPUs), with
    /// <c>rest</c> a hundred times that (475). Null when the scheduler does not tell.
    /// </summary>
    public double? CpuLoad { get; init; }

    /// <summary>The number of sockets.</summary>
    public int? Sockets { get; init; }

    /// <summary>The number of cores in a socket.</summary>
    public int? Cores { get; init; }

    /// <summary>The number of hardware threads in a core.</summary>
    public int? Threads { get; init; }

    /// <summary>The memory that nothing uses, in MiB; null when the scheduler does not tell, as with <c>rest</c>.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>The memory that jobs have, in MiB.</summary>
    public long? AllocatedMemory { get; init; }

    /// <summary>The network address.</summary>
    public string? Address { get; init; }

    /// <summary>The name that the node itself goes by.</summary>
    public string? HostName { get; init; }

    /// <summary>How late the scheduler uses the node: of two that fit, it takes the one with the lower number.</summary>
    public int? Weight { get; init; }

    /// <summary>The name and state: <c>nid001 IDLE</c>.</summary>
    public override string ToString() => $"{Name} {string.Join(',', States)}";
}
