using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Moves one file through the server's direct operations, and proves by its size that it arrived.</summary>
internal sealed class DirectTransfer(FirecrestPipeline pipeline, SystemCache systems, string systemName, RemotePath remotePath)
{
    public async ValueTask Upload(UploadSource source, bool async, CancellationToken cancellationToken)
    {
        var limit = await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);
        if (source.Length > limit)
        {
            throw TooLarge($"{source.Description} has {source.Length} bytes", limit);
        }

        var request = FilesystemRequests.Upload(systemName, remotePath.Parent, FileName(), source);
        try
        {
            await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestCommandTimeoutException) when (source.Length == 0)
        {
            // The server never closes the input of an empty upload and runs into its own time limit, but the file is there; the stat below tells.
        }

        var stat = await Stat(async, cancellationToken).ConfigureAwait(false);
        if (stat.Size != source.Length)
        {
            throw new TransferFailedException(
                $"{source.Description} has {source.Length} bytes, but after the upload {systemName}:{remotePath} has {stat.Size}: it is not complete (is the quota reached, or did it change meanwhile?).")
            { MayHaveExecuted = true };
        }
    }

    public async ValueTask<byte[]> Download(bool async, CancellationToken cancellationToken)
    {
        var before = await Stat(async, cancellationToken).ConfigureAwait(false);
        return await Download(before, async, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<byte[]> Download(FileStat before, bool async, CancellationToken cancellationToken)
    {
        if (before.Type == FileType.Directory)
        {
            throw FileLook.IsDirectory(systemName, remotePath);
        }

        var limit = await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);
        if (!DirectLimits.CanDownload(before.Size, limit))
        {
            throw TooLarge($"{systemName}:{remotePath} has {before.Size} bytes", DirectLimits.LargestDownload(limit));
        }

        var content = await pipeline.SendCore(FilesystemRequests.Download(systemName, remotePath), async, cancellationToken).ConfigureAwait(false);
        if (content.Length != before.Size)
        {
            await CheckGrowth(before.Size, content.Length, async, cancellationToken).ConfigureAwait(false);
        }

        return content;
    }

    private string FileName()
        => !remotePath.HasTrailingSlash && remotePath.Name is not ("." or "..") ? remotePath.Name
            : throw new ArgumentException($"'{remotePath}' names a directory; the path of the file to write is needed.", nameof(remotePath));

    /// <summary>A file that is being written, such as the log of a running job, may have grown between the look and the download.</summary>
    private async ValueTask CheckGrowth(long before, long received, bool async, CancellationToken cancellationToken)
    {
        var after = await Stat(async, cancellationToken).ConfigureAwait(false);
        if (received < before || received > after.Size)
        {
            throw new TransferFailedException($"{systemName}:{remotePath} had {before} bytes, {received} arrived, and now it has {after.Size}: it changed during the download. Try again.");
        }
    }

    private ValueTask<FileStat> Stat(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Stat(systemName, remotePath, dereference: true), async, cancellationToken);

    private FirecrestNotSupportedException TooLarge(string what, long limit)
        => new($"{what}; the direct operations of {systemName} work up to {limit}. Leave {nameof(TransferOptions)}.{nameof(TransferOptions.Method)} unset for another way.");
}
