using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Submits a job once: when the answer is lost, looks through the user's tasks for it before anything is sent again.</summary>
internal sealed class V1Submit(FirecrestPipeline pipeline, TaskLooks tasks, V1Files files, DirectoryCheck directories, string systemName, SubmitOptions options)
{
    private readonly SubmissionKey _key = SubmissionKey.Create(options.IdempotencyKey);

    /// <summary>A request of the same service that changes nothing.</summary>
    private readonly ApiRequest<TaskTicket<IReadOnlyList<QueuedJob>>> _probe = ComputeRequests.GetJobs(systemName, new() { PageSize = 1 });

    public async ValueTask<AcceptedJob> Run(JobDescription job, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Check();
        var plan = await Plan(job, async, cancellationToken).ConfigureAwait(false);
        if (options.CheckWorkingDirectory)
        {
            await directories.Check(files, systemName, job.WorkingDirectory, async, cancellationToken).ConfigureAwait(false);
        }

        var (submitted, adopted) = await Submit(plan, async, cancellationToken).ConfigureAwait(false);
        return new AcceptedJob(submitted.JobId, plan.OutputOf(submitted), adopted);
    }

    private async ValueTask<V1SubmitPlan> Plan(JobDescription job, bool async, CancellationToken cancellationToken)
    {
        if (job.ScriptPath is not { } path)
        {
            return V1SubmitPlan.Inline(systemName, job, _key, options.KeyInName);
        }

        var content = await ReadScript(path, async, cancellationToken).ConfigureAwait(false);

        // The name of a script file of the user's has no key in it.
        if (!_key.IsCallers && !options.KeyInName && V1SubmitPlan.CanSendPath(job, path, content))
        {
            return V1SubmitPlan.ByPath(systemName, job, path);
        }

        var inline = job with { Script = RemoteScript.Decode(systemName, path, content), ScriptPath = null };
        return V1SubmitPlan.Inline(systemName, inline, _key, options.KeyInName, path.Name);
    }

    private async ValueTask<byte[]> ReadScript(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await new UtilitiesTransfer(pipeline, files, systemName, path).Download(async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestNotSupportedException large)
        {
            throw new FirecrestNotSupportedException(
                $"The script {systemName}:{path} is too large to be read before it is submitted, and a directory in it would win over WorkingDirectory. Let a small script start it.", large);
        }
    }

