using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The file helpers on FirecREST v2 that are more than one request.</summary>
internal sealed class V2Files(FirecrestPipeline pipeline, SystemCache systems) : FileLook(pipeline.Clock)
{
    /// <summary>The part of a ranged read: large enough to be few, small enough to come within the server's time limit.</summary>
    private const long LargestBlock = 1024 * 1024;

    public override ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Stat(systemName, path, dereference), async, cancellationToken);

    public override async ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.SendCore(FilesystemRequests.Checksum(systemName, path), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (ServerMessages.ChecksumIn(exception.ServerMessage, path) is { } sum)
        {
            return new FileChecksum("SHA256", sum);
        }
    }

    public override async ValueTask<string> ReadEnd(string systemName, RemotePath path, long lines, bool async, CancellationToken cancellationToken)
        => (await pipeline.SendCore(FilesystemRequests.Tail(systemName, path, new TailOptions { Lines = lines }), async, cancellationToken).ConfigureAwait(false)).Content;

    public override async ValueTask<IReadOnlyList<RemotePath>> GetRoots(string systemName, bool async, CancellationToken cancellationToken)
    {
        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        return [.. (system?.FileSystems ?? []).Select(fileSystem => fileSystem.Path)];
    }

    public override async ValueTask<string> GetUserName(string systemName, bool async, CancellationToken cancellationToken)
        => (await pipeline.SendCore(StatusRequests.GetUserInfo(systemName), async, cancellationToken).ConfigureAwait(false)).User.Name;

    public async ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var type = await pipeline.SendCore(FilesystemRequests.GetFileType(systemName, path), async, cancellationToken).ConfigureAwait(false);
        return !ServerMessages.SaysThatFileIsMissing(type) ? type : throw new FirecrestNotFoundException(new FirecrestApiFailure
        {
            StatusCode = HttpStatusCode.OK,
            ErrorCode = FirecrestErrorCode.NotFound,
            ServerMessage = type,
            Method = "GET",
            Path = $"/filesystem/{systemName}/ops/file",
            ServerVersion = pipeline.ServerVersion,
        })
        { Outcome = OutcomeClass.Refused };
    }

    public override async ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type == FileType.Directory)
        {
            throw IsDirectory(systemName, path);
        }

        // Where a download is allowed it is one request, and exact whatever the file holds.
        var limit = await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);
        return DirectLimits.CanDownload(stat.Size, limit)
            ? new MemoryStream(await new DirectTransfer(pipeline, systems, systemName, path).Download(async, cancellationToken).ConfigureAwait(false), writable: false)
            : new RangedReadStream(pipeline, systemName, path, stat.Size, (int)Math.Clamp((limit / 2) - 1, 1, LargestBlock));
    }

    protected override bool SaysThatNothingIsThere(FirecrestApiException failure)
        => failure.ErrorCode == FirecrestErrorCode.NotFound || ServerMessages.SaysThatFileIsNoDirectory(failure.ServerMessage);
}
