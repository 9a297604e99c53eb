using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>Nodes of a system that are set aside for some users for a while.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ReservationInfo
{
    /// <summary>The name to submit with.</summary>
    public required string Name { get; init; }

    /// <summary>The state in the scheduler's word, for instance <c>active</c> or <c>inactive</c>; null when the server does not tell (before 2.5.4).</summary>
    public string? State { get; init; }

    /// <summary>The nodes as the scheduler writes them, for instance <c>nid[001-003]</c>; <see cref="HostList.Expand"/> gives their names. Empty for none.</summary>
    public string NodeList { get; init; } = "";

    /// <summary>When it begins; null when that is not set.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ends; null when that is not set.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The features that its nodes were chosen by, in the scheduler's language; null for none.</summary>
    public string? Features { get; init; }

    /// <summary>The name and nodes: <c>course (nid[001-003])</c>.</summary>
    public override string ToString() => $"{Name} ({NodeList})";
}
