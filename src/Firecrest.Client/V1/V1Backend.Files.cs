using Firecrest.Client.Files;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

internal sealed partial class V1Backend
{
    private readonly V1Settings _settings = new(pipeline);

    private V1Files Files => new(pipeline, _settings);

    private ExternalTransfers External => new(pipeline, tasks, Files);

    public override ValueTask<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options, bool async, CancellationToken cancellationToken)
    {
        var sent = new UtilitiesListOptions
        {
            ShowHidden = options?.ShowHidden ?? false,
            Recursive = options?.Recursive ?? false,
            NumericIds = options?.NumericIds ?? false,
            FollowLinks = options?.Dereference ?? false,
        };
        return pipeline.SendCore(UtilitiesRequests.List(systemName, path, sent), async, cancellationToken);
    }

    public override ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => Files.Stat(systemName, path, dereference, async, cancellationToken);

    public override ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => Files.Head(systemName, path, window, async, cancellationToken);

    public override ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => Files.Tail(systemName, path, window, async, cancellationToken);

    public override ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.View(systemName, path, async, cancellationToken);

    public override async ValueTask MakeDirectory(string systemName, RemotePath path, bool createParents, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(UtilitiesRequests.MakeDirectory(systemName, path, createParents), async, cancellationToken).ConfigureAwait(false);

    public override ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.Exists(systemName, path, async, cancellationToken);

    public override ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.Checksum(systemName, path, async, cancellationToken);

    public override ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(UtilitiesRequests.GetFileType(systemName, path), async, cancellationToken);

    public override async ValueTask ChangeMode(string systemName, RemotePath path, UnixFileMode mode, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(UtilitiesRequests.ChangeMode(systemName, path, CommandWords.Mode(mode)), async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask ChangeOwner(string systemName, RemotePath path, string? owner, string? group, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(UtilitiesRequests.ChangeOwner(systemName, path, owner, group), async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(UtilitiesRequests.CreateSymbolicLink(systemName, target, linkPath), async, cancellationToken).ConfigureAwait(false);

    public override ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Files.OpenRead(systemName, path, async, cancellationToken);

    public override GrowingText OpenGrowing(string systemName, RemotePath path) => new TailReader(pipeline, Files, systemName, path);

    public override ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => new V1FileJobs(pipeline, tasks, Files).TryAtOnce(systemName, operation, async, cancellationToken);

    public override ValueTask<StartedFileJob> StartFileJob(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => new V1FileJobs(pipeline, tasks, Files).Start(systemName, operation, async, cancellationToken);

    public override ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken)
        => _settings.GetUploadLimit(async, cancellationToken);

    public override async ValueTask<TransferRoutes> GetTransferRoutes(string systemName, RemotePath? target, bool async, CancellationToken cancellationToken)
        => new(
            target is { Name.Length: > 0 } path
                ? await _settings.GetUploadLimit(path, async, cancellationToken).ConfigureAwait(false)
                : await _settings.GetUploadLimit(async, cancellationToken).ConfigureAwait(false),
            DirectLimits.LargestDownload(await _settings.GetOutputLimit(async, cancellationToken).ConfigureAwait(false)),
            Method: TransferMethod.S3,
            RequiresAccount: false);

    /// <summary>No job is charged: the server itself has the file moved.</summary>
    public override ValueTask<StagedUpload> StartStagedUpload(string systemName, RemotePath target, long length, string? account, bool async, CancellationToken cancellationToken)
        => External.StartUpload(systemName, target, length, async, cancellationToken);

    public override ValueTask<StagedDownload> StartStagedDownload(string systemName, RemotePath source, string? account, bool async, CancellationToken cancellationToken)
        => External.StartDownload(systemName, source, async, cancellationToken);

    public override SystemHalf GetSystemHalf(string systemName, ManifestHeader manifest) => External.Half(systemName, manifest);

    public override ValueTask Upload(string systemName, UploadSource source, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => new UtilitiesTransfer(pipeline, Files, systemName, remotePath).Upload(source, async, cancellationToken);

    public override ValueTask<byte[]> Download(string systemName, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => new UtilitiesTransfer(pipeline, Files, systemName, remotePath).Download(async, cancellationToken);

    public override ValueTask<byte[]> Download(string systemName, RemotePath remotePath, FileStat before, bool async, CancellationToken cancellationToken)
        => new UtilitiesTransfer(pipeline, Files, systemName, remotePath).Download(before, async, cancellationToken);
}
