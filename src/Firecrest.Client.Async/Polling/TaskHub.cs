using System.Runtime.ExceptionServices;
using Firecrest.Client.Http;
using Firecrest.Client.Pacing;
using Firecrest.Client.V1;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.Polling;

/// <summary>Where all looks at tasks of FirecREST v1 come together, so that many become few requests.</summary>
internal sealed class TaskHub : TaskLooks, IDisposable
{
    private readonly RequestCoalescer<string, string, IReadOnlyDictionary<string, SeenTask>> _requests;
    private readonly RequestPacer _pacer;

    public TaskHub(FirecrestPipeline pipeline)
        : base(pipeline)
    {
        _pacer = (RequestPacer)pipeline.Gate!;
        _requests = new(pipeline.Clock, Send);
    }

    public override async ValueTask<TaskInfo> LookAfter(TimeSpan pause, string taskId, bool async, CancellationToken cancellationToken)
    {
        // A wrong id is its caller's fault alone.
        UrlPath.Segment(taskId, nameof(taskId));
        if (!async)
        {
            return await base.LookAfter(pause, taskId, async, cancellationToken).ConfigureAwait(false);
        }

        // The task of a user's call is that call's: he waits for it.
        var time = LookTime.After(pause) with { IsUserCall = !_pacer.IsPoll };
        var seen = (await _requests.Join("", [taskId], time, cancellationToken).ConfigureAwait(false))[taskId];
        if (seen.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(seen.Failure);
        }

        return seen.Task!;
    }

    public void Dispose() => _requests.Dispose();

    private Task<IReadOnlyDictionary<string, SeenTask>> Send(MergedRequest<string, string> request, CancellationToken cancellationToken)
        => MergedLook.Send(request, systemName: null, () => Ask(request, cancellationToken));

    private async ValueTask<IReadOnlyDictionary<string, SeenTask>> Ask(MergedRequest<string, string> request, CancellationToken cancellationToken)
    {
        if (!request.IsUserCall)
        {
            _pacer.BeginPoll();
        }

        var seen = new Dictionary<string, SeenTask>(StringComparer.Ordinal);
        if (request.Ids.Count > 1)
        {
            foreach (var ids in IdBatches.Of([.. request.Ids]))
            {
                await List(ids, seen, cancellationToken).ConfigureAwait(false);
            }
        }

        await OneByOne.Read(
            [.. request.Ids.Where(id => !seen.ContainsKey(id))],
            (id, token) => Pipeline.SendCore(TasksRequests.GetTask(id), async: true, token),
            (id, task) => seen[id] = new(task, null),
            (id, failure) => seen[id] = new(null, failure),
            cancellationToken).ConfigureAwait(false);
        return seen;
    }

    /// <summary>What the list does not tell for certain is left to be read by itself, and so is all of it when the server does not take the ids.</summary>
    private async Task List(IReadOnlyList<string> ids, Dictionary<string, SeenTask> seen, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var task in await Pipeline.SendCore(TasksRequests.GetTasks(ids), async: true, cancellationToken).ConfigureAwait(false))
            {
                if (!MayBeOld(task))
                {
                    seen[task.TaskId] = new(task, null);
                }
            }
        }
        catch (FirecrestApiException failure) when (OneByOne.MayBeAboutOne(failure))
        {
            // Each is asked for by itself now, and gets its own answer.
        }
    }

    /// <summary>The list comes from another place than single tasks, and goes on for minutes to show a transfer as done that was invalidated.</summary>
    private static bool MayBeOld(TaskInfo task) => task.Service is "storage" && task.State.IsTerminal;

    private readonly record struct SeenTask(TaskInfo? Task, FirecrestException? Failure);
}
