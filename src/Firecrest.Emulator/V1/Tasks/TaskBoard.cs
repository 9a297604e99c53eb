using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1.Tasks;

/// <summary>All tasks of an emulator. Nothing happens between requests: each one brings the tasks to its time.</summary>
internal sealed class TaskBoard(FirecrestEmulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<V1Task> _tasks = [];

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private TimeSpan Delay => options.V1.TaskDelay;

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Makes a task that stays queued until somebody adds to it.</summary>
    public V1Task Create(string user, string service, string system) => Add(new V1Task(NewId(), user, service, system, Now));

    public V1Task Add(V1Task task)
    {
        lock (_lock)
        {
            _tasks.Add(task);
        }

        return task;
    }

    /// <summary>Lets a task wait in the queue and then end.</summary>
    public void Finish(V1Task task, int status, JsonNode? data)
    {
        DateTimeOffset now = Now;
        lock (_lock)
        {
            task.Add(new TaskStep(now, TaskStatus.Queued, TaskStatus.Description(TaskStatus.Queued)));
            task.Add(new TaskStep(now + Delay, status, data));
        }
    }

    /// <summary>Lets a task wait in the queue for ever.</summary>
    public void Hang(V1Task task) => Add(task, new TaskStep(Now, TaskStatus.Queued, TaskStatus.Description(TaskStatus.Queued)));

    /// <summary>Makes a task invalid.</summary>
    public void Expire(V1Task task)
    {
        lock (_lock)
        {
            task.Expire(Now);
        }
    }

    public void Add(V1Task task, params IEnumerable<TaskStep> steps)
    {
        lock (_lock)
        {
            foreach (TaskStep step in steps)
            {
                task.Add(step);
            }
        }
    }

    /// <summary>Calls back with a task, brought to this moment, while it does not change; the default value when there is none.</summary>
    public T? Read<T>(string id, Func<V1Task, DateTimeOffset, T> read)
    {
        lock (_lock)
        {
            DateTimeOffset now = CatchUpCore();
            return _tasks.Find(task => task.Id == id && now - task.Created < task.Lifetime) is { } found ? read(found, now) : default;
        }
    }

    /// <summary>Calls back for each task in the order of creation.</summary>
    public IReadOnlyList<T> ReadAll<T>(Func<V1Task, DateTimeOffset, T> read)
    {
        lock (_lock)
        {
            DateTimeOffset now = CatchUpCore();
            return [.. _tasks.Where(task => now - task.Created < task.Lifetime).Select(task => read(task, now))];
        }
    }

    /// <summary>Brings the tasks to where they are at this moment; called before each request.</summary>
    public void CatchUp()
    {
        lock (_lock)
        {
            CatchUpCore();
        }
    }

    private DateTimeOffset CatchUpCore()
    {
        DateTimeOffset now = Now;
        foreach (V1Task task in _tasks)
        {
            task.Advance?.Invoke(task, now);
        }

        return now;
    }
}
