using System.Diagnostics;
using System.Text.Json;

namespace Firecrest.Client.V1;

/// <summary>A task as the server described it at one moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TaskInfo
{
    /// <summary>The id.</summary>
    public required string TaskId { get; init; }

    /// <summary>How far it is.</summary>
    public TaskState State { get; init; }

    /// <summary>The server's words for the state.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The result, the reason of a failure, or what is to be done next; its form depends on the operation and the state. Of kind
    /// <see cref="JsonValueKind.Undefined"/> when there is none. May hold forms and links that work without a token: keep it secret.
    /// </summary>
    public JsonElement Data { get; init; }

    /// <summary>The service that runs it: <c>compute</c>, also for <c>xfer-internal</c>, or <c>storage</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>The system.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>The user.</summary>
    public string User { get; init; } = "";

    /// <summary>When it was created, by the server's clock and in the server's time zone, which it does not tell.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>When it last changed, as <see cref="CreatedAt"/>.</summary>
    public DateTime? UpdatedAt { get; init; }

    /// <summary>When the server told this, by its clock; null when it does not say the date.</summary>
    internal DateTimeOffset? ToldAt { get; init; }

    /// <summary>The id and state: <c>task 4c4b… 200 Finished successfully</c>.</summary>
    public override string ToString() => $"task {TaskId} {State} {Description}".TrimEnd();
}
