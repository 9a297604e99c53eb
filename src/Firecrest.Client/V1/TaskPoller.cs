using System.Text.Json;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Waits for the end of one task, or for something before it, through outages.</summary>
internal sealed class TaskPoller(TaskLooks tasks, string taskId, TaskWaitOptions options, Func<TaskInfo, bool> isAwaited)
{
    private readonly FirecrestPipeline _pipeline = tasks.Pipeline;
    private readonly long _started = tasks.Pipeline.Clock.Timestamp;
    private readonly Patience _patience = new(tasks.Pipeline.Clock, TimeSpan.Zero, options.OutageTolerance);
    private TaskInfo? _task;

    /// <summary>What becomes of a task that did not end in time, for the message of that.</summary>
    public string Afterwards { get; init; } = " It goes on.";

    /// <summary>Waits for the end of a task, and reads its result.</summary>
    public static async ValueTask<T> Wait<T>(TaskLooks tasks, TaskTicket<T> ticket, TaskWaitOptions options, bool async, CancellationToken cancellationToken)
    {
        var task = await new TaskPoller(tasks, ticket.TaskId, options, static _ => false).Wait(async, cancellationToken).ConfigureAwait(false);
        return Read(tasks.Pipeline, ticket, task);
    }

    public static T Read<T>(FirecrestPipeline pipeline, TaskTicket<T> ticket, TaskInfo task)
    {
        try
        {
            return ticket.Read(task);
        }
        catch (JsonException exception)
        {
            throw TaskFailure.Unreadable(task, TasksRequests.GetTask(ticket.TaskId), pipeline.ServerVersion, exception);
        }
    }

    /// <summary>The task that is awaited; one that fails meanwhile is an exception that carries it.</summary>
    public async ValueTask<TaskInfo> Wait(bool async, CancellationToken cancellationToken)
    {
        options.Validate();
        var before = TimeSpan.Zero;
        for (var look = 0; ; look++)
        {
            var pause = options.Schedule.DelayAfter(look);
            TaskInfo? task = null;
            try
            {
                task = await tasks.LookAfter(before, taskId, async, cancellationToken).ConfigureAwait(false);
                _patience.Answered();
            }
            catch (FirecrestException failure) when (_patience.Bears(failure))
            {
                Log.TaskWaitContinues(_pipeline.Logger, taskId, failure.Message);
                pause = _patience.PauseAfter(failure, pause, options.Schedule);
            }

            // Outside of what is borne: a failure of the caller's own code ends the wait.
            if (task is not null && IsEnd(task))
            {
                return task;
            }

            before = WithinLimit(pause);
        }
    }

    private bool IsEnd(TaskInfo task)
    {
        Report(task);
        return isAwaited(task) || task.State.IsSuccess || (task.State.IsFailure ? throw TaskFailure.Of(task, TasksRequests.GetTask(taskId), _pipeline.ServerVersion) : false);
    }

    private TimeSpan WithinLimit(TimeSpan pause)
    {
        if (options.TimeLimit is { } limit)
        {
            var left = limit - _pipeline.Clock.Since(_started);
            if (left <= TimeSpan.Zero)
            {
                throw new FirecrestTimeoutException($"Task {taskId} did not end within {limit:c}; it was {_task?.State.ToString() ?? "not seen"} {_task?.Description}".TrimEnd() + $".{Afterwards}")
                {
                    // A wait for a job looks again, with another task.
                    Outcome = OutcomeClass.Unknown,
                };
            }

            pause = pause < left ? pause : left;
        }

        return pause;
    }

    private void Report(TaskInfo task)
    {
        var changed = _task?.State != task.State;
        _task = task;
        if (changed)
        {
            options.StateChanged?.Invoke(task);
        }
    }
}
