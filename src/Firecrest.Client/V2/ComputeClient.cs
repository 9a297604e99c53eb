using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Jobs.</summary>
public class ComputeClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected ComputeClient() => _pipeline = null!;

    internal ComputeClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Submits a job and returns its id.</summary>
    /// <remarks>POST /compute/{system_name}/jobs. Repeated only when the server cannot have carried it out; see <see cref="FirecrestException.MayHaveExecuted"/>.</remarks>
    /// <exception cref="FirecrestQuotaException">The account may not submit more.</exception>
    public virtual Task<string> SubmitJobAsync(string systemName, SubmitJobRequest job, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.SubmitJob(systemName, job), cancellationToken);

    /// <inheritdoc cref="SubmitJobAsync"/>
    public virtual string SubmitJob(string systemName, SubmitJobRequest job, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.SubmitJob(systemName, job), cancellationToken);

    /// <summary>Lists jobs: those that wait or run, and those that ended recently.</summary>
    /// <remarks>GET /compute/{system_name}/jobs. A job that accounting and queue both list appears once.</remarks>
    public virtual Task<IReadOnlyList<JobInfo>> GetJobsAsync(string systemName, GetJobsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJobs(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetJobsAsync"/>
    public virtual IReadOnlyList<JobInfo> GetJobs(string systemName, GetJobsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJobs(systemName, options), cancellationToken);

    /// <summary>Reads one job, or every task of an array.</summary>
    /// <remarks>GET /compute/{system_name}/jobs/{job_id}. A task such as <c>123_4</c> is asked for by the id of its array, so the answer holds every task.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such job or system.</exception>
    public virtual Task<IReadOnlyList<JobInfo>> GetJobAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJob(systemName, jobId), cancellationToken);

    /// <inheritdoc cref="GetJobAsync"/>
    public virtual IReadOnlyList<JobInfo> GetJob(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJob(systemName, jobId), cancellationToken);

    /// <summary>Cancels a job.</summary>
    /// <remarks>DELETE /compute/{system_name}/jobs/{job_id}. In REST mode the server also answers success for a job that does not exist.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such job or system.</exception>
    /// <exception cref="FirecrestNotSupportedException">The id is that of a task of an array, which the API cannot cancel alone.</exception>
    public virtual Task CancelJobAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.CancelJob(systemName, jobId), cancellationToken);

    /// <inheritdoc cref="CancelJobAsync"/>
    public virtual void CancelJob(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.CancelJob(systemName, jobId), cancellationToken);

    /// <summary>Reads a job's script and the paths of its files.</summary>
    /// <remarks>GET /compute/{system_name}/jobs/{job_id}/metadata. Not in REST mode, where the server answers 501.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such job or system.</exception>
    public virtual Task<IReadOnlyList<JobMetadata>> GetJobMetadataAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJobMetadata(systemName, jobId), cancellationToken);

    /// <inheritdoc cref="GetJobMetadataAsync"/>
    public virtual IReadOnlyList<JobMetadata> GetJobMetadata(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJobMetadata(systemName, jobId), cancellationToken);

    /// <summary>Runs a command beside a running job, on its nodes, and waits for it.</summary>
    /// <remarks>PUT /compute/{system_name}/jobs/{job_id}/attach. The server's time limit for commands applies; redirections happen on the login node; nothing the command prints is returned. In REST and hybrid mode the server answers success and does nothing.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such job or system.</exception>
    public virtual Task AttachToJobAsync(string systemName, string jobId, string command, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.AttachToJob(systemName, jobId, command), cancellationToken);

    /// <inheritdoc cref="AttachToJobAsync"/>
    public virtual void AttachToJob(string systemName, string jobId, string command, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.AttachToJob(systemName, jobId, command), cancellationToken);
}
