using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>The direct operations of FirecREST v1.</summary>
internal sealed class UtilitiesTransfer(FirecrestPipeline pipeline, V1Files files, string systemName, RemotePath remotePath) : DirectTransfer(systemName, remotePath)
{
    protected override ValueTask<long> GetUploadLimit(string name, bool async, CancellationToken cancellationToken)
        => files.Settings.GetUploadLimit(RemotePath, async, cancellationToken);

    protected override ValueTask<long> GetOutputLimit(bool async, CancellationToken cancellationToken) => files.Settings.GetOutputLimit(async, cancellationToken);

    protected override async ValueTask Send(string name, UploadSource source, bool async, CancellationToken cancellationToken)
        => await pipeline.SendCore(UtilitiesRequests.Upload(SystemName, RemotePath.Parent, name, source), async, cancellationToken).ConfigureAwait(false);

    protected override ValueTask<byte[]> Fetch(bool async, CancellationToken cancellationToken)
        => pipeline.SendCore(UtilitiesRequests.Download(SystemName, RemotePath), async, cancellationToken);

    protected override ValueTask<FileStat> Stat(bool async, CancellationToken cancellationToken) => files.Stat(SystemName, RemotePath, dereference: true, async, cancellationToken);
}
