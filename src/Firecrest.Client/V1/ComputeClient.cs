using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Jobs, nodes and partitions. Each operation creates a task: <see cref="TasksClient.WaitForCompletionAsync{T}"/> gives its result.</summary>
public class ComputeClient
{
    private readonly FirecrestPipeline _pipeline;
    private readonly TaskLooks _tasks;

    /// <summary>For mocks.</summary>
    protected ComputeClient() => (_pipeline, _tasks) = (null!, null!);

    internal ComputeClient(FirecrestPipeline pipeline, TaskLooks tasks) => (_pipeline, _tasks) = (pipeline, tasks);

    /// <summary>Submits a job by the text of its script.</summary>
    /// <remarks>POST /compute/jobs/upload. The script is written to a new directory below the home directory, in which the job runs unless a directive says otherwise. Repeated only when the server cannot have carried it out. What the scheduler refuses is told by the task, not by this answer.</remarks>
    /// <exception cref="FirecrestTooLargeException">The script is larger than the server takes.</exception>
    public virtual Task<TaskTicket<SubmittedJob>> SubmitJobByUploadAsync(string systemName, SubmitJobByUploadRequest job, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.SubmitJobByUpload(systemName, job), cancellationToken);

    /// <inheritdoc cref="SubmitJobByUploadAsync"/>
    public virtual TaskTicket<SubmittedJob> SubmitJobByUpload(string systemName, SubmitJobByUploadRequest job, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.SubmitJobByUpload(systemName, job), cancellationToken);

    /// <summary>Submits a job by a script file on the system.</summary>
    /// <remarks>POST /compute/jobs/path. The job runs in the directory of the script unless a directive says otherwise. Repeated only when the server cannot have carried it out.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file.</exception>
    public virtual Task<TaskTicket<SubmittedJob>> SubmitJobByPathAsync(string systemName, SubmitJobByPathRequest job, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.SubmitJobByPath(systemName, job), cancellationToken);

    /// <inheritdoc cref="SubmitJobByPathAsync"/>
    public virtual TaskTicket<SubmittedJob> SubmitJobByPath(string systemName, SubmitJobByPathRequest job, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.SubmitJobByPath(systemName, job), cancellationToken);

    /// <summary>Lists jobs that wait or run. Jobs that are over are not listed.</summary>
    /// <remarks>GET /compute/jobs. The server is slow with it: it looks up the files of each job. Asked for jobs of which the scheduler knows none any more, the task fails (<see cref="FirecrestErrorCode.JobNotFound"/>).</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<QueuedJob>>> GetJobsAsync(string systemName, QueuedJobsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJobs(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetJobsAsync"/>
    public virtual TaskTicket<IReadOnlyList<QueuedJob>> GetJobs(string systemName, QueuedJobsOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJobs(systemName, options), cancellationToken);

    /// <summary>Looks at one job that waits or runs. The task of FirecREST 1.16 never ends: use <see cref="GetJobsAsync"/> with the id.</summary>
    /// <remarks>GET /compute/jobs/{jobid}.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<QueuedJob>>> GetJobAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJob(systemName, jobId), cancellationToken);

    /// <inheritdoc cref="GetJobAsync"/>
    public virtual TaskTicket<IReadOnlyList<QueuedJob>> GetJob(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJob(systemName, jobId), cancellationToken);

    /// <summary>Cancels a job, an array or a task of one.</summary>
    /// <remarks>DELETE /compute/jobs/{jobid}. The result is what <c>scancel</c> said.</remarks>
    public virtual Task<TaskTicket<string>> CancelJobAsync(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.CancelJob(systemName, jobId), cancellationToken);

    /// <inheritdoc cref="CancelJobAsync"/>
    public virtual TaskTicket<string> CancelJob(string systemName, string jobId, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.CancelJob(systemName, jobId), cancellationToken);

    /// <summary>Lists jobs as accounting has them, also those that are over.</summary>
    /// <remarks>GET /compute/acct. Without a start time and without ids only jobs of today.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<AccountedJob>>> GetJobAccountingAsync(string systemName, JobAccountingOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetJobAccounting(systemName, options), cancellationToken);

    /// <inheritdoc cref="GetJobAccountingAsync"/>
    public virtual TaskTicket<IReadOnlyList<AccountedJob>> GetJobAccounting(string systemName, JobAccountingOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetJobAccounting(systemName, options), cancellationToken);

    /// <summary>Lists nodes. Of each the name, states, partitions and features are told.</summary>
    /// <remarks>GET /compute/nodes.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<NodeInfo>>> GetNodesAsync(string systemName, IReadOnlyList<string>? nodeNames = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetNodes(systemName, nodeNames), cancellationToken);

