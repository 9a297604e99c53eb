using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>The task of FirecREST v1 that fetches a file from the object store, or brings one there.</summary>
internal sealed class ExternalTransferHalf(FirecrestPipeline pipeline, TaskLooks tasks, string systemName, string taskId, bool isUpload, RemotePath? link) : SystemHalf
{
    private TaskState? _state;
    private bool _wasInvalidated;

    public override string Description => $"task {taskId}";

    public override string Id => taskId;

    public override RemotePath? Link => link;

    public override string Cancelled => !_wasInvalidated ? "cannot be cancelled: it ends when the server forgets it, without an object to work with"
        : isUpload ? "was invalidated; a fetch that had begun may still write the file"
        : "was invalidated; the copy in the object store stays until the site deletes it";

    public override string NotCancelled => "could not be invalidated";

    public override string? Remainder => _state == TaskState.FetchFailed ? "The object stays in the store, and the server may go on trying to fetch it, until the site deletes it."
        : _state == TaskState.Staged ? "A copy stays in the object store until the site deletes it."
        : null;

    public override async ValueTask<HalfEnd> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        options ??= new WaitOptions();
        var patience = new FetchPatience(pipeline.Clock, options.OutageTolerance);
        var wait = new TaskWaitOptions { Schedule = options.Schedule, TimeLimit = options.TimeLimit, OutageTolerance = options.OutageTolerance };
        try
        {
            // What becomes of it, whoever gives up the transfer decides and tells.
            var poller = new TaskPoller(tasks, taskId, wait, patience.IsOver) { Afterwards = "" };
            var task = await Tracing.Within(FirecrestTelemetry.Spans.Wait, systemName, _ => poller.Wait(async, cancellationToken)).ConfigureAwait(false);
            _state = task.State;
            return task.State == TaskState.FetchFailed
                ? new(Succeeded: false, $"is {task.State}: for {options.OutageTolerance:c} (OutageTolerance) the system could not fetch the file from the object store; the server does not say why (is the directory there and writable, is the quota reached?)")
                : new(Succeeded: true, $"ended {task.State}", isUpload ? null : ExternalDownload.Read(task, pipeline.Staging.AllowsInsecureHttp).Address);
        }
        catch (FirecrestApiException failure) when (failure.Task is { } task)
        {
            _state = task.State;
            return new(Succeeded: false, $"ended {task.State}: {failure.ServerMessage}", null, failure);
        }
    }

    public override async ValueTask<HalfState> Look(bool async, CancellationToken cancellationToken)
    {
        try
        {
            var task = await pipeline.SendCore(TasksRequests.GetTask(taskId), async, cancellationToken).ConfigureAwait(false);
            _state = task.State;
            return new(task.State.IsTerminal, task.State.IsSuccess, $"ended {task.State} {task.Description}".TrimEnd());
        }
        catch (FirecrestNotFoundException)
        {
            return new(IsOver: true, Succeeded: false, "is not known to the server any more");
        }
    }

    public override async ValueTask Cancel(bool async, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendCore(StorageRequests.Invalidate(taskId, OperationKind.OnceOnly), async, cancellationToken).ConfigureAwait(false);
            _wasInvalidated = true;
        }
        catch (FirecrestApiException exception) when (exception.Outcome is OutcomeClass.ServerFault or OutcomeClass.Refused && exception is not FirecrestUnauthorizedException)
        {
            // The server fails over an object that is not there, and refuses a task that it has forgotten: there is nothing to invalidate.
        }
    }

    /// <summary>The server says no more than its state.</summary>
    public override ValueTask<string?> ReadComplaints(bool async, CancellationToken cancellationToken) => default;

    public override ValueTask CleanUp(bool async, CancellationToken cancellationToken)
        => link is { } path ? RemoteLink.Remove(pipeline, systemName, path, async, cancellationToken) : default;

    public override async ValueTask Release(bool async, CancellationToken cancellationToken)
    {
        if (isUpload && _state != TaskState.FetchFailed)
        {
            // The server has deleted the object.
            return;
        }

        try
        {
            await Cancel(async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is FirecrestException or OperationCanceledException or ObjectDisposedException)
        {
            Log.TaskNotInvalidated(pipeline.Logger, systemName, taskId, failure.Message);
        }
    }
}

/// <summary>How long a file that the system cannot fetch is waited for: the server tries again at each of its looks, once a minute, for as long as the object is there.</summary>
internal sealed class FetchPatience(Clock clock, TimeSpan tolerance)
{
    private long? _since;

    public bool IsOver(TaskInfo task)
    {
        if (task.State != TaskState.FetchFailed)
        {
            return false;
        }

        _since ??= clock.Timestamp;
        return clock.Since(_since.Value) >= tolerance;
    }
}
