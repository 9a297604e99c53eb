namespace Firecrest.Client;

/// <summary>A step of a job, for instance its batch script or one <c>srun</c>.</summary>
public sealed record JobStep
{
    /// <summary>The id, for instance <c>123.batch</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The state.</summary>
    public JobState State { get; init; }

    /// <summary>The exit code; null while it is not known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended the step; null or 0 for none.</summary>
    public int? Signal { get; init; }

    /// <summary>How long the step has run.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>When the step started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When the step ended.</summary>
    public DateTimeOffset? EndTime { get; init; }
}
