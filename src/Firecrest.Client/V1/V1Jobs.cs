using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>The job helpers on FirecREST v1.</summary>
internal sealed class V1Jobs(FirecrestPipeline pipeline, TaskLooks tasks, V1Files files)
{
    /// <summary>Few tasks for long lists, and not so much that a page would be slow.</summary>
    private const int LeastPageSize = 200;

    private static readonly TaskWaitOptions Patiently = new() { Schedule = new() { InitialDelay = TimeSpan.FromSeconds(0.3), MaxDelay = TimeSpan.FromSeconds(5) } };

    /// <summary>How far back the list without ids goes, and then to the begin of that day.</summary>
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(1);

    /// <summary>The zone of the cluster is not known before it was asked; no clock is farther from UTC.</summary>
    private static readonly TimeSpan UnknownZone = TimeSpan.FromHours(14);

    public async ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
    {
        if (jobIds is null)
        {
            return await GetRecent(systemName, DefaultWindow, async, cancellationToken).ConfigureAwait(false);
        }

        if (jobIds.Count == 0)
        {
            return [];
        }

        var rows = await ReadAccounting(systemName, new() { JobIds = BaseIds(jobIds) }, async, cancellationToken).ConfigureAwait(false);
        return [.. jobIds.Distinct().SelectMany(new JobTable(rows).Matching)];
    }

    public async ValueTask<IReadOnlyList<JobInfo>> PollActive(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
    {
        if (jobIds is { Count: 0 })
        {
            return [];
        }

        var rows = await ReadQueue(systemName, new() { JobIds = jobIds is null ? null : BaseIds(jobIds) }, async, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JobInfo> active = [.. rows.Select(JobModels.Of).Where(job => !job.State.IsTerminal)];
        return jobIds is null ? active : [.. jobIds.Distinct().SelectMany(new JobTable(active).Matching)];
    }

    public async ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken)
    {
        if (options?.Account is not null)
        {
            throw new FirecrestNotSupportedException($"FirecREST v1 does not tell the accounts of jobs, so that they cannot be chosen by {nameof(GetJobsOptions)}.{nameof(GetJobsOptions.Account)}.");
        }

        var jobs = options?.AllUsers == true
            ? [.. (await ReadQueue(systemName, new() { UserJobs = false }, async, cancellationToken).ConfigureAwait(false)).Select(JobModels.Of)]
            : await GetRecent(systemName, options?.TimeWindow is { } window ? JobFilter.Length(window) : DefaultWindow, async, cancellationToken).ConfigureAwait(false);
        return JobFilter.Apply(jobs, options, pipeline.Clock.UtcNow);
    }

    public async ValueTask<JobInfo> Describe(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var rows = await Poll(systemName, [jobId], async, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? JobRows.Summarise(jobId, rows) : throw NotFound(jobId);
    }

    public ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken) => JobCancellation.Run(
        async () => await Run(ComputeRequests.CancelJob(systemName, jobId), async, cancellationToken).ConfigureAwait(false),
        () => Describe(systemName, jobId, async, cancellationToken));

    /// <summary>From the task of the job's submission, which the server keeps for a day, or from the queue as long as the job is in it.</summary>
    public async ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
    {
        var baseId = JobId.Checked(jobId, nameof(jobId)).Base;
        var known = await pipeline.SendCore(TasksRequests.GetTasks(null), async, cancellationToken).ConfigureAwait(false);
        var submitted = known.Select(task => SubmissionTasks.JobOf(task, systemName)).FirstOrDefault(job => job?.JobId == baseId);
        if (submitted?.OutputFile is not null)
        {
            var script = await ReadScript(systemName, submitted.ScriptFile, async, cancellationToken).ConfigureAwait(false);
            return ReportedOutput.Resolve(systemName, jobId, script, submitted.OutputFile.ToString(), submitted.ErrorFile?.ToString());
        }

        var rows = await ReadQueue(systemName, new() { JobIds = [jobId] }, async, cancellationToken).ConfigureAwait(false);
        if (JobId.Read(jobId).IsWholeJob && rows.Any(row => !JobId.Read(row.JobId).IsWholeJob))
        {
            throw ReportedOutput.IsArray(systemName, jobId);
        }

        return rows.FirstOrDefault(row => row.JobId == jobId) is { OutputFile: { } output } found
            ? new JobOutputPaths(output, found.ErrorFile ?? output)
            : throw new FirecrestNotSupportedException(
                $"Where {systemName}/{jobId} writes its output cannot be told: FirecREST v1 tells it of jobs that wait or run, and for a day of those that were submitted through it.");
    }

    private async ValueTask<IReadOnlyList<JobInfo>> GetRecent(string systemName, TimeSpan window, bool async, CancellationToken cancellationToken)
    {
        // The whole day in which the window begins, wherever the cluster is.
        var since = (pipeline.Clock.UtcNow - window - UnknownZone).UtcDateTime.Date;
        return await ReadAccounting(systemName, new() { StartTime = since }, async, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<JobInfo>> ReadAccounting(string systemName, JobAccountingOptions options, bool async, CancellationToken cancellationToken)
    {
        var rows = await TaskPages.OfAccounting(tasks, systemName, options with { PageSize = PageSize(options.JobIds) }, Patiently).ReadAll(async, cancellationToken).ConfigureAwait(false);
        return JobRows.MergeDuplicates([.. rows.Select(JobModels.Of)]);
    }

    /// <summary>Empty when the queue knows none of the jobs any more, which the server calls an error.</summary>
    private async ValueTask<IReadOnlyList<QueuedJob>> ReadQueue(string systemName, QueuedJobsOptions options, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await TaskPages.OfJobs(tasks, systemName, options with { PageSize = PageSize(options.JobIds) }, Patiently).ReadAll(async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (exception.Task is not null && exception.ErrorCode == FirecrestErrorCode.JobNotFound)
        {
            return [];
        }
    }

    private async ValueTask<string> ReadScript(string systemName, RemotePath? path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return path is { } script ? await files.View(systemName, script, async, cancellationToken).ConfigureAwait(false) : "";
        }
        catch (Exception exception) when (exception is FirecrestApiException { Outcome: OutcomeClass.Refused } or FirecrestNotSupportedException or ArgumentException)
        {
            // The file may be gone, or be no text, and only arrays need it.
            return "";
        }
    }

    private async ValueTask<T> Run<T>(ApiRequest<TaskTicket<T>> request, bool async, CancellationToken cancellationToken)
    {
        var ticket = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        return await TaskPoller.Wait(tasks, ticket, Patiently, async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Jobs that are named come on one page, which is not full with one row for each. The tasks of arrays may be more.</summary>
    private static int PageSize(IReadOnlyList<string>? jobIds) => Math.Max(LeastPageSize, (jobIds?.Count ?? 0) + 1);

    private static List<string> BaseIds(IReadOnlyList<string> jobIds)
        => [.. jobIds.Select(id => JobId.Checked(id, nameof(jobIds)).Base).Distinct()];

    private FirecrestNotFoundException NotFound(string jobId) => new(new FirecrestApiFailure
    {
        StatusCode = HttpStatusCode.OK,
        ErrorCode = FirecrestErrorCode.JobNotFound,
        ServerMessage = $"accounting does not know job {jobId}",
        Method = "GET",
        Path = "/compute/acct",
        ServerVersion = pipeline.ServerVersion,
    })
    { Outcome = OutcomeClass.Refused };
}
