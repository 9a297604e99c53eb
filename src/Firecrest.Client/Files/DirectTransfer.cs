namespace Firecrest.Client.Files;

/// <summary>Moves one file through the server's direct operations, and proves by its size that it arrived.</summary>
internal abstract class DirectTransfer(string systemName, RemotePath remotePath)
{
    protected string SystemName => systemName;

    protected RemotePath RemotePath => remotePath;

    public async ValueTask Upload(UploadSource source, bool async, CancellationToken cancellationToken)
    {
        var name = FileName();
        var limit = await GetUploadLimit(name, async, cancellationToken).ConfigureAwait(false);
        if (source.Length > limit)
        {
            throw TooLarge($"{source.Description} has {source.Length} bytes", limit);
        }

        await Send(name, source, async, cancellationToken).ConfigureAwait(false);
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

        var limit = await GetOutputLimit(async, cancellationToken).ConfigureAwait(false);
        if (!DirectLimits.CanDownload(before.Size, limit))
        {
            throw TooLarge($"{systemName}:{remotePath} has {before.Size} bytes", DirectLimits.LargestDownload(limit));
        }

        var content = await Fetch(async, cancellationToken).ConfigureAwait(false);
        if (content.Length != before.Size)
        {
            await CheckGrowth(before.Size, content.Length, async, cancellationToken).ConfigureAwait(false);
        }

        return content;
    }

    /// <summary>The size in bytes that an upload may have.</summary>
    protected abstract ValueTask<long> GetUploadLimit(string name, bool async, CancellationToken cancellationToken);

    /// <summary>What the server may say at once, in bytes.</summary>
    protected abstract ValueTask<long> GetOutputLimit(bool async, CancellationToken cancellationToken);

    protected abstract ValueTask Send(string name, UploadSource source, bool async, CancellationToken cancellationToken);

    protected abstract ValueTask<byte[]> Fetch(bool async, CancellationToken cancellationToken);

    protected abstract ValueTask<FileStat> Stat(bool async, CancellationToken cancellationToken);

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

    private FirecrestNotSupportedException TooLarge(string what, long limit)
        => new($"{what}; the direct operations of {systemName} work up to {limit}. Leave {nameof(TransferOptions)}.{nameof(TransferOptions.Method)} unset for another way.");
}
