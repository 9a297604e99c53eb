namespace Firecrest.Client;

/// <summary>The state of a job, as the scheduler names it. New states may appear; they compare and print like any other.</summary>
/// <remarks>
/// Schedulers add words to a state: <c>CANCELLED by 1000</c> equals <see cref="Cancelled"/>, and <c>RUNNING,COMPLETING</c> is running and not over yet.
/// States are compared as whole words, never by parts of them. PBS names its states by letters.
/// </remarks>
public readonly struct JobState : IEquatable<JobState>
{
    private static readonly HashSet<string> TerminalNames = new(StringComparer.Ordinal)
    {
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "LAUNCH_FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "RECONFIG_FAIL", "REVOKED", "TIMEOUT",
        // PBS: finished, completed (older), expired array element.
        "F", "C", "X",
    };

    private static readonly HashSet<string> PendingNames = new(StringComparer.Ordinal)
    {
        "PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT",
        // PBS: queued, held, waiting for its time, being moved.
        "Q", "H", "W", "T",
    };

    private readonly string? _value;

    /// <summary>Makes a state from the scheduler's word for it.</summary>
    public JobState(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Waits to start.</summary>
    public static JobState Pending { get; } = new("PENDING");

    /// <summary>Runs.</summary>
    public static JobState Running { get; } = new("RUNNING");

    /// <summary>Is about to run: its nodes are being made ready.</summary>
    public static JobState Configuring { get; } = new("CONFIGURING");

    /// <summary>Has run and is being cleaned up; its end is not recorded yet.</summary>
    public static JobState Completing { get; } = new("COMPLETING");

    /// <summary>Has been stopped and keeps its nodes or its place.</summary>
    public static JobState Suspended { get; } = new("SUSPENDED");

    /// <summary>Ended with exit code 0.</summary>
    public static JobState Completed { get; } = new("COMPLETED");

    /// <summary>Ended with another exit code, or by a signal of its own.</summary>
    public static JobState Failed { get; } = new("FAILED");

    /// <summary>Was cancelled by a user or an operator.</summary>
    public static JobState Cancelled { get; } = new("CANCELLED");

    /// <summary>Was ended at its time limit.</summary>
    public static JobState TimedOut { get; } = new("TIMEOUT");

    /// <summary>Was ended for using more memory than it had asked for.</summary>
    public static JobState OutOfMemory { get; } = new("OUT_OF_MEMORY");

    /// <summary>Ended because a node failed.</summary>
    public static JobState NodeFail { get; } = new("NODE_FAIL");

    /// <summary>Was ended to make room for another job.</summary>
    public static JobState Preempted { get; } = new("PREEMPTED");

    /// <summary>The scheduler's own text, for instance <c>CANCELLED by 1000</c>; empty when there was none.</summary>
    public string Value => _value ?? "";

    /// <summary>The first word, in capitals, without additions: <c>CANCELLED</c>.</summary>
    public string Name => Names().FirstOrDefault("");

    /// <summary>True when the job is over and its state will not change. A state that this library does not know is not terminal.</summary>
    public bool IsTerminal
    {
        get
        {
            var names = Names();
            return names.Count > 0 && names.All(TerminalNames.Contains);
        }
    }

    /// <summary>True when the job is over and did what it should: <c>COMPLETED</c>. PBS's <c>F</c> says only that it is over; ask for the exit code.</summary>
    public bool IsSuccess => Names() is ["COMPLETED"];

    /// <summary>True when the job waits to start.</summary>
    public bool IsPending => PendingNames.Contains(Name);

    /// <summary>Compares the words of two states, ignoring case and additions such as <c>by 1000</c>.</summary>
    public static bool operator ==(JobState left, JobState right) => left.Equals(right);

    /// <summary>Compares the words of two states, ignoring case and additions such as <c>by 1000</c>.</summary>
    public static bool operator !=(JobState left, JobState right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(JobState other) => Names().SequenceEqual(other.Names());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JobState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The scheduler's own text.</summary>
    public override string ToString() => Value;

    /// <summary>The words of the state: one, or several separated by commas; of each what stands before a blank or a plus sign.</summary>
    private List<string> Names()
    {
        var names = new List<string>(1);
        foreach (var part in Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            names.Add(part.Split(' ', '+')[0].ToUpperInvariant());
        }

        return names;
    }
}
