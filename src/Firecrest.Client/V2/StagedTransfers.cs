using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Starts the jobs of transfers through the object store of a FirecREST v2, and reads what they direct.</summary>
internal sealed class StagedTransfers(FirecrestPipeline pipeline, Backend backend, SystemCache systems)
{
    public async ValueTask<StagedUpload> StartUpload(string systemName, RemotePath target, long length, string? account, bool async, CancellationToken cancellationToken)
    {
        var request = TransferRequests.Upload(systemName, new() { SourcePath = target, Method = TransferMethod.S3, FileSize = length, Account = account });
        var started = await Start(systemName, request, async, cancellationToken).ConfigureAwait(false);
        var half = Half(systemName, started.Job, null);
        try
        {
            return ReadUpload(started.Directives, length, half);
        }
        catch
        {
            await half.Cancel(async, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<StagedDownload> StartDownload(string systemName, RemotePath source, string? account, bool async, CancellationToken cancellationToken)
    {
        RemotePath? link = null;
        if (!JobPathRules.CanDownload(source))
        {
            link = await CreateLink(systemName, source, async, cancellationToken).ConfigureAwait(false);
        }

        SystemHalf? half = null;
        try
        {
            var request = TransferRequests.Download(systemName, new() { SourcePath = link ?? source, Method = TransferMethod.S3, Account = account });
            var started = await Start(systemName, request, async, cancellationToken).ConfigureAwait(false);
            half = Half(systemName, started.Job, link);
            return new StagedDownload { Address = Address(started.Directives.DownloadUrl, "the address of the file"), Half = half };
        }
        catch
        {
            if (half is not null)
            {
                await half.Cancel(async, cancellationToken).ConfigureAwait(false);
            }

            await new TransferJobHalf(pipeline, backend, systemName, "", null, null, link).CleanUp(async, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<StartedTransfer> Start(string systemName, ApiRequest<StartedTransfer> request, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (ServerMessages.SaysThatThereAreNoTransfers(exception.ServerMessage))
        {
            throw new FirecrestNotSupportedException($"{systemName} has no way to move files beyond the limit of its direct operations.", exception);
        }
    }

    private StagedUpload ReadUpload(TransferDirectives directives, long length, SystemHalf half)
    {
        var parts = directives.PartUploadUrls;
        if (directives.Method != TransferMethod.S3 || parts.Count == 0)
        {
            throw new FirecrestException($"The server directs an upload by '{directives.Method}' with {parts.Count} parts; expected s3 and parts.");
        }

        var partSize = directives.MaxPartSize ?? (length + parts.Count - 1) / parts.Count;
        if (partSize <= 0 || (length + partSize - 1) / partSize != parts.Count)
        {
            throw new FirecrestException($"The server directs an upload of {length} bytes into {parts.Count} parts of {partSize} bytes, which does not fit.");
        }

        foreach (var part in parts)
        {
            PresignedAddress.Check(part, pipeline.Staging.AllowsInsecureHttp);
        }

        return new StagedUpload { PartAddresses = parts, PartSize = partSize, CompleteAddress = Address(directives.CompleteUploadUrl, "where the parts are joined"), Half = half };
    }

    private Uri Address(Uri? address, string what)
        => PresignedAddress.Check(address ?? throw new FirecrestException($"The server's answer does not tell {what}."), pipeline.Staging.AllowsInsecureHttp);

    /// <summary>The script of such a job takes some names apart, so it gets a link of a harmless one, in the user's home.</summary>
    private async ValueTask<RemotePath> CreateLink(string systemName, RemotePath source, bool async, CancellationToken cancellationToken)
    {
        source.ForRequest(nameof(source));
        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        var root = system?.FileSystems.FirstOrDefault(static fileSystem => fileSystem.IsDefaultWorkDirectory)?.Path ?? source.Parent;
        var user = await pipeline.SendCore(StatusRequests.GetUserInfo(systemName), async, cancellationToken).ConfigureAwait(false);
        var link = root / user.User.Name / $".firecrest-{Guid.NewGuid():N}";
        try
        {
            await pipeline.SendCore(FilesystemRequests.CreateSymbolicLink(systemName, source, link), async, cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch (FirecrestApiException exception)
        {
            throw new FirecrestException(
                $"{systemName}:{source} has a name that the job would damage, and a link {link} with another one could not be made: {exception.ServerMessage}. Rename the file.", exception);
        }
    }

    private TransferJobHalf Half(string systemName, TransferJob job, RemotePath? link) => new(pipeline, backend, systemName, job.JobId, job.OutputLog, job.ErrorLog, link);
}
