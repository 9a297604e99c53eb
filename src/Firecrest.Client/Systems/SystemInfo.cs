using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>An HPC system that a FirecREST server gives access to.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record SystemInfo
{
    /// <summary>The direct limit of servers that do not tell theirs: 5 MiB, the default of FirecREST.</summary>
    internal const long DefaultDirectLimit = 5 * 1024 * 1024;

    /// <summary>The name to pass as <c>systemName</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The scheduler: <c>slurm</c> or <c>pbs</c>.</summary>
    public string SchedulerType { get; init; } = "";

    /// <summary>The scheduler's version.</summary>
    public string SchedulerVersion { get; init; } = "";

    /// <summary>How the server talks to the scheduler: <c>ssh</c>, <c>rest</c> or <c>hybrid</c>. With <c>rest</c> some operations are missing.</summary>
    public string SchedulerConnectionMode { get; init; } = "";

    /// <summary>The services of the system at the last health check; empty before the first one.</summary>
    public IReadOnlyList<ServiceHealth> Services { get; init; } = [];

    /// <summary>When the last health check was; null before the first one.</summary>
    public DateTimeOffset? LastHealthCheck { get; init; }

    /// <summary>The file systems.</summary>
    public IReadOnlyList<FileSystemInfo> FileSystems { get; init; } = [];

    /// <summary>The size in bytes that direct file operations work up to; what is larger goes through a transfer. Default 5 MiB.</summary>
    public long DirectLimit { get; init; } = DefaultDirectLimit;

    /// <summary>How large files are moved; null when they cannot be, or when the server does not tell (before 2.5).</summary>
    public TransferMethod? TransferMethod { get; init; }

    /// <summary>The size in bytes of the parts that a large upload through an object store is cut into; null for other methods.</summary>
    public long? MaxPartSize { get; init; }

    /// <summary>The size in bytes that an upload to the streamer may have, where each message counts as 5 MiB however small it is; null for other methods.</summary>
    public long? StreamerUploadLimit { get; init; }

    /// <summary>The scheduler's directives that begin each transfer job, for instance <c>#SBATCH --partition=xfer</c>; empty when there are none.</summary>
    public IReadOnlyList<string> TransferJobDirectives { get; init; } = [];

    /// <summary>True when every transfer job must name the account that pays for it.</summary>
    public bool RequiresTransferAccount => TransferJobDirectives.Any(directive => directive.Contains("{account}", StringComparison.Ordinal));

    /// <summary>How long a command of a direct file operation may take; null when the server does not tell.</summary>
    public TimeSpan? CommandTimeout { get; init; }

    /// <summary>True when no service was found unhealthy. A system that was not checked yet counts as healthy.</summary>
    public bool IsHealthy => Services.All(service => service.IsHealthy);

    /// <summary>True when the server asks Slurm's REST API about jobs, which gives the tasks of an array ids of their own and does not tell which task each is.</summary>
    internal bool NumbersTasksAnew
        => string.Equals(SchedulerConnectionMode, "rest", StringComparison.OrdinalIgnoreCase) || string.Equals(SchedulerConnectionMode, "hybrid", StringComparison.OrdinalIgnoreCase);

    internal bool IsPbs => string.Equals(SchedulerType, "pbs", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name, scheduler and health.</summary>
    public override string ToString() => $"{Name} ({SchedulerType}{(IsHealthy ? "" : ", unhealthy")})";
}
