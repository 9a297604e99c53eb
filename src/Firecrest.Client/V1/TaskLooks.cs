using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Looks at tasks that are waited for, each by itself; a client that merges polls has another way.</summary>
internal class TaskLooks(FirecrestPipeline pipeline)
{
    public FirecrestPipeline Pipeline => pipeline;

    /// <summary>Looks at a task after a pause.</summary>
    public virtual async ValueTask<TaskInfo> LookAfter(TimeSpan pause, string taskId, bool async, CancellationToken cancellationToken)
    {
        await pipeline.Clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
        return await Tracing.Look(null, () => pipeline.SendCore(TasksRequests.GetTask(taskId), async, cancellationToken)).ConfigureAwait(false);
    }
}
