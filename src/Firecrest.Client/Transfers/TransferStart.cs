using System.Net;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Errors;

namespace Firecrest.Client.Transfers;

/// <summary>Chooses the way of a file and starts, or takes up again, its transfer.</summary>
internal sealed class TransferStart(TransferTools tools, string systemName, TransferOptions options)
{
    private readonly TransferProof _proof = new(tools, systemName, options);

    public async ValueTask<Transfer> Upload(LocalSource source, RemotePath target, bool async, CancellationToken cancellationToken)
    {
        options.Validate();
        CheckManifestPath(source.State?.Path);
        var description = $"the upload of {source.Description} to {systemName}:{target}";
        var routes = await tools.Backend.GetTransferRoutes(systemName, target, async, cancellationToken).ConfigureAwait(false);
        if (IsDirect(source.Length, routes.UploadLimit))
        {
            if (source.Length > routes.UploadLimit)
            {
                throw new FirecrestNotSupportedException(
                    $"{source.Description} has {source.Length} bytes; the direct operations of {systemName} work up to {routes.UploadLimit}. Leave {nameof(TransferOptions)}.{nameof(TransferOptions.Method)} unset for another way.");
            }

            if (options.Overwrite == OverwriteRule.Refuse)
            {
                await LookAtTarget(target, async, cancellationToken).ConfigureAwait(false);
            }

            return new DirectUpload(tools, systemName, source, target, options, description);
        }

        CheckStaging(routes, $"{source.Description} has {source.Length} bytes");
        if (target.HasTrailingSlash || target.Name is "." or ".." or "")
        {
            throw new ArgumentException($"'{target}' names a directory; the path of the file to write is needed.", nameof(target));
        }

        return await new UploadStart(tools, systemName, source, target, options, description).Run(LookAtTarget, async, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Transfer> Download(RemotePath source, DownloadTarget target, bool canResume, bool async, CancellationToken cancellationToken)
    {
        options.Validate();
        CheckManifestPath(canResume ? target.Description : null);
        target.Check(options.Overwrite);
        var description = $"the download of {systemName}:{source} to {target.Description}";
        var stat = await tools.Backend.Stat(systemName, source, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type != FileType.RegularFile)
        {
            throw new FirecrestException($"{systemName}:{source} is a {(stat.Type == FileType.Directory ? "directory" : $"file of type {stat.Type}")}; only files can be read.");
        }

        var routes = await tools.Backend.GetTransferRoutes(systemName, target: null, async, cancellationToken).ConfigureAwait(false);
        if (IsDirect(stat.Size, routes.DownloadLimit))
        {
            return new DirectDownload(tools, systemName, source, stat, target, options, description);
        }

        CheckStaging(routes, $"{systemName}:{source} has {stat.Size} bytes");
        return await new DownloadStart(tools, systemName, source, stat, target, options, description).Run(async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An object store carries no empty file.</summary>
    private bool IsDirect(long length, long limit) => length == 0 || options.Method == TransferMethod.Direct || (options.Method is null && length <= limit);

    /// <param name="file">The path of the file that is moved; null for a stream.</param>
    public void CheckManifestPath(string? file)
    {
        if (options.ManifestPath is not { } path)
        {
            return;
        }

        if (file is null)
        {
            throw new ArgumentException("ManifestPath is set, but a stream is moved: it cannot be known again by a later run. Give the path of a file.");
        }

        // Where the case of a name tells nothing, two spellings are one file.
        if (string.Equals(Path.GetFullPath(path), Path.GetFullPath(file), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"ManifestPath is '{path}', the file that is moved itself. Give the manifest a path of its own.");
        }
    }

    private void CheckStaging(TransferRoutes routes, string what)
    {
        var method = options.Method ?? routes.Method ?? TransferMethod.S3;
        if (method != TransferMethod.S3)
        {
            throw new FirecrestNotSupportedException(
                $"{what}; that is beyond the direct operations of {systemName}, and this version of Firecrest.Client does not speak the method '{method}'.");
        }

        if (routes.Method is { } other && other != method)
        {
            throw new FirecrestNotSupportedException($"{nameof(TransferOptions)}.{nameof(TransferOptions.Method)} is {method}, but {systemName} moves files by {other} only.");
        }

        if (routes.RequiresAccount && string.IsNullOrEmpty(options.Account))
        {
            throw new ArgumentException(
                $"{what}, which takes a job, and jobs that move files of {systemName} are charged to an account: set {nameof(TransferOptions)}.{nameof(TransferOptions.Account)}.");
        }
    }

    /// <summary>What stands at the target now; refuses what the job would only fail at after all bytes were sent.</summary>
    private async ValueTask<ManifestTarget?> LookAtTarget(RemotePath target, bool async, CancellationToken cancellationToken)
    {
        var found = await _proof.Look(target, async, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            await tools.Backend.Stat(systemName, target.Parent, dereference: true, async, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (found.Type == FileType.Directory)
        {
            throw new FirecrestException($"{systemName}:{target} is a directory; give the path of the file, or end it with a slash to put the file into it. Nothing was sent.");
        }

        return options.Overwrite == OverwriteRule.Replace
            ? new ManifestTarget(found.Inode, found.Size, found.ChangeTime)
            : throw new FirecrestAlreadyExistsException(new FirecrestApiFailure
            {
                StatusCode = HttpStatusCode.OK,
                ErrorCode = FirecrestErrorCode.AlreadyExists,
                Method = "GET",
                Path = $"/filesystem/{systemName}/ops/stat",
                ServerMessage = $"{systemName}:{target} exists already, and Overwrite is Refuse; nothing was sent",
            })
            { Outcome = OutcomeClass.Refused };
    }
}

/// <summary>What is the same in taking up an upload and a download again.</summary>
internal abstract class StagedStart(TransferTools tools, string systemName, TransferOptions options, string description)
{
    /// <summary>A transfer whose addresses are about to expire is not worth going on with.</summary>
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromMinutes(1);

    protected TransferTools Tools => tools;

    protected string SystemName => systemName;

    protected TransferOptions Options => options;

    protected string Description => description;

    protected static string? ExpiryOf(DateTimeOffset? expiresOn, DateTimeOffset now)
        => expiresOn is { } end && end <= now + ExpiryMargin ? $"the addresses of the object store were valid until {end:u} only" : null;

    /// <summary>The manifest if it is of this transfer.</summary>
    protected FoundManifest Read(string direction, RemotePath remote, string local)
    {
        if (options.ManifestPath is not { } path)
        {
            return new FoundManifest(null);
        }

        var found = TransferManifest.Read(path);
        if (found.Header is not { } header || (header.Direction == direction && header.Server == tools.Server && header.RemotePath == remote.ToString()
            && header.LocalPath == local && string.Equals(header.SystemName, systemName, StringComparison.OrdinalIgnoreCase)))
        {
            return found;
        }

        found.Dispose();
        throw new ArgumentException(
            $"ManifestPath '{path}' records another transfer, the {header.Direction} of {header.LocalPath} and {header.SystemName}:{header.RemotePath}. Give another path, or delete it.");
    }

    protected async ValueTask StartOver(SystemHalf half, string reason, bool async, CancellationToken cancellationToken)
    {
        Log.TransferStartsOver(tools.Logger, description, reason);
        await half.TryEnd(tools.Logger, systemName, async, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the manifest of a transfer whose half was just started, and gives that up when it cannot.</summary>
    protected async ValueTask<TransferManifest?> Record(SystemHalf half, Func<ManifestHeader> header, FoundManifest found, bool async, CancellationToken cancellationToken)
    {
        if (options.ManifestPath is not { } path)
        {
            return null;
        }

        try
        {
            return TransferManifest.Create(path, header(), [], found);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var became = await half.TryEnd(tools.Logger, systemName, async, cancellationToken).ConfigureAwait(false);
            throw new IOException($"The manifest '{path}' cannot be written: {failure.Message} Nothing was moved. {became}", failure);
        }
    }
}
