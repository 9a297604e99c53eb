using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;

namespace Firecrest.Client;

#pragma warning disable RS0026 // The overloads differ in a required parameter; their last one is the token that every member has.

public partial class FirecrestClient
{
    /// <summary>Submits a job.</summary>
    /// <param name="systemName">The system to run it on.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the job may be submitted all the same.</param>
    /// <remarks>
    /// v2: POST /compute/{system_name}/jobs. When the answer is lost although the server may have run the submission, the user's jobs are looked through
    /// for it, for half a minute: the job is adopted when it is found, and submitted again only when it certainly is not there. Before, unless it is
    /// remembered from the last 10 minutes: GET /status/systems, since schedulers differ in what they read, and GET /filesystem/{system_name}/ops/stat for the
    /// working directory.
    /// v1: POST /compute/jobs/upload with the working directory written into the script, or /compute/jobs/path for a script file in it, then the task until
    /// the scheduler took the job. When the answer is lost, the user's tasks are looked through: GET /tasks.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The working directory or the script file on the system does not exist.</exception>
    /// <exception cref="FirecrestNotSupportedException">The system would ignore what a directive says, or its scheduler has nothing for a property.</exception>
    /// <exception cref="SubmissionOutcomeUnknownException">The job may have been submitted, and whether it was cannot be told. Look before submitting it again.</exception>
    /// <exception cref="FirecrestQuotaException">The account may not submit more.</exception>
    /// <exception cref="FirecrestApiException">The scheduler refused, for instance an unknown partition or account.</exception>
    public virtual Task<JobHandle> SubmitAsync(string systemName, JobDescription job, CancellationToken cancellationToken = default)
        => SubmitAsync(systemName, job, new SubmitOptions(), cancellationToken);

    /// <inheritdoc cref="SubmitAsync(string, JobDescription, CancellationToken)"/>
    public virtual JobHandle Submit(string systemName, JobDescription job, CancellationToken cancellationToken = default)
        => Submit(systemName, job, new SubmitOptions(), cancellationToken);

