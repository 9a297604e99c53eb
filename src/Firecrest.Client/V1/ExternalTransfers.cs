using Firecrest.Client.Http;
using Firecrest.Client.Transfers;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Starts the tasks of transfers through the object store of a FirecREST v1, and reads what they say.</summary>
internal sealed class ExternalTransfers(FirecrestPipeline pipeline, TaskLooks tasks, V1Files files)
{
    /// <summary>What S3 and Swift take in one request, and v1 gives one form for a file.</summary>
    private const long LargestUpload = 5L * 1024 * 1024 * 1024;

    /// <summary>Objects get this name when that of the file has anything but plain characters: stores and the server differ in how they escape the others.</summary>
    private const string PlainName = "file";

    public async ValueTask<StagedUpload> StartUpload(string systemName, RemotePath target, long length, bool async, CancellationToken cancellationToken)
    {
        CheckSize(length, LargestUpload);
        var name = target.Name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? target.Name : PlainName;
        var ticket = await pipeline.SendCore(StorageRequests.Upload(systemName, name, target), async, cancellationToken).ConfigureAwait(false);
        var poller = new TaskPoller(tasks, ticket.TaskId, new TaskWaitOptions(), static task => task.State == TaskState.FormReady);
        var form = ExternalUploadForm.Read(await poller.Wait(async, cancellationToken).ConfigureAwait(false), pipeline.Staging.AllowsInsecureHttp);
        var fields = form.Fields.ToDictionary();
        if (fields.TryGetValue("max_file_size", out var text) && long.TryParse(text, out var largest))
        {
            CheckSize(length, largest);
        }

        return new StagedUpload
        {
            PartAddresses = [form.Address],
            PartSize = length,
            FormFields = form.Method == HttpMethod.Post ? fields : null,
            Headers = form.Headers.Count > 0 ? form.Headers.ToDictionary() : null,
            Half = Half(systemName, ticket.TaskId, isUpload: true, link: null),
        };
    }

    public async ValueTask<StagedDownload> StartDownload(string systemName, RemotePath source, bool async, CancellationToken cancellationToken)
    {
        RemotePath? link = StorageRequests.CanDownload(source) ? (RemotePath?)null : await RemoteLink.Create(pipeline, files, systemName, source, async, cancellationToken).ConfigureAwait(false);
        try
        {
            var ticket = await pipeline.SendCore(StorageRequests.Download(systemName, link ?? source), async, cancellationToken).ConfigureAwait(false);
            return new StagedDownload { Half = Half(systemName, ticket.TaskId, isUpload: false, link) };
        }
        catch when (link is not null)
        {
            await RemoteLink.Remove(pipeline, systemName, link.Value, async, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    public SystemHalf Half(string systemName, ManifestHeader manifest)
        => Half(systemName, manifest.Half, manifest.Direction == ManifestHeader.Upload, manifest.Link is { } link ? new RemotePath(link) : (RemotePath?)null);

    private ExternalTransferHalf Half(string systemName, string taskId, bool isUpload, RemotePath? link) => new(pipeline, tasks, systemName, taskId, isUpload, link);

    private static void CheckSize(long length, long largest)
    {
        if (length > largest)
        {
            throw new FirecrestNotSupportedException(
                $"The file has {length} bytes. FirecREST v1 gives one form for a whole file, and the object store takes {largest} bytes by one at most. Nothing was sent. Split the file, or compress it.");
        }
    }
}
