using Firecrest.Client.Files;

namespace Firecrest.Client;

/// <summary>What people do, in the terms of one API generation: the only place where the generations are told apart.</summary>
internal abstract class Backend
{
    public abstract ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken);

    public abstract ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken);

    public abstract ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<FileEntry>> List(string systemName, string path, ListOptions? options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<FileStat> Stat(string systemName, string path, bool dereference, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> Head(string systemName, string path, ReadWindow? window, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> Tail(string systemName, string path, ReadWindow? window, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> View(string systemName, string path, bool async, CancellationToken cancellationToken);

    public abstract ValueTask MakeDirectory(string systemName, string path, bool createParents, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Delete(string systemName, string path, bool recursive, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Upload(string systemName, UploadSource source, string remotePath, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<byte[]> Download(string systemName, string remotePath, bool async, CancellationToken cancellationToken);
}

/// <summary>A job that was accepted; the paths are null when they depend on what only the cluster knows.</summary>
internal sealed record AcceptedJob(string JobId, JobOutputPaths? OutputPaths);
