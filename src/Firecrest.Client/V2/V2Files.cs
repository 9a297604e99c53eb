using System.Net;
using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The file helpers on FirecREST v2 that are more than one request.</summary>
internal sealed class V2Files(FirecrestPipeline pipeline, SystemCache systems)
{
    /// <summary>More than this is no text to look at; it would be hundreds of requests and one huge string.</summary>
    private const long LargestView = 256 * 1024 * 1024;

    /// <summary>The part of a ranged read: large enough to be few, small enough to come within the server's time limit.</summary>
    private const long LargestBlock = 1024 * 1024;

    public ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Stat(systemName, path, dereference), async, cancellationToken);

    public async ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await Look(systemName, path, async, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>What is there, links not followed; null when there is nothing.</summary>
    public ValueTask<FileStat?> Look(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Look(systemName, path, dereference: false, async, cancellationToken);

    /// <summary>What is there, or what a link there points to; null when there is nothing.</summary>
    public ValueTask<FileStat?> LookThrough(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Look(systemName, path, dereference: true, async, cancellationToken);

    private async ValueTask<FileStat?> Look(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Stat(systemName, path, dereference, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (exception.ErrorCode == FirecrestErrorCode.NotFound || ServerMessages.SaysThatFileIsNoDirectory(exception.ServerMessage))
        {
            return null;
        }
    }

    /// <summary>Where a directory cannot be entered, the server searches the user's home instead of it.</summary>
    public async ValueTask CheckSearchable(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type != FileType.Directory)
        {
            throw new FirecrestException($"{systemName}:{path} is no directory; a MatchPattern chooses among the files of one.");
        }
    }

    public async ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
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

    public async ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type == FileType.Directory)
        {
            throw DirectTransfer.IsDirectory(systemName, path);
        }

        // Where a download is allowed it is one request, and exact whatever the file holds.
        var limit = await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);
        return DirectTransfer.CanDownload(stat.Size, limit)
            ? new MemoryStream(await new DirectTransfer(pipeline, systems, systemName, path).Download(async, cancellationToken).ConfigureAwait(false), writable: false)
            : new RangedReadStream(pipeline, systemName, path, stat.Size, (int)Math.Clamp((limit / 2) - 1, 1, LargestBlock));
    }

    public async ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        using var content = await OpenRead(systemName, path, async, cancellationToken).ConfigureAwait(false);
        if (content.Length > LargestView)
        {
            throw new FirecrestNotSupportedException(
                $"{systemName}:{path} has {content.Length} bytes, more than the {LargestView} that are read as one text. Read parts of it by Head, Tail or OpenRead.");
        }

        var bytes = new byte[content.Length];
        if (async)
        {
            await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            content.ReadExactly(bytes);
        }

        return FileText.Decode(bytes);
    }
}
