using System.Net;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Submits a job once: when the answer is lost, looks for the job by its key before anything is sent again.</summary>
internal sealed class Submission(
    FirecrestPipeline pipeline, KnownKeys known, string systemName, SubmitJobRequest request, string? jobName, SubmissionKey key, bool keyInName)
{
    /// <summary>A caller may come back with its key after days. Servers that do not know the window ignore it, and look further back than a day anyway.</summary>
    private static readonly GetJobsOptions AsFarAsTold = new() { TimeWindow = JobsTimeWindow.SevenDays };

    private readonly SubmitJobRequest _request = request with
    {
        Name = keyInName ? key.AppendTo(jobName) : request.Name,
        Script = request.Script is null || keyInName ? request.Script : key.InsertInto(request.Script),
    };

    /// <summary>The job's id, and whether an earlier request created it.</summary>
    public async ValueTask<(string JobId, bool WasAdopted)> Run(bool async, CancellationToken cancellationToken)
    {
        var began = pipeline.Clock.UtcNow;
        if (key.IsCallers && await FindEarlier(async, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            Log.SubmissionAdopted(pipeline.Logger, systemName, earlier);
            return (earlier, true);
        }

        for (var submissions = 1; ; submissions++)
        {
            try
            {
                var id = await pipeline.SendCore(ComputeRequests.SubmitJob(systemName, _request), async, cancellationToken).ConfigureAwait(false);
                if (_request.Script is { } sent)
                {
                    known.Add(systemName, id, sent);
                }

                return (id, false);
            }
            catch (FirecrestException lost) when (lost.MayHaveExecuted)
            {
                Log.SubmissionLost(pipeline.Logger, systemName, lost.Message);
                if (await Settle(lost, began, async, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    Log.SubmissionAdopted(pipeline.Logger, systemName, found);
                    return (found, true);
                }

                if (submissions == Math.Min(LostSubmission.MaxSubmissions - 1, pipeline.MaxRetries) + 1)
                {
                    throw Unknown($"No job with its key is listed, and it is not submitted again after {submissions} submissions.", [], [], lost);
                }

                Log.SubmissionRepeated(pipeline.Logger, systemName);
            }
        }
    }

    /// <summary>The job that was submitted with the caller's key before; null when there certainly is none.</summary>
    private async ValueTask<string?> FindEarlier(bool async, CancellationToken cancellationToken)
    {
        // A failure that passes ends the submission; what fails within the server may fail for that job each time.
        var look = await Look(AsFarAsTold, _ => true, failure => failure.Outcome == OutcomeClass.ServerFault, async, cancellationToken).ConfigureAwait(false);
        var undecided = look.Undecided.Where(MayHaveEndedWithKey).ToList();
        return Single(look, null) ?? (undecided.Count == 0 ? null : throw Unknown(
            "It may be a job that was submitted before with the same key, but whose script cannot be read", [], undecided, null, look.Failure));
    }

    /// <summary>The directives of the script name the job too, on most systems; where they do not, the name is in the request.</summary>
    private bool MayHaveEndedWithKey(JobInfo job) => !job.State.IsTerminal || jobName is null || job.Name.Length == 0 || job.Name == jobName;

    /// <summary>The job if it was created after all; null when it certainly was not.</summary>
    private async ValueTask<string?> Settle(FirecrestException lost, DateTimeOffset began, bool async, CancellationToken cancellationToken)
    {
        // A job that it may be stays one until its script was read, also when a later look does not list it.
        var undecided = new Dictionary<string, JobInfo>();
        var failed = false;
        foreach (var pause in LostSubmission.Pauses)
        {
            await pipeline.Clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
            try
            {
                var look = await Look(null, job => job.EndTime is not { } end || end >= began - LostSubmission.ClockTolerance, _ => true, async, cancellationToken).ConfigureAwait(false);
                if (Single(look, lost) is { } found)
                {
                    return found;
                }

                look.Undecided.ForEach(job => undecided[JobId.Read(job.JobId).Base] = job);
                look.Others.ForEach(id => undecided.Remove(id));
            }
            catch (FirecrestException exception) when (exception is not SubmissionOutcomeUnknownException)
            {
                failed = true;
            }
        }

        return undecided.Count > 0
            ? throw Unknown("The scripts of the jobs that it may be cannot be read.", [], [.. undecided.Values], lost)
            : failed ? throw Unknown("The user's jobs could not be listed each time.", [], [], lost)
            : lost is FirecrestApiException { StatusCode: < HttpStatusCode.Ambiguous }
                ? throw Unknown("The server called it a success without saying the id, but lists no job with its key.", [], [], lost)
            : null;
    }

    private string? Single(Found look, FirecrestException? lost) => look.Matching.Count switch
    {
        0 => null,
        1 => look.Matching[0],
        _ => throw Unknown("Several jobs carry its key.", look.Matching, [], lost),
    };

    /// <param name="listed">How far back to look.</param>
    /// <param name="mayBe">Chooses the jobs that it may be.</param>
    /// <param name="leavesOpen">True for failures to read a script after which the job stays undecided; others are thrown.</param>
    /// <param name="async">False for a synchronous caller.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async ValueTask<Found> Look(GetJobsOptions? listed, Func<JobInfo, bool> mayBe, Func<FirecrestApiException, bool> leavesOpen, bool async, CancellationToken cancellationToken)
    {
        var jobs = await pipeline.SendCore(ComputeRequests.GetJobs(systemName, listed), async, cancellationToken).ConfigureAwait(false);
        var found = new Found([], [], []);
        foreach (var job in jobs.Where(job => IsCandidate(job) && mayBe(job)).DistinctBy(job => JobId.Read(job.JobId).Base))
        {
            var id = JobId.Read(job.JobId).Base;
            try
            {
                switch (await HasKey(id, async, cancellationToken).ConfigureAwait(false))
                {
                    case true:
                        found.Matching.Add(id);
                        break;
                    case false:
                        found.Others.Add(id);
                        break;
                    default:
                        found.Undecided.Add(job);
                        break;
                }
            }
            catch (FirecrestApiException failure) when (leavesOpen(failure))
            {
                found.Undecided.Add(job);
                found.Failure ??= failure;
            }
        }

        return found;
    }

    /// <summary>Only a name in the request is sure to be the job's: systems in REST mode do not read the script's directives.</summary>
    private bool IsCandidate(JobInfo job)
        => (_request.Name is null || job.Name == _request.Name)
            && (job.WorkingDirectory is not { } directory || directory.Normalize() == _request.WorkingDirectory.Normalize());

    /// <summary>Null when it cannot be told.</summary>
    private async ValueTask<bool?> HasKey(string jobId, bool async, CancellationToken cancellationToken)
        => keyInName ? true
            // A script file of the user's has no key in it, so that no script could tell.
            : _request.Script is null ? null
            : known.Has(key, systemName, jobId) ?? await ReadKey(jobId, async, cancellationToken).ConfigureAwait(false);

    /// <summary>Null when the server has no script of the job.</summary>
    private async ValueTask<bool?> ReadKey(string jobId, bool async, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobMetadata> rows;
        try
        {
            rows = await pipeline.SendCore(ComputeRequests.GetJobMetadata(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException failure) when (failure.ErrorCode == FirecrestErrorCode.NotImplemented || failure.ErrorCode == FirecrestErrorCode.JobNotFound)
        {
            return null;
        }

        // Slurm's accounting says NONE for a script that it did not keep.
        var scripts = rows.Select(row => row.Script).Where(script => script?.StartsWith("#!", StringComparison.Ordinal) == true).ToList();
        if (scripts.Count == 0)
        {
            return null;
        }

        known.Add(systemName, jobId, string.Join('\n', scripts));
        return scripts.Any(script => key.IsIn(script!));
    }

    private SubmissionOutcomeUnknownException Unknown(string why, List<string> matching, List<JobInfo> undecided, FirecrestException? lost, FirecrestException? cause = null)
        => LostSubmission.Unknown(
            systemName, _request.Name, _request.WorkingDirectory, keyInName || _request.Script is not null ? key : null, why, matching, [.. undecided.Select(job => JobId.Read(job.JobId).Base)], lost,
            hidden: !keyInName && undecided.Count > 0, cause);

    private sealed record Found(List<string> Matching, List<string> Others, List<JobInfo> Undecided)
    {
        /// <summary>The first failure that left a job undecided.</summary>
        public FirecrestApiException? Failure { get; set; }
    }
}
