using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The job helpers on FirecREST v2.</summary>
internal sealed class V2Jobs(FirecrestPipeline pipeline)
{
    /// <summary>From this many jobs on, one list and reads of what it lacks are cheaper than a read for each.</summary>
    private const int ListWorthwhile = 3;

    public async ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string> jobIds, bool async, CancellationToken cancellationToken)
    {
        var baseIds = jobIds.Select(id => JobId.Checked(id, nameof(jobIds)).Base).Distinct().ToList();
        var rows = new Dictionary<string, IReadOnlyList<JobInfo>>();
        if (baseIds.Count >= ListWorthwhile)
        {
            var listed = await pipeline.SendCore(ComputeRequests.GetJobs(systemName, null), async, cancellationToken).ConfigureAwait(false);
            foreach (var group in listed.GroupBy(row => JobId.Read(row.JobId).Base))
            {
                rows[group.Key] = [.. group];
            }
        }

        foreach (var id in baseIds.Where(id => !rows.ContainsKey(id)))
        {
            rows[id] = await Find(systemName, id, async, cancellationToken).ConfigureAwait(false);
        }

        return [.. jobIds.Distinct().SelectMany(id => JobRows.Answering(id, rows[JobId.Read(id).Base]))];
    }

    public async ValueTask<JobInfo> Describe(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var rows = await pipeline.SendCore(ComputeRequests.GetJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JobInfo> answering = [.. JobRows.Answering(jobId, rows)];
        return answering.Count > 0 ? JobRows.Summarise(jobId, answering) : throw NotFound(systemName, jobId);
    }

    public async ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendCore(ComputeRequests.CancelJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (exception.ErrorCode == FirecrestErrorCode.JobAlreadyEnded)
        {
            // What was wanted is so: the job does not run. It may also be this call's own first attempt that ended it.
        }
    }

    public async ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var jobs = await pipeline.SendCore(ComputeRequests.GetJobMetadata(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        var metadata = jobs.FirstOrDefault(job => job.JobId == jobId) ?? (jobs.Count > 0 ? jobs[0] : throw NotFound(systemName, jobId));
        return ReportedOutput.Resolve(systemName, jobId, metadata.Script ?? "", metadata.StandardOutput, metadata.StandardError);
    }

    private async ValueTask<IReadOnlyList<JobInfo>> Find(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.SendCore(ComputeRequests.GetJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestNotFoundException exception) when (exception.ErrorCode == FirecrestErrorCode.JobNotFound)
        {
            return [];
        }
    }

    private FirecrestNotFoundException NotFound(string systemName, string jobId) => new(new FirecrestApiFailure
    {
        StatusCode = HttpStatusCode.NotFound,
        ErrorCode = FirecrestErrorCode.JobNotFound,
        ServerMessage = $"the scheduler's answer does not hold job {jobId}",
        Method = "GET",
        Path = $"/compute/{systemName}/jobs/{JobId.Read(jobId).Base}",
        ServerVersion = pipeline.ServerVersion,
    })
    { Outcome = OutcomeClass.Refused };
}
