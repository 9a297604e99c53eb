using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>A command beside a job, where the server really runs it.</summary>
internal sealed class AttachedCommand(FirecrestPipeline pipeline, SystemCache systems)
{
    public async ValueTask Run(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken)
    {
        var request = ComputeRequests.AttachToJob(systemName, jobId, command);
        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        if (string.Equals(system?.SchedulerType, "pbs", StringComparison.OrdinalIgnoreCase))
        {
            throw new FirecrestNotSupportedException($"{systemName} is a PBS system, on which FirecREST runs no commands beside a job.");
        }

        // Over REST the server answers success and runs nothing.
        if (system?.SchedulerConnectionMode is { } mode && (mode.Equals("rest", StringComparison.OrdinalIgnoreCase) || mode.Equals("hybrid", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FirecrestNotSupportedException($"The FirecREST server speaks with the scheduler of {systemName} in {mode} mode, in which it runs no commands beside a job. Nothing was sent.");
        }

        await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
    }
}
