using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

#pragma warning disable RS0026 // The overloads differ in a required parameter; their last one is the token that every member has.

/// <summary>The tasks that operations create: look at them, and wait for their ends.</summary>
public class TasksClient
{
    private readonly FirecrestPipeline _pipeline;
    private readonly TaskLooks _tasks;

    /// <summary>For mocks.</summary>
    protected TasksClient() => (_pipeline, _tasks) = (null!, null!);

    internal TasksClient(FirecrestPipeline pipeline, TaskLooks tasks) => (_pipeline, _tasks) = (pipeline, tasks);

    /// <summary>Lists the user's tasks, the oldest first.</summary>
    /// <param name="taskIds">Only these; ids that the server does not know are left out. Null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>
    /// GET /tasks. The server forgets tasks after a day, those of transfers after a week. The list and <see cref="GetTaskAsync"/> come from different places:
    /// an invalidated task shows its old state here for a while.
    /// </remarks>
    public virtual Task<IReadOnlyList<TaskInfo>> GetTasksAsync(IReadOnlyList<string>? taskIds = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TasksRequests.GetTasks(taskIds), cancellationToken);

    /// <inheritdoc cref="GetTasksAsync"/>
    public virtual IReadOnlyList<TaskInfo> GetTasks(IReadOnlyList<string>? taskIds = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(TasksRequests.GetTasks(taskIds), cancellationToken);

    /// <summary>Looks at one task. One that failed is no exception here: see <see cref="TaskInfo.State"/>.</summary>
    /// <remarks>GET /tasks/{taskid}.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such task.</exception>
    /// <exception cref="FirecrestPermissionException">The task is another user's.</exception>
    public virtual Task<TaskInfo> GetTaskAsync(string taskId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TasksRequests.GetTask(taskId), cancellationToken);

    /// <inheritdoc cref="GetTaskAsync"/>
    public virtual TaskInfo GetTask(string taskId, CancellationToken cancellationToken = default)
        => _pipeline.Send(TasksRequests.GetTask(taskId), cancellationToken);

    /// <summary>Waits until a task is done, and reads its result.</summary>
    /// <param name="ticket">What the operation returned that created the task.</param>
    /// <param name="options">How to wait.</param>
    /// <param name="cancellationToken">Gives up waiting; the task goes on.</param>
    /// <remarks>GET /tasks/{taskid}, several times. Outages and rate limits do not end the wait, within the limits of the options.</remarks>
    /// <exception cref="FirecrestApiException">The task failed: see <see cref="FirecrestApiException.Task"/>. The types and codes are those of requests that are refused.</exception>
    /// <exception cref="FirecrestTimeoutException"><see cref="TaskWaitOptions.TimeLimit"/> ran out; the task goes on.</exception>
    public virtual Task<T> WaitForCompletionAsync<T>(TaskTicket<T> ticket, TaskWaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(ticket, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitForCompletionAsync{T}"/>
    public virtual T WaitForCompletion<T>(TaskTicket<T> ticket, TaskWaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(ticket, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Waits until something is true of a task, or the task is done.</summary>
    /// <param name="taskId">The id of the task.</param>
    /// <param name="predicate">What to wait for; called with each answer, one call at a time.</param>
    /// <param name="options">How to wait.</param>
    /// <param name="cancellationToken">Gives up waiting; the task goes on.</param>
    /// <inheritdoc cref="WaitForCompletionAsync{T}" path="/remarks|/exception"/>
    public virtual Task<TaskInfo> WaitForAsync(string taskId, Func<TaskInfo, bool> predicate, TaskWaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(taskId, predicate, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="WaitForAsync"/>
    public virtual TaskInfo WaitFor(string taskId, Func<TaskInfo, bool> predicate, TaskWaitOptions? options = null, CancellationToken cancellationToken = default)
        => Wait(taskId, predicate, options, async: false, cancellationToken).EnsureCompleted();

    private ValueTask<T> Wait<T>(TaskTicket<T> ticket, TaskWaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return TaskPoller.Wait(_tasks, ticket, options ?? new(), async, cancellationToken);
    }

    private ValueTask<TaskInfo> Wait(string taskId, Func<TaskInfo, bool> predicate, TaskWaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new TaskPoller(_tasks, taskId, options ?? new(), predicate).Wait(async, cancellationToken);
    }
}