    private async ValueTask<(SubmittedJob Job, bool WasAdopted)> Submit(V1SubmitPlan plan, bool async, CancellationToken cancellationToken)
    {
        var began = pipeline.Clock.Timestamp;
        if (_key.IsCallers && await FindEarlier(plan, async, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            Log.SubmissionAdopted(pipeline.Logger, systemName, earlier.JobId);
            return (earlier, true);
        }

        for (var submissions = 1; ; submissions++)
        {
            try
            {
                var ticket = await pipeline.SendCore(plan.Request, async, cancellationToken).ConfigureAwait(false);
                return (await WaitFor(ticket, plan, async, cancellationToken).ConfigureAwait(false), false);
            }
            catch (FirecrestException lost) when (lost.MayHaveExecuted && lost is not SubmissionOutcomeUnknownException)
            {
                Log.SubmissionLost(pipeline.Logger, systemName, lost.Message);
                if (await Settle(plan, lost, began, async, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    Log.SubmissionAdopted(pipeline.Logger, systemName, found.JobId);
                    return (found, true);
                }

                if (submissions == Math.Min(LostSubmission.MaxSubmissions - 1, pipeline.MaxRetries) + 1)
                {
                    throw Unknown(plan, $"No task has its key, and it is not submitted again after {submissions} submissions", [], [], lost);
                }

                Log.SubmissionRepeated(pipeline.Logger, systemName);
            }
        }
    }

    /// <summary>The job of a submission that was taken. What the scheduler refuses is final; when the end of the task cannot be seen, its job may exist.</summary>
    private async ValueTask<SubmittedJob> WaitFor(TaskTicket<SubmittedJob> ticket, V1SubmitPlan plan, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await TaskPoller.Wait(tasks, ticket, new TaskWaitOptions(), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestException failure) when (!TaskFailure.IsRefusal(failure))
        {
            throw Unknown(plan, $"The server made task {ticket.TaskId} of it, of whose end nothing is known", [], [], failure);
        }
    }

    /// <summary>The job that was submitted with the caller's key before; null when there is none.</summary>
    private async ValueTask<SubmittedJob?> FindEarlier(V1SubmitPlan plan, bool async, CancellationToken cancellationToken)
    {
        // What an earlier run has sent may still wait in the service; this comes behind it. Where it fails, the submission would fail too.
        var passed = (await pipeline.SendCore(_probe, async, cancellationToken).ConfigureAwait(false)).TaskId;
        HashSet<string>? open = null;
        foreach (var pause in LostSubmission.Pauses.Prepend(TimeSpan.Zero))
        {
            await pipeline.Clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
            var look = await Look(plan, null, open, async, cancellationToken).ConfigureAwait(false);
            if (Single(plan, look, null) is { } found)
            {
                return found;
            }

            open = look.Open;
            open.Remove(passed);
            if (open.Count == 0)
            {
                return null;
            }
        }

        throw Unknown(plan, "A task of the last minutes may be this submission, made before with the same key, but it does not end", [], [], null);
    }

    /// <summary>The job if it was created after all; null when it certainly was not.</summary>
    private async ValueTask<SubmittedJob?> Settle(V1SubmitPlan plan, FirecrestException lost, long began, bool async, CancellationToken cancellationToken)
    {
        var last = new Found([], [], []);
        var failed = false;
        string? answered = null;
        HashSet<string>? open = null;
        foreach (var pause in LostSubmission.Pauses)
        {
            await pipeline.Clock.Delay(pause, async, cancellationToken).ConfigureAwait(false);
            answered ??= await PassQueue(async, cancellationToken).ConfigureAwait(false);
            try
            {
                last = await Look(plan, pipeline.Clock.Since(began) + LostSubmission.ClockTolerance, open, async, cancellationToken).ConfigureAwait(false);
                if (answered is not null)
                {
                    open = last.Open;
                    open.Remove(answered);
                }
            }
            catch (FirecrestException)
            {
                failed = true;
            }

            if (Single(plan, last, lost) is { } found)
            {
                return found;
            }
        }

        return last.Undecided.Count > 0 ? throw Unknown(plan, "Jobs of the same script file were submitted meanwhile", [], last.Undecided, lost)
            : answered is null ? throw Unknown(plan, "The server has answered nothing since that shows that it is done with the request", [], [], lost)
            : open is { Count: > 0 } ? throw Unknown(plan, "A task that may be it does not end", [], [], lost)
            : failed ? throw Unknown(plan, "The user's tasks could not be listed each time", [], [], lost)
            : lost is FirecrestApiException { StatusCode: < System.Net.HttpStatusCode.Ambiguous } ? throw Unknown(plan, "The server called it a success without saying its task, but has none with its key", [], [], lost)
            : null;
    }

    /// <summary>
    /// The task of a request that the same service answers; null when it does not answer. A service handles one request after the other, so that a submission
    /// whose answer was lost has by then become a task or never will.
    /// </summary>
    private async ValueTask<string?> PassQueue(bool async, CancellationToken cancellationToken)
    {
        try
        {
            return (await pipeline.SendCore(_probe, async, cancellationToken).ConfigureAwait(false)).TaskId;
        }
        catch (FirecrestException)
        {
            return null;
        }
    }

    /// <summary>Of the tasks that were open at each look so far those that still are: what is created later, by whomever, is not the submission that is looked for.</summary>
    private async ValueTask<Found> Look(V1SubmitPlan plan, TimeSpan? since, HashSet<string>? open, bool async, CancellationToken cancellationToken)
    {
        var known = await pipeline.SendCore(TasksRequests.GetTasks(null), async, cancellationToken).ConfigureAwait(false);
        var recent = SubmissionTasks.Since(known, since);
        var jobs = (since is null ? known : recent).Select(task => SubmissionTasks.JobOf(task, systemName)).OfType<SubmittedJob>().ToList();
        return new(
            [.. jobs.Where(job => job.ScriptFile is { } file && _key.IsInFile(file))],
            [.. jobs.Where(job => plan.ScriptPath is not null && job.ScriptFile == plan.ScriptPath).Select(job => job.JobId)],
            [.. (open is null ? recent : known.Where(task => open.Contains(task.TaskId))).Where(task => SubmissionTasks.IsOpen(task, systemName)).Select(task => task.TaskId)]);
    }

    private SubmittedJob? Single(V1SubmitPlan plan, Found look, FirecrestException? lost) => look.Matching.Count switch
    {
        0 => null,
        1 => look.Matching[0],
        _ => throw Unknown(plan, "Several jobs carry its key", [.. look.Matching.Select(job => job.JobId)], [], lost),
    };

    private SubmissionOutcomeUnknownException Unknown(V1SubmitPlan plan, string why, IReadOnlyList<string> matching, IReadOnlyList<string> undecided, FirecrestException? lost)
        => LostSubmission.Unknown(systemName, plan.JobName, plan.WorkingDirectory, plan.ScriptPath is null ? _key : null, why, matching, undecided, lost);

    private sealed record Found(IReadOnlyList<SubmittedJob> Matching, IReadOnlyList<string> Undecided, HashSet<string> Open);
}
