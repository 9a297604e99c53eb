using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Submits a job to a system, in the way in which it does what its description says.</summary>
internal sealed class V2Submit(FirecrestPipeline pipeline, SystemCache systems, DirectoryCheck directories, KnownKeys keys, string systemName, SubmitOptions options)
{
    public async ValueTask<AcceptedJob> Run(JobDescription job, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(options);
        job.Check();
        var key = SubmissionKey.Create(options.IdempotencyKey);
        var plan = await Plan(job, key, async, cancellationToken).ConfigureAwait(false);
        ComputeRequests.Check(plan.Request);
        if (options.CheckWorkingDirectory)
        {
            await directories.Check(new V2Files(pipeline, systems), systemName, job.WorkingDirectory, async, cancellationToken).ConfigureAwait(false);
        }

        var (id, adopted) = await new Submission(pipeline, keys, systemName, plan.Request, plan.JobName, key, options.KeyInName).Run(async, cancellationToken).ConfigureAwait(false);
        return new AcceptedJob(id, plan.OutputOf(id, options.KeyInName ? key.AppendTo(plan.JobName) : plan.JobName), adopted);
    }

    private async ValueTask<SubmitPlan> Plan(JobDescription job, SubmissionKey key, bool async, CancellationToken cancellationToken)
    {
        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        if (job.ScriptPath is not { } path)
        {
            return SubmitPlan.Inline(job, system, options.AcceptIgnoredDirectives, defaultName: null);
        }

        // Without the key in its name, a job is known again by its script only.
        if ((!key.IsCallers || options.KeyInName) && SubmitPlan.CanSendPath(job, path, system))
        {
            return SubmitPlan.ByPath(job, path);
        }

        var script = await Read(path, async, cancellationToken).ConfigureAwait(false);
        return SubmitPlan.Inline(job with { Script = script, ScriptPath = null }, system, options.AcceptIgnoredDirectives, defaultName: path.Name);
    }

    private async ValueTask<string> Read(RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var content = await new FilesystemTransfer(pipeline, systems, systemName, path).Download(async, cancellationToken).ConfigureAwait(false);
        return RemoteScript.Decode(systemName, path, content);
    }
}
