using Firecrest.Client.Http;

namespace Firecrest.Client.V1;

/// <summary>What people do, on FirecREST v1.</summary>
internal sealed partial class V1Backend(FirecrestPipeline pipeline) : Backend
{
    public override FirecrestApiVersion? FoundVersion => FirecrestApiVersion.V1;

    internal FirecrestPipeline Pipeline => pipeline;

    public override ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask Attach(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => throw NotYet();
}