    /// <summary>Submits a job, with a key of the caller's by which it is known again.</summary>
    /// <param name="systemName">The system to run it on.</param>
    /// <param name="job">The job.</param>
    /// <param name="options">How the submission is kept from happening twice, and what is looked at before.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the job may be submitted all the same.</param>
    /// <inheritdoc cref="SubmitAsync(string, JobDescription, CancellationToken)" path="/remarks|/exception"/>
    public virtual async Task<JobHandle> SubmitAsync(string systemName, JobDescription job, SubmitOptions options, CancellationToken cancellationToken = default)
        => CreateHandle(systemName, await SubmitTraced(systemName, job, options, async: true, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc cref="SubmitAsync(string, JobDescription, SubmitOptions, CancellationToken)"/>
    public virtual JobHandle Submit(string systemName, JobDescription job, SubmitOptions options, CancellationToken cancellationToken = default)
        => CreateHandle(systemName, SubmitTraced(systemName, job, options, async: false, cancellationToken).EnsureCompleted());

    /// <summary>Gets a handle for a job that was submitted elsewhere or earlier. Sends nothing, so the job need not exist.</summary>
    /// <param name="systemName">The system it runs on.</param>
    /// <param name="jobId">The scheduler's id: <c>123</c>, or <c>123_4</c> for a task of an array.</param>
    /// <exception cref="ArgumentException">The id cannot be that of a job.</exception>
    public virtual JobHandle GetJobHandle(string systemName, string jobId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        return new JobHandle(this, systemName, JobId.Checked(jobId, nameof(jobId)).ToString(), outputPaths: null, wasAdopted: false);
    }

    /// <summary>Looks at jobs, also at those that are over.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="jobIds">The jobs to look at: <c>123</c> for a job or all tasks of an array, <c>123_4</c> for one task. Null for all that the server lists: those that wait or run, and those that ended recently.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The jobs found, in the order asked; those that the scheduler does not know are left out.</returns>
    /// <remarks>
    /// v2: GET /compute/{system_name}/jobs and, for jobs that the list lacks and arrays that seem to be over, /compute/{system_name}/jobs/{job_id}; now and then
    /// /status/systems, since lists over Slurm's REST API do not tell which jobs are the tasks of an array. v1: GET /compute/acct, whose times are
    /// taken to be in the zone of the server, and which tells no accounts, directories and time limits. PollActive: GET /compute/jobs.
    /// </remarks>
    /// <exception cref="FirecrestException">The call failed.</exception>
    /// <exception cref="FirecrestNotSupportedException">An id is that of a task, on a system in REST or hybrid mode, where tasks have ids of their own.</exception>
    public virtual Task<IReadOnlyList<JobInfo>> PollAsync(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Backend.Poll(systemName, jobIds?.ToList(), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="PollAsync"/>
    public virtual IReadOnlyList<JobInfo> Poll(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Backend.Poll(systemName, jobIds?.ToList(), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Lists jobs by what they have in common: those that wait or run, and those that ended recently.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="options">Which jobs; null for the user's own, as far back as the server goes by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>
    /// v2: GET /compute/{system_name}/jobs. Older servers ignore some of the options, so the answer is chosen from again here: by name, account and time.
    /// Other users' jobs cannot be had from servers before 2.2.7. A job whose name, account or end is not told stays in the list. v1: GET /compute/acct, and
    /// GET /compute/jobs for other users' jobs, of which those that are over are not listed.
    /// </remarks>
    /// <exception cref="FirecrestException">The call failed.</exception>
    public virtual Task<IReadOnlyList<JobInfo>> GetJobsAsync(string systemName, GetJobsOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.GetJobs(systemName, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetJobsAsync"/>
    public virtual IReadOnlyList<JobInfo> GetJobs(string systemName, GetJobsOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.GetJobs(systemName, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Looks at jobs that are not over: those that wait, run, or are being cleaned up.</summary>
    /// <inheritdoc cref="PollAsync" path="/param|/remarks|/exception"/>
    /// <returns>The jobs that are not over, in the order asked.</returns>
    public virtual Task<IReadOnlyList<JobInfo>> PollActiveAsync(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Backend.PollActive(systemName, jobIds?.ToList(), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="PollActiveAsync"/>
    public virtual IReadOnlyList<JobInfo> PollActive(string systemName, IEnumerable<string>? jobIds = null, CancellationToken cancellationToken = default)
        => Backend.PollActive(systemName, jobIds?.ToList(), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Cancels a job. A job that is over already is left as it is, without an error.</summary>
    /// <remarks>
    /// A job that the scheduler does not know any more is asked for once, since it may have been over for long.
    /// v2: DELETE /compute/{system_name}/jobs/{job_id}. Servers whose system is in REST mode also accept the id of a job that does not exist. v1: DELETE
    /// /compute/jobs/{jobid}, also for a task of an array.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">The scheduler does not know the job.</exception>
    /// <exception cref="FirecrestPermissionException">The job is somebody else's.</exception>
    /// <exception cref="FirecrestNotSupportedException">The id is that of a task of an array, which the API cannot cancel alone.</exception>
    public virtual Task CancelAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => Backend.Cancel(systemName, jobId, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CancelAsync"/>
    public virtual void Cancel(string systemName, string jobId, CancellationToken cancellationToken = default)
        => Backend.Cancel(systemName, jobId, async: false, cancellationToken).EnsureCompleted();

    private ValueTask<AcceptedJob> SubmitTraced(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken)
        => Tracing.Within(FirecrestTelemetry.Spans.Submit, systemName, async span =>
        {
            var accepted = await Backend.Submit(systemName, job, options, async, cancellationToken).ConfigureAwait(false);
            span?.SetTag(FirecrestTelemetry.Tags.JobId, accepted.JobId).SetTag(FirecrestTelemetry.Tags.WasAdopted, accepted.WasAdopted);
            return accepted;
        });

    private JobHandle CreateHandle(string systemName, AcceptedJob job) => new(this, systemName, job.JobId, job.OutputPaths, job.WasAdopted);
}
