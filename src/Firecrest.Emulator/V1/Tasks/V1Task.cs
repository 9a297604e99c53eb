using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1.Tasks;

/// <summary>An asynchronous task with all that it goes through. Its board guards what can change.</summary>
internal sealed class V1Task(string id, string user, string service, string system, DateTimeOffset created)
{
    // How long the list of tasks goes on to show a task that was invalidated.
    private static readonly TimeSpan ListedAfterExpiry = TimeSpan.FromSeconds(300);

    private readonly List<TaskStep> _steps = [new(created, TaskStatus.Queued, new JsonObject())];
    private DateTimeOffset? _expired;

    public string Id => id;

    public string User => user;

    public string Service => service;

    public string System => system;

    public DateTimeOffset Created => created;

    /// <summary>The object that a storage task is about.</summary>
    public (string Bucket, string Key)? StagedObject { get; init; }

    /// <summary>How long it is kept.</summary>
    public TimeSpan Lifetime => service == "storage" ? TimeSpan.FromDays(7) : TimeSpan.FromHours(24);

    /// <summary>Moves a task on that depends on more than the time; called before the task is read.</summary>
    public Action<V1Task, DateTimeOffset>? Advance { get; set; }

    /// <summary>What comes last, also when its time has not come.</summary>
    public TaskStep Last => _steps[^1];

    public void Add(TaskStep step) => _steps.Add(step);

    public void Expire(DateTimeOffset now) => _expired ??= now;

    /// <summary>What it is now.</summary>
    public TaskStep At(DateTimeOffset now)
        => _expired is { } since && since <= now ? new TaskStep(since, TaskStatus.Expired, "") : StepAt(now);

    /// <summary>What the list of tasks tells, which learns late of its end; null when it tells nothing.</summary>
    public TaskStep? ListedAt(DateTimeOffset now) => _expired is { } since && now >= since + ListedAfterExpiry ? null : StepAt(now);

    private TaskStep StepAt(DateTimeOffset now) => _steps.FindLast(step => step.Since <= now) ?? _steps[0];
}
