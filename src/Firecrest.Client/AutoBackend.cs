using System.Text.Json;
using Firecrest.Client.Authorization;
using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Jobs;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1;

namespace Firecrest.Client;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.

/// <summary>What people do, in the terms of the generation that the server is found to speak at the first use.</summary>
internal sealed class AutoBackend(FirecrestPipeline pipeline, TaskLooks tasks) : Backend
{
    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile Backend? _found;

    public override FirecrestApiVersion? FoundVersion => _found?.FoundVersion;

    public override async ValueTask<FirecrestApiVersion> FindVersion(bool async, CancellationToken cancellationToken)
        => (await Choose(async, cancellationToken).ConfigureAwait(false)).FoundVersion!.Value;

    public override async ValueTask<IReadOnlyList<SystemInfo>> GetSystems(bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetSystems(async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<SystemInfo> GetSystem(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetSystem(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<UserInfo> GetUserInfo(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetUserInfo(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<NodeInfo>> GetNodes(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetNodes(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<PartitionInfo>> GetPartitions(string systemName, GetPartitionsOptions? options, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetPartitions(systemName, options, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<ReservationInfo>> GetReservations(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetReservations(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<LivenessReport> CheckLiveness(bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).CheckLiveness(async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<AcceptedJob> Submit(string systemName, JobDescription job, SubmitOptions options, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Submit(systemName, job, options, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<JobInfo>> Poll(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Poll(systemName, jobIds, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> ListJobs(string systemName, IListedJobs into, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).ListJobs(systemName, into, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<JobInfo>> PollActive(string systemName, IReadOnlyList<string>? jobIds, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).PollActive(systemName, jobIds, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<JobInfo>> GetJobs(string systemName, GetJobsOptions? options, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetJobs(systemName, options, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<JobInfo> DescribeJob(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).DescribeJob(systemName, jobId, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> NumbersTasksAnew(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).NumbersTasksAnew(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<JobOutputPaths> GetOutputPaths(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetOutputPaths(systemName, jobId, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask Attach(string systemName, string jobId, string command, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Attach(systemName, jobId, command, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask Cancel(string systemName, string jobId, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Cancel(systemName, jobId, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).List(systemName, path, options, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Stat(systemName, path, dereference, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Head(systemName, path, window, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Tail(systemName, path, window, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).View(systemName, path, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask MakeDirectory(string systemName, RemotePath path, bool createParents, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).MakeDirectory(systemName, path, createParents, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Exists(systemName, path, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Checksum(systemName, path, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetFileType(systemName, path, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask ChangeMode(string systemName, RemotePath path, UnixFileMode mode, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).ChangeMode(systemName, path, mode, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask ChangeOwner(string systemName, RemotePath path, string? owner, string? group, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).ChangeOwner(systemName, path, owner, group, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).CreateSymbolicLink(systemName, target, linkPath, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).OpenRead(systemName, path, async, cancellationToken).ConfigureAwait(false);

    public override GrowingText OpenGrowing(string systemName, RemotePath path) => new ChosenText(this, systemName, path);

    public override async ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).TryAtOnce(systemName, operation, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<StartedFileJob> StartFileJob(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).StartFileJob(systemName, operation, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetUploadLimit(systemName, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask Upload(string systemName, UploadSource source, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Upload(systemName, source, remotePath, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<byte[]> Download(string systemName, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Download(systemName, remotePath, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<byte[]> Download(string systemName, RemotePath remotePath, FileStat before, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).Download(systemName, remotePath, before, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<TransferRoutes> GetTransferRoutes(string systemName, RemotePath? target, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).GetTransferRoutes(systemName, target, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<StagedUpload> StartStagedUpload(string systemName, RemotePath target, long length, string? account, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).StartStagedUpload(systemName, target, length, account, async, cancellationToken).ConfigureAwait(false);

    public override async ValueTask<StagedDownload> StartStagedDownload(string systemName, RemotePath source, string? account, bool async, CancellationToken cancellationToken)
        => await (await Choose(async, cancellationToken).ConfigureAwait(false)).StartStagedDownload(systemName, source, account, async, cancellationToken).ConfigureAwait(false);

    /// <summary>The ways that files can take were asked for before, so the generation is known.</summary>
    public override SystemHalf GetSystemHalf(string systemName, ManifestHeader manifest) => (_found ?? throw new InvalidOperationException("No request was made yet.")).GetSystemHalf(systemName, manifest);

    /// <summary>Both generations list their systems at the same address, each in a form of its own.</summary>
    private static ApiRequest<FirecrestApiVersion> Look() => new()
    {
        Method = HttpMethod.Get,
        Path = "status/systems",
        Kind = OperationKind.Read,
        Read = static body =>
        {
            var answer = JsonBody.ReadElement(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("systems", out _) ? FirecrestApiVersion.V2
                : answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("out", out _) ? FirecrestApiVersion.V1
                : throw new JsonException("it is the list of systems of neither generation");
        },
    };

    private async ValueTask<Backend> Choose(bool async, CancellationToken cancellationToken)
    {
        if (_found is { } known)
        {
            return known;
        }

        using (await _looking.Enter(async, cancellationToken).ConfigureAwait(false))
        {
            return _found ??= Create(await Find(async, cancellationToken).ConfigureAwait(false), pipeline, tasks);
        }
    }

    private async ValueTask<FirecrestApiVersion> Find(bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.SendCore(Look(), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException answer) when (answer is { Outcome: OutcomeClass.Refused } and not (FirecrestUnauthorizedException or FirecrestPermissionException))
        {
            throw new FirecrestException(
                $"The server speaks neither FirecREST v2 nor v1 at this base address, so {nameof(FirecrestClientOptions.ApiVersion)} {FirecrestApiVersion.Auto} found nothing to use. Check the base address and its path prefix. {answer.Message}",
                answer)
            { RequestId = answer.RequestId };
        }
    }

    /// <summary>A text whose generation is chosen when it is first read.</summary>
    private sealed class ChosenText(AutoBackend owner, string systemName, RemotePath path) : GrowingText
    {
        private GrowingText? _text;

        public override async ValueTask<TextPiece?> ReadMore(bool async, CancellationToken cancellationToken)
        {
            _text ??= (await owner.Choose(async, cancellationToken).ConfigureAwait(false)).OpenGrowing(systemName, path);
            return await _text.ReadMore(async, cancellationToken).ConfigureAwait(false);
        }

        public override string TakeRest() => _text?.TakeRest() ?? "";
    }
}
