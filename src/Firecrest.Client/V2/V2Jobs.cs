using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The job helpers on FirecREST v2.</summary>
internal sealed class V2Jobs(FirecrestPipeline pipeline, SystemCache systems)
{
    /// <summary>From this many jobs on, one list and reads of what it lacks are cheaper than a read for each.</summary>
    private const int ListWorthwhile = 3;

    public async ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string> jobIds, bool async, CancellationToken cancellationToken)
    {
        List<JobId> asked = [.. jobIds.Select(id => JobId.Checked(id, nameof(jobIds))).Distinct()];
        var needsList = asked.Select(static id => id.Base).Distinct().Count() >= ListWorthwhile;
        var table = new JobTable(needsList ? await pipeline.SendCore(ComputeRequests.GetJobs(systemName, null), async, cancellationToken).ConfigureAwait(false) : []);
        var isDoubtful = asked.Exists(table.IsDoubtful) && await NumbersTasksAnew(systemName, async, cancellationToken).ConfigureAwait(false);
        foreach (var id in table.Lacking(asked, isDoubtful))
        {
            if (await Find(systemName, id, async, cancellationToken).ConfigureAwait(false) is { Count: > 0 } rows)
            {
                table.Complete(id, rows);
            }
        }

        if (asked.Find(table.LacksTask) is { Base.Length: > 0 } lost && await NumbersTasksAnew(systemName, async, cancellationToken).ConfigureAwait(false))
        {
            throw JobRows.NumberedAnew(systemName, lost);
        }

        return [.. jobIds.Distinct().SelectMany(table.Matching)];
    }

    public async ValueTask<JobInfo> Describe(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var rows = await pipeline.SendCore(ComputeRequests.GetJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        var answering = JobRows.Answering(jobId, rows);
        return answering.Count > 0 ? JobRows.Summarise(jobId, answering)
            : rows.Count > 0 && await NumbersTasksAnew(systemName, async, cancellationToken).ConfigureAwait(false) ? throw JobRows.NumberedAnew(systemName, JobId.Read(jobId))
            : throw NotFound(systemName, jobId);
    }

    /// <summary>Whether the tasks of arrays have ids of their own on a system, which then do not tell whose they are.</summary>
    public async ValueTask<bool> NumbersTasksAnew(string systemName, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return (await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false))?.NumbersTasksAnew ?? false;
        }
        catch (FirecrestException failure) when (failure.Outcome == OutcomeClass.Refused)
        {
            // A site that does not tell of its systems: most speak with the scheduler by its commands.
            return false;
        }
    }

    public ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken) => JobCancellation.Run(
        async () => await pipeline.SendCore(ComputeRequests.CancelJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false),
        () => Describe(systemName, jobId, async, cancellationToken));

    public async ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var jobs = await pipeline.SendCore(ComputeRequests.GetJobMetadata(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        var metadata = jobs.FirstOrDefault(job => job.JobId == jobId) ?? (jobs.Count > 0 ? jobs[0] : throw NotFound(systemName, jobId));
        var (output, error) = (metadata.StandardOutput, metadata.StandardError);
        if (PbsOutput.MayBeCrossed(metadata) && (await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false))?.IsPbs == true)
        {
            (output, error) = (error, output);
        }

        return ReportedOutput.Resolve(systemName, jobId, metadata.Script ?? "", output, error);
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