    /// <inheritdoc cref="GetNodesAsync"/>
    public virtual TaskTicket<IReadOnlyList<NodeInfo>> GetNodes(string systemName, IReadOnlyList<string>? nodeNames = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetNodes(systemName, nodeNames), cancellationToken);

    /// <summary>Looks at one node.</summary>
    /// <remarks>GET /compute/nodes/{nodeName}. For an unknown node the task fails.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<NodeInfo>>> GetNodeAsync(string systemName, string nodeName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetNode(systemName, nodeName), cancellationToken);

    /// <inheritdoc cref="GetNodeAsync"/>
    public virtual TaskTicket<IReadOnlyList<NodeInfo>> GetNode(string systemName, string nodeName, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetNode(systemName, nodeName), cancellationToken);

    /// <summary>Lists partitions. Unknown names are left out.</summary>
    /// <remarks>GET /compute/partitions.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<PartitionInfo>>> GetPartitionsAsync(string systemName, IReadOnlyList<string>? partitionNames = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetPartitions(systemName, partitionNames), cancellationToken);

    /// <inheritdoc cref="GetPartitionsAsync"/>
    public virtual TaskTicket<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, IReadOnlyList<string>? partitionNames = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetPartitions(systemName, partitionNames), cancellationToken);

    /// <summary>Lists reservations. Unknown names are left out.</summary>
    /// <remarks>GET /compute/reservations.</remarks>
    public virtual Task<TaskTicket<IReadOnlyList<ComputeReservation>>> GetReservationsAsync(string systemName, IReadOnlyList<string>? reservationNames = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ComputeRequests.GetReservations(systemName, reservationNames), cancellationToken);

    /// <inheritdoc cref="GetReservationsAsync"/>
    public virtual TaskTicket<IReadOnlyList<ComputeReservation>> GetReservations(string systemName, IReadOnlyList<string>? reservationNames = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(ComputeRequests.GetReservations(systemName, reservationNames), cancellationToken);

    /// <summary>Lists jobs that wait or run, page by page, each when it is needed.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="options">Which jobs, and how many at a time (default 25); the page to begin with.</param>
    /// <param name="wait">How to wait for the task of each page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>GET /compute/jobs and /tasks/{taskid}, for each page. A job that moves between pages meanwhile may be missing or come twice.</remarks>
    /// <exception cref="FirecrestApiException">The task of a page failed.</exception>
    public virtual IAsyncEnumerable<QueuedJob> EnumerateJobsAsync(string systemName, QueuedJobsOptions? options = null, TaskWaitOptions? wait = null, CancellationToken cancellationToken = default)
        => JobsPages(systemName, options, wait).EnumerateAsync(cancellationToken);

    /// <inheritdoc cref="EnumerateJobsAsync"/>
    public virtual IEnumerable<QueuedJob> EnumerateJobs(string systemName, QueuedJobsOptions? options = null, TaskWaitOptions? wait = null, CancellationToken cancellationToken = default)
        => JobsPages(systemName, options, wait).Enumerate(cancellationToken);

    /// <summary>Lists jobs as accounting has them, page by page, each when it is needed.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="options">Which jobs, and how many at a time (default 25); the page to begin with.</param>
    /// <param name="wait">How to wait for the task of each page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>GET /compute/acct and /tasks/{taskid}, for each page.</remarks>
    /// <exception cref="FirecrestApiException">The task of a page failed.</exception>
    public virtual IAsyncEnumerable<AccountedJob> EnumerateJobAccountingAsync(string systemName, JobAccountingOptions? options = null, TaskWaitOptions? wait = null, CancellationToken cancellationToken = default)
        => AccountingPages(systemName, options, wait).EnumerateAsync(cancellationToken);

    /// <inheritdoc cref="EnumerateJobAccountingAsync"/>
    public virtual IEnumerable<AccountedJob> EnumerateJobAccounting(string systemName, JobAccountingOptions? options = null, TaskWaitOptions? wait = null, CancellationToken cancellationToken = default)
        => AccountingPages(systemName, options, wait).Enumerate(cancellationToken);

    private TaskPages<QueuedJob> JobsPages(string systemName, QueuedJobsOptions? options, TaskWaitOptions? wait)
        => TaskPages.OfJobs(_tasks, systemName, options ?? new(), wait ?? new());

    private TaskPages<AccountedJob> AccountingPages(string systemName, JobAccountingOptions? options, TaskWaitOptions? wait)
        => TaskPages.OfAccounting(_tasks, systemName, options ?? new(), wait ?? new());
}
