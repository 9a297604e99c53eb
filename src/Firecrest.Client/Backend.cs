using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1;
using Firecrest.Client.V2;

namespace Firecrest.Client;

/// <summary>What people do, in the terms of one API generation: the only place where the generations are told apart.</summary>
internal abstract class Backend
{
    /// <summary>The generation; null as long as it has not been found out.</summary>
    public abstract FirecrestApiVersion? FoundVersion { get; }

    /// <summary>The generation, found out if need be.</summary>
    public virtual ValueTask<FirecrestApiVersion> FindVersion(bool async, CancellationToken cancellationToken) => new(FoundVersion!.Value);

    public static Backend Create(FirecrestApiVersion version, FirecrestPipeline pipeline, TaskLooks tasks) => version switch
    {
        FirecrestApiVersion.V1 => new V1Backend(pipeline, tasks),
        FirecrestApiVersion.V2 => new V2Backend(pipeline),
        _ => new AutoBackend(pipeline, tasks),
    };

    public abstract ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken);

    public abstract ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken);

    public abstract ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken);

    /// <summary>Lists the user's jobs, of which only those are read in full that are wanted; false where the server has no such list.</summary>
    public virtual ValueTask<bool> ListJobs(string systemName, IListedJobs into, bool async, CancellationToken cancellationToken) => new(false);

    public abstract ValueTask<IReadOnlyList<JobInfo>> PollActive(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    /// <summary>Whether the tasks of an array have ids of their own on a system, which do not tell whose they are.</summary>
    public virtual ValueTask<bool> NumbersTasksAnew(string systemName, bool async, CancellationToken cancellationToken) => new(false);

    public abstract ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Attach(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken);

    public abstract ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    public abstract ValueTask MakeDirectory(string systemName, RemotePath path, bool createParents, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    public abstract ValueTask ChangeMode(string systemName, RemotePath path, UnixFileMode mode, bool async, CancellationToken cancellationToken);

    public abstract ValueTask ChangeOwner(string systemName, RemotePath path, string? owner, string? group, bool async, CancellationToken cancellationToken);

    public abstract ValueTask CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    public abstract GrowingText OpenGrowing(string systemName, RemotePath path);

    /// <summary>False when it takes a job.</summary>
    public abstract ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<StartedFileJob> StartFileJob(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken);

    /// <summary>Which ways files can take.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="target">Where an upload goes, since its path may take from what the file can have; null for a download.</param>
    /// <param name="async">Whether to wait asynchronously.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<TransferRoutes> GetTransferRoutes(string systemName, RemotePath? target, bool async, CancellationToken cancellationToken);

    /// <summary>Has the system wait for a file at an object store.</summary>
    /// <exception cref="ArgumentException">A name holds what the server would damage; nothing was sent.</exception>
    public abstract ValueTask<StagedUpload> StartStagedUpload(string systemName, RemotePath target, long length, string? account, bool async, CancellationToken cancellationToken);

    /// <summary>Has the system bring a file to an object store.</summary>
    /// <exception cref="ArgumentException">A name holds what the server would damage; nothing was sent.</exception>
    public abstract ValueTask<StagedDownload> StartStagedDownload(string systemName, RemotePath source, string? account, bool async, CancellationToken cancellationToken);

    /// <summary>The system's half of a transfer that was started earlier.</summary>
    public abstract SystemHalf GetSystemHalf(string systemName, ManifestHeader manifest);

    public abstract ValueTask Upload(string systemName, UploadSource source, RemotePath remotePath, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<byte[]> Download(string systemName, RemotePath remotePath, bool async, CancellationToken cancellationToken);

    /// <summary>A download of a file that was just looked at.</summary>
    public abstract ValueTask<byte[]> Download(string systemName, RemotePath remotePath, FileStat before, bool async, CancellationToken cancellationToken);
}

/// <summary>A job that was accepted; the paths are null when they depend on what only the cluster knows.</summary>
internal sealed record AcceptedJob(string JobId, JobOutputPaths? OutputPaths, bool WasAdopted);
