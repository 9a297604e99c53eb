using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Transfers;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The job that fetches a file from the object store, or brings one there.</summary>
internal sealed class TransferJobHalf(FirecrestPipeline pipeline, Backend backend, string systemName, string jobId, RemotePath? outputLog, RemotePath? errorLog, RemotePath? link) : SystemHalf
{
    private const int ComplaintLines = 20;

    public override string Description => $"job {systemName}/{jobId}";

    public override string Id => jobId;

    public override string JobId => jobId;

    public override (RemotePath? Output, RemotePath? Error) Logs => (outputLog, errorLog);

    public override RemotePath? Link => link;

    public override async ValueTask<HalfEnd> Wait(WaitOptions? options, bool async, CancellationToken cancellationToken)
    {
        var waiter = new JobWaiter(backend, pipeline.Clock, pipeline.Logger, systemName, jobId, options ?? new WaitOptions(), static job => job.State.IsTerminal);
        var job = await waiter.Wait(async, cancellationToken).ConfigureAwait(false);
        return new(job.Category == JobCategory.Succeeded, job.State.ToString());
    }

    public override async ValueTask<HalfState> Look(bool async, CancellationToken cancellationToken)
    {
        try
        {
            var job = await backend.DescribeJob(systemName, jobId, async, cancellationToken).ConfigureAwait(false);
            return new(job.State.IsTerminal, job.Category == JobCategory.Succeeded, $"ended {job.State}");
        }
        catch (FirecrestNotFoundException exception) when (exception.ErrorCode == FirecrestErrorCode.JobNotFound)
        {
            return new(IsOver: true, Succeeded: false, "is not known to the scheduler any more");
        }
    }

    public override ValueTask Cancel(bool async, CancellationToken cancellationToken) => backend.Cancel(systemName, jobId, async, cancellationToken);

    public override async ValueTask<string?> ReadComplaints(bool async, CancellationToken cancellationToken)
    {
        if (errorLog is not { } path)
        {
            return null;
        }

        try
        {
            var request = FilesystemRequests.Tail(systemName, path, new TailOptions { Lines = ComplaintLines });
            return Redaction.Apply((await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false)).Content.Trim());
        }
        catch (FirecrestException)
        {
            // Not worth more than the failure that it would explain.
            return null;
        }
    }

    public override async ValueTask CleanUp(bool async, CancellationToken cancellationToken)
    {
        if (link is not { } path)
        {
            return;
        }

        try
        {
            await pipeline.SendCore(FilesystemRequests.Remove(systemName, path), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestNotFoundException)
        {
            // An earlier run removed it.
        }
        catch (FirecrestException failure)
        {
            Log.NotRemoved(pipeline.Logger, systemName, path, failure.Message);
        }
    }
}
