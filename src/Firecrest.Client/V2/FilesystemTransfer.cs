using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>The direct operations of FirecREST v2.</summary>
internal sealed class FilesystemTransfer(FirecrestPipeline pipeline, SystemCache systems, string systemName, RemotePath remotePath) : DirectTransfer(systemName, remotePath)
{
    protected override ValueTask<long> GetUploadLimit(string name, bool async, CancellationToken cancellationToken) => systems.GetDirectLimit(SystemName, async, cancellationToken);

    protected override ValueTask<long> GetOutputLimit(bool async, CancellationToken cancellationToken) => systems.GetDirectLimit(SystemName, async, cancellationToken);

    protected override async ValueTask Send(string name, UploadSource source, bool async, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendCore(FilesystemRequests.Upload(SystemName, RemotePath.Parent, name, source), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestCommandTimeoutException) when (source.Length == 0)
        {
            // The server never closes the input of an empty upload and runs into its own time limit, but the file is there; the look afterwards tells.
        }
    }

    protected override ValueTask<byte[]> Fetch(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Download(SystemName, RemotePath), async, cancellationToken);

    protected override ValueTask<FileStat> Stat(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(FilesystemRequests.Stat(SystemName, RemotePath, dereference: true), async, cancellationToken);
}
