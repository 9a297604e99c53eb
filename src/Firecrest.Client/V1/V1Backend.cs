using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>What people do, on FirecREST v1.</summary>
internal sealed partial class V1Backend(FirecrestPipeline pipeline, TaskLooks tasks) : Backend
{
    private readonly DirectoryCheck _directories = new(pipeline, static _ => "/utilities/stat");

    public override FirecrestApiVersion? FoundVersion => FirecrestApiVersion.V1;

    private V1Jobs Jobs => new(pipeline, tasks, Files);

    private V1Systems Systems => new(pipeline, tasks, _settings);

    public override ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken)
        => Systems.GetSystems(async, cancellationToken);

    public override ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken)
        => Systems.GetSystem(systemName, async, cancellationToken);

    public override ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(UtilitiesRequests.GetUserInfo(systemName), async, cancellationToken);

    public override ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken)
        => Systems.Run(ComputeRequests.GetNodes(systemName, null), async, cancellationToken);

    public override ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken)
        => options?.ShowHidden != true
            ? Systems.Run(ComputeRequests.GetPartitions(systemName, null), async, cancellationToken)
            : throw new FirecrestNotSupportedException($"FirecREST v1 does not list hidden partitions; leave {nameof(GetPartitionsOptions)}.{nameof(GetPartitionsOptions.ShowHidden)} out.");

    public override ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken)
        => Systems.GetReservations(systemName, async, cancellationToken);

    public override ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken)
        => Systems.CheckLiveness(async, cancellationToken);

    public override ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new V1Submit(pipeline, tasks, Files, _directories, systemName, options).Run(job, async, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => Jobs.Poll(systemName, jobIds, async, cancellationToken);

    public override ValueTask<IReadOnlyList<JobInfo>> PollActive(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => Jobs.PollActive(systemName, jobIds, async, cancellationToken);

    public override ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken)
        => Jobs.GetJobs(systemName, options, async, cancellationToken);

    public override ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.Describe(systemName, jobId, async, cancellationToken);

    public override ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.GetOutputPaths(systemName, jobId, async, cancellationToken);

    public override ValueTask Attach(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken)
        => throw new FirecrestNotSupportedException("FirecREST v1 cannot run a command beside a job; a server of generation 2 can.");

    public override ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.Cancel(systemName, jobId, async, cancellationToken);
}
