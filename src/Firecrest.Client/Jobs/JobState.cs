namespace Firecrest.Client;

/// <summary>The state of a job, as the scheduler names it. New states may appear; they compare and print like any other.</summary>
/// <remarks>
/// Schedulers add words to a state: <c>CANCELLED by 1000</c> equals <see cref="Cancelled"/>, and <c>RUNNING,COMPLETING</c> is running and not over yet.
/// States are compared as whole words, never by parts of them. PBS names its states by letters.
/// </remarks>
public readonly struct JobState : IEquatable<JobState>
{
    /// <summary>When Slurm adds words to a state, such as <c>RUNNING,CONFIGURING</c>, these tell what the job does, the first of them that is there.</summary>
    private static readonly JobCategory[] Unfinished = [JobCategory.Completing, JobCategory.Pending, JobCategory.Suspended, JobCategory.Running];

    private static readonly Dictionary<string, JobCategory> Known = new(StringComparer.Ordinal)
    {
        ["PENDING"] = JobCategory.Pending,
        ["CONFIGURING"] = JobCategory.Pending,
        ["POWER_UP_NODE"] = JobCategory.Pending,
        ["REQUEUED"] = JobCategory.Pending,
        ["REQUEUE_FED"] = JobCategory.Pending,
        ["REQUEUE_HOLD"] = JobCategory.Pending,
        ["RESV_DEL_HOLD"] = JobCategory.Pending,
        ["SPECIAL_EXIT"] = JobCategory.Pending,
        ["RUNNING"] = JobCategory.Running,
        ["RESIZING"] = JobCategory.Running,
        ["SIGNALING"] = JobCategory.Running,
        ["UPDATE_DB"] = JobCategory.Running,
        ["STOPPED"] = JobCategory.Suspended,
        ["SUSPENDED"] = JobCategory.Suspended,
        ["COMPLETING"] = JobCategory.Completing,
        ["STAGE_OUT"] = JobCategory.Completing,
        ["COMPLETED"] = JobCategory.Succeeded,
        ["FAILED"] = JobCategory.Failed,
        ["CANCELLED"] = JobCategory.Cancelled,
        ["REVOKED"] = JobCategory.Cancelled,
        ["DEADLINE"] = JobCategory.TimedOut,
        ["TIMEOUT"] = JobCategory.TimedOut,
        ["BOOT_FAIL"] = JobCategory.NodeFailure,
        ["LAUNCH_FAILED"] = JobCategory.NodeFailure,
        ["NODE_FAIL"] = JobCategory.NodeFailure,
        ["RECONFIG_FAIL"] = JobCategory.NodeFailure,
        ["OUT_OF_MEMORY"] = JobCategory.OutOfMemory,
        ["PREEMPTED"] = JobCategory.Preempted,

        // PBS: held, queued, being moved, waiting for its time; runs, array that has begun; suspended, also by the owner of the workstation; exiting;
        // moved to another server, which is an end: this one tells no more of it.
        ["H"] = JobCategory.Pending,
        ["Q"] = JobCategory.Pending,
        ["T"] = JobCategory.Pending,
        ["W"] = JobCategory.Pending,
        ["R"] = JobCategory.Running,
        ["B"] = JobCategory.Running,
        ["S"] = JobCategory.Suspended,
        ["U"] = JobCategory.Suspended,
        ["E"] = JobCategory.Completing,
        ["M"] = JobCategory.Cancelled,
    };

    /// <summary>PBS: finished, completed (older), expired array element. They do not tell how it ended.</summary>
    private static readonly string[] AnyEnd = ["F", "C", "X"];

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

    /// <summary>What the state means.</summary>
    /// <remarks>Of several words, as in <c>RUNNING,COMPLETING</c>, the one that keeps the job from being over counts. PBS's <c>F</c> tells an end and not which: see <see cref="JobInfo.Category"/>.</remarks>
    public JobCategory Category
    {
        get
        {
            var categories = Names().ConvertAll(static name => Known.GetValueOrDefault(name));
            foreach (var category in Unfinished)
            {
                if (categories.Contains(category))
                {
                    return category;
                }
            }

            return categories.Contains(JobCategory.Unknown) ? JobCategory.Unknown
                : categories.Find(static category => category != JobCategory.Succeeded) is not JobCategory.Unknown and var worst ? worst
                : categories.FirstOrDefault();
        }
    }

    /// <summary>True when the job is over and its state will not change. A state that this library does not know is not terminal.</summary>
    public bool IsTerminal => Category >= JobCategory.Succeeded || IsAnyEnd;

    /// <summary>True when the job is over and did what it should: <c>COMPLETED</c>. PBS's <c>F</c> says only that it is over; ask for the exit code.</summary>
    public bool IsSuccess => Category == JobCategory.Succeeded;

    /// <summary>True when the job waits to start, also while its nodes are made ready.</summary>
    public bool IsPending => Category == JobCategory.Pending;

    /// <summary>True when the job runs. One that is suspended or being cleaned up does not.</summary>
    public bool IsRunning => Category == JobCategory.Running;

    /// <summary>The job is over, and only its exit code tells how.</summary>
    internal bool IsAnyEnd => Names() is [var name] && AnyEnd.Contains(name);

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
