using System.Diagnostics;

namespace Firecrest.Client.V1;

/// <summary>A task that an operation created, and what its result is read as: <see cref="TasksClient.WaitForCompletionAsync{T}"/> gives it.</summary>
/// <remarks>The operation has only begun. Whether it succeeded is told by the end of the task.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TaskTicket<T>
{
    private readonly Func<TaskInfo, T> _read;

    /// <summary>Makes a ticket, for a task whose id was kept or for a mock.</summary>
    /// <param name="taskId">The id of the task.</param>
    /// <param name="read">Makes the result of the task at its end; called for a task that succeeded only.</param>
    public TaskTicket(string taskId, Func<TaskInfo, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(taskId);
        ArgumentNullException.ThrowIfNull(read);
        TaskId = taskId;
        _read = read;
    }

    /// <summary>The id of the task.</summary>
    public string TaskId { get; }

    /// <summary>The id of the task.</summary>
    public override string ToString() => $"task {TaskId}";

    internal T Read(TaskInfo task) => _read(task);
}
