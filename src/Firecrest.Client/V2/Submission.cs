using System.Net;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Submits a job once: when the answer is lost, looks for the job by its key before anything is sent again.</summary>
internal sealed class Submission(FirecrestPipeline pipeline, string systemName, SubmitJobRequest request, string? jobName, SubmissionKey key, bool keyInName)
{
    /// <summary>The jobs whose scripts were read and are without the key: they need not be read at each look.</summary>
    private readonly HashSet<string> _others = [];

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
                return (await pipeline.SendCore(ComputeRequests.SubmitJob(systemName, _request), async, cancellationToken).ConfigureAwait(false), false);
            }
            catch (FirecrestException lost) when (lost.MayHaveExecuted)
            {
                Log.SubmissionLost(pipeline.Logger, systemName, lost.Message);
                if (await Settle(lost, began, async, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    Log.SubmissionAdopted(pipeline.Logger, systemName, found);
                    return (found, true);
                }

                if (submissions == Math.Min(LostSubmission.MaxSubmissions, pipeline.MaxRetries + 1))
                {
                    throw Unknown($"No job with its key is listed, and it is not submitted again after {submissions} submissions.", [], [], lost);
                }

                Log.SubmissionRepeated(pipeline.Logger, systemName);
            }
        }
    }

    /// <summary>The job that was submitted with the caller's key before; null when there is none.</summary>
    private async ValueTask<string?> FindEarlier(bool async, CancellationToken cancellationToken)
    {
        var look = await Look(_ => true, async, cancellationToken).ConfigureAwait(false);
        var undecided = look.Undecided.Where(job => !job.State.IsTerminal).ToList();
        return Single(look, null) ?? (undecided.Count == 0 ? null : throw Unknown(
            "A job that is not over may be this one, submitted before with the same key, but its script cannot be read.", [], undecided, null));
    }

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
                var look = await Look(job => job.EndTime is not { } end || end >= began - LostSubmission.ClockTolerance, async, cancellationToken).ConfigureAwait(false);
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

    private async ValueTask<Found> Look(Func<JobInfo, bool> mayBe, bool async, CancellationToken cancellationToken)
    {
        var jobs = await pipeline.SendCore(ComputeRequests.GetJobs(systemName, null), async, cancellationToken).ConfigureAwait(false);
        var found = new Found([], [], []);
        foreach (var job in jobs.Where(job => IsCandidate(job) && mayBe(job)).DistinctBy(job => JobId.Read(job.JobId).Base))
        {
            var id = JobId.Read(job.JobId).Base;
            switch (keyInName ? true : await HasKey(id, async, cancellationToken).ConfigureAwait(false))
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

        return found;
    }

    /// <summary>Only a name in the request is sure to be the job's: systems in REST mode do not read the script's directives.</summary>
    private bool IsCandidate(JobInfo job)
        => (_request.Name is null || job.Name == _request.Name)
            && (job.WorkingDirectory is not { } directory || directory.Normalize() == _request.WorkingDirectory.Normalize());

    private async ValueTask<bool?> HasKey(string jobId, bool async, CancellationToken cancellationToken)
    {
        if (_others.Contains(jobId))
        {
            return false;
        }

        var hasKey = await ReadKey(jobId, async, cancellationToken).ConfigureAwait(false);
        if (hasKey == false)
        {
            _others.Add(jobId);
        }

        return hasKey;
    }

    /// <summary>Null when it cannot be told, since the job's script cannot be read.</summary>
    private async ValueTask<bool?> ReadKey(string jobId, bool async, CancellationToken cancellationToken)
    {
        if (_request.Script is null)
        {
            // A script file of the user's has no key in it, so that no script could tell.
            return null;
        }

        try
        {
            var rows = await pipeline.SendCore(ComputeRequests.GetJobMetadata(systemName, jobId), async, cancellationToken).ConfigureAwait(false);
            var scripts = rows.Select(row => row.Script).Where(script => !string.IsNullOrEmpty(script)).ToList();
            return scripts.Count == 0 ? null : scripts.Any(script => key.IsIn(script!));
        }
        catch (FirecrestApiException)
        {
            return null;
        }
    }

    private SubmissionOutcomeUnknownException Unknown(string why, List<string> matching, List<JobInfo> undecided, FirecrestException? lost)
        => LostSubmission.Unknown(systemName, _request.Name, _request.WorkingDirectory, keyInName || _request.Script is not null ? key : null, why, matching, [.. undecided.Select(job => JobId.Read(job.JobId).Base)], lost);

    private sealed record Found(List<string> Matching, List<string> Others, List<JobInfo> Undecided);
}
