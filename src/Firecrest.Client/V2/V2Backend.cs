using System.Net;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Transfers;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>What people do, on FirecREST v2.</summary>
internal sealed class V2Backend(FirecrestPipeline pipeline) : Backend
{
    private readonly SystemCache _systems = new(pipeline);
    private readonly DirectoryCheck _directories = new(pipeline, static systemName => $"/filesystem/{systemName}/ops/stat");
    private readonly KnownKeys _keys = new();

    public override FirecrestApiVersion? FoundVersion => FirecrestApiVersion.V2;

    private V2Jobs Jobs => new(pipeline, _systems);

    private StagedTransfers Staged => new(pipeline, this, _systems);

    private V2Files Files => new(pipeline, _systems);

    public override ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetSystems(), async, cancellationToken);

    public override async ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(systemName);
        var request = StatusRequests.GetSystems();
        var systems = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        return SystemCache.Find(systems, systemName) ?? throw new FirecrestNotFoundException(new FirecrestApiFailure
        {
            StatusCode = HttpStatusCode.OK,
            ErrorCode = FirecrestErrorCode.SystemNotFound,
            Method = request.Method.Method,
            Path = "/" + request.Path,
            ServerVersion = pipeline.ServerVersion,
            ServerMessage = $"there is no system '{systemName}'; there are: {string.Join(", ", systems.Select(system => system.Name))}",
        });
    }

    public override ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetUserInfo(systemName), async, cancellationToken);

    public override ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetNodes(systemName), async, cancellationToken);

    public override ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetPartitions(systemName, options), async, cancellationToken);

    public override ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetReservations(systemName), async, cancellationToken);

    public override ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(StatusRequests.GetLiveness(), async, cancellationToken);

    public override ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken)
        => new V2Submit(pipeline, _systems, _directories, _keys, systemName, options).Run(job, async, cancellationToken);

    public override ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => jobIds is null
            ? pipeline.SendCore(ComputeRequests.GetJobs(systemName, null), async, cancellationToken)
            : Jobs.Poll(systemName, jobIds, async, cancellationToken);

    public override async ValueTask<bool> ListJobs(string systemName, IListedJobs into, bool async, CancellationToken cancellationToken)
    {
        await pipeline.SendCore(ComputeRequests.ListJobs(systemName, into), async, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public override async ValueTask<IReadOnlyList<JobInfo>> PollActive(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => [.. (await Poll(systemName, jobIds, async, cancellationToken).ConfigureAwait(false)).Where(job => !job.State.IsTerminal)];

    public override async ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken)
    {
        var jobs = await pipeline.SendCore(ComputeRequests.GetJobs(systemName, options), async, cancellationToken).ConfigureAwait(false);
        return JobFilter.Apply(jobs, options, pipeline.Clock.UtcNow);
    }

    public override ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.Describe(systemName, jobId, async, cancellationToken);

    public override ValueTask<bool> NumbersTasksAnew(string systemName, bool async, CancellationToken cancellationToken)
        => Jobs.NumbersTasksAnew(systemName, async, cancellationToken);

    public override ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.GetOutputPaths(systemName, jobId, async, cancellationToken);

    public override ValueTask Attach(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken)
        => new AttachedCommand(pipeline, _systems).Run(systemName, jobId, command, async, cancellationToken);

    public override ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => Jobs.Cancel(systemName, jobId, async, cancellationToken);

    public override ValueTask<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.List(systemName, path, options), async, cancellationToken);

    public override ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Stat(systemName, path, dereference), async, cancellationToken);

    public override async ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
    {
        var options = new HeadOptions { Lines = window?.LineCount, Bytes = window?.ByteCount };
        return (await pipeline.SendCore(FilesystemRequests.Head(systemName, path, options), async, cancellationToken).ConfigureAwait(false)).Content;
    }

    public override async ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
    {
        var options = new TailOptions { Lines = window?.LineCount, Bytes = window?.ByteCount };
        return (await pipeline.SendCore(FilesystemRequests.Tail(systemName, path, options), async, cancellationToken).ConfigureAwait(false)).Content;
    }

    public override ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.View(systemName, path, async, cancellationToken);

    public override async ValueTask MakeDirectory(string systemName, RemotePath path, bool createParents, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(FilesystemRequests.MakeDirectory(systemName, path, createParents), async, cancellationToken).ConfigureAwait(false);

    public override ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.Exists(systemName, path, async, cancellationToken);

    public override ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.Checksum(systemName, path, async, cancellationToken);

    public override ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.GetFileType(systemName, path, async, cancellationToken);

    public override async ValueTask ChangeMode(string systemName, RemotePath path, UnixFileMode mode, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(FilesystemRequests.ChangeMode(systemName, path, CommandWords.Mode(mode)), async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask ChangeOwner(string systemName, RemotePath path, string? owner, string? group, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(FilesystemRequests.ChangeOwner(systemName, path, owner, group), async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(FilesystemRequests.CreateSymbolicLink(systemName, target, linkPath), async, cancellationToken).ConfigureAwait(false);

    public override ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.OpenRead(systemName, path, async, cancellationToken);

    public override GrowingText OpenGrowing(string systemName, RemotePath path) => new RangedTextReader(pipeline, _systems, systemName, path);

    public override ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => new FileJobs(pipeline, _systems).TryAtOnce(systemName, operation, async, cancellationToken);

    public override ValueTask<StartedFileJob> StartFileJob(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => new FileJobs(pipeline, _systems).Start(systemName, operation, async, cancellationToken);

    public override async ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken)
        => await _systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<TransferRoutes> GetTransferRoutes(string systemName, RemotePath? target, bool async, CancellationToken cancellationToken)
    {
        var system = await _systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        var limit = system?.DirectLimit ?? SystemInfo.DefaultDirectLimit;
        return new(limit, DirectLimits.LargestDownload(limit), system?.TransferMethod, system?.RequiresTransferAccount ?? false);
    }

    public override ValueTask<StagedUpload> StartStagedUpload(string systemName, RemotePath target, long length, string? account, bool async, CancellationToken cancellationToken)
        => Staged.StartUpload(systemName, target, length, account, async, cancellationToken);

    public override ValueTask<StagedDownload> StartStagedDownload(string systemName, RemotePath source, string? account, bool async, CancellationToken cancellationToken)
        => Staged.StartDownload(systemName, source, account, async, cancellationToken);

    public override SystemHalf GetSystemHalf(string systemName, ManifestHeader manifest) => new TransferJobHalf(
        pipeline, this, systemName, manifest.Half, RemotePath.FromServer(manifest.OutputLog), RemotePath.FromServer(manifest.ErrorLog), RemotePath.FromServer(manifest.Link));

    public override ValueTask Upload(string systemName, UploadSource source, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => new FilesystemTransfer(pipeline, _systems, systemName, remotePath).Upload(source, async, cancellationToken);

    public override ValueTask<byte[]> Download(string systemName, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => new FilesystemTransfer(pipeline, _systems, systemName, remotePath).Download(async, cancellationToken);

    public override ValueTask<byte[]> Download(string systemName, RemotePath remotePath, FileStat before, bool async, CancellationToken cancellationToken)
        => new FilesystemTransfer(pipeline, _systems, systemName, remotePath).Download(before, async, cancellationToken);
}
