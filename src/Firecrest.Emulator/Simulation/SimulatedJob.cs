namespace Firecrest.Emulator;

/// <summary>What a simulated job does, as data.</summary>
/// <example>
/// <code>
/// var preempted = new SimulatedJob
/// {
///     Phases =
///     [
///         new JobPhase("PENDING", TimeSpan.FromHours(3)) { Reason = "Resources" },
///         new JobPhase("RUNNING", TimeSpan.FromHours(10)),
///         new JobPhase("REQUEUED", TimeSpan.FromMinutes(1)),
///         new JobPhase("RUNNING", TimeSpan.FromDays(2)),
///     ],
///     FinalState = "NODE_FAIL",
/// };
/// </code>
/// </example>
public sealed record SimulatedJob
{
    /// <summary>The states before the end, in order; by default 10 s <c>PENDING</c> and one minute <c>RUNNING</c>.</summary>
    /// <remarks>The job starts with the first state that is not one of waiting, and starts anew after a <c>REQUEUED</c>.</remarks>
    public IReadOnlyList<JobPhase> Phases { get; init; } = [new("PENDING", TimeSpan.FromSeconds(10)), new("RUNNING", TimeSpan.FromMinutes(1))];

    /// <summary>
    /// The state after the last phase, any that Slurm has; null, the default, is <c>COMPLETED</c>, or <c>FAILED</c> with an exit code or a signal.
    /// </summary>
    public string? FinalState { get; init; }

    /// <summary>The exit code at the end.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal that ends the job; 0 for none. Slurm tells 125 for <c>OUT_OF_MEMORY</c>.</summary>
    public int Signal { get; init; }

    /// <summary>The reason that is told with the final state.</summary>
    public string FinalReason { get; init; } = "None";

    /// <summary>What the job writes, in order, as far as it gets.</summary>
    public IReadOnlyList<JobOutput> Output { get; init; } = [];

    /// <summary>When given, the output files appear only this long after the end of the job, as on a file system that shows late what nodes write.</summary>
    public TimeSpan? OutputDelayAfterEnd { get; init; }

    internal string StateAtEnd => FinalState ?? (ExitCode == 0 && Signal == 0 ? "COMPLETED" : "FAILED");
}
