using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>A partition (queue) of a system.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record PartitionInfo
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The state in one or several words, in capitals: <c>UP</c>, <c>DOWN</c>, <c>DRAIN</c>, <c>INACTIVE</c>, or what a newer scheduler says.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>True when jobs are accepted and started: one of the <see cref="States"/> is <c>UP</c>.</summary>
    public bool IsUp => States.Contains("UP");

    /// <summary>The number of CPUs of its nodes; null when the scheduler does not tell.</summary>
    public int? CpuCount { get; init; }

    /// <summary>The number of its nodes; null when the scheduler does not tell.</summary>
    public int? NodeCount { get; init; }

    /// <summary>True for the one that jobs go to when they name none; null when the server does not tell, as FirecREST v2.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>The name and state: <c>debug UP</c>.</summary>
    public override string ToString() => $"{Name} {string.Join(',', States)}";
}
