using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Files, by jobs of the scheduler: whatever takes longer or is larger than the direct operations allow.</summary>
/// <remarks>
/// Each call creates a job and does not wait for it. It is repeated only when the server cannot have carried it out; see
/// <see cref="FirecrestException.MayHaveExecuted"/>. Names that the scripts of these jobs would damage are refused with an <see cref="ArgumentException"/>.
/// </remarks>
public class TransferClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected TransferClient() => _pipeline = null!;

    internal TransferClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Creates the job that takes a file from the caller, who sends it as the answer directs.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/upload. With S3 an existing file is replaced, with the streamer it is refused.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestAlreadyExistsException">The file exists already, and the method is the streamer.</exception>
    public virtual Task<StartedTransfer> UploadAsync(string systemName, TransferUploadRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Upload(systemName, request), cancellationToken);

    /// <inheritdoc cref="UploadAsync"/>
    public virtual StartedTransfer Upload(string systemName, TransferUploadRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Upload(systemName, request), cancellationToken);

    /// <summary>Creates the job that hands a file to the caller, who fetches it as the answer directs.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/download. Of a directory or, with S3, an empty file the job fails.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<StartedTransfer> DownloadAsync(string systemName, TransferDownloadRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Download(systemName, request), cancellationToken);

    /// <inheritdoc cref="DownloadAsync"/>
    public virtual StartedTransfer Download(string systemName, TransferDownloadRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Download(systemName, request), cancellationToken);

    /// <summary>Creates a job that moves or renames a file or directory.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/mv. That the job ends COMPLETED does not say that it succeeded; see <see cref="TransferJob"/>.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<TransferJob> MoveAsync(string systemName, TransferMoveRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Move(systemName, request), cancellationToken);

    /// <inheritdoc cref="MoveAsync"/>
    public virtual TransferJob Move(string systemName, TransferMoveRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Move(systemName, request), cancellationToken);

    /// <summary>Creates a job that copies a file or directory.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/cp. That the job ends COMPLETED does not say that it succeeded; see <see cref="TransferJob"/>.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<TransferJob> CopyAsync(string systemName, TransferCopyRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Copy(systemName, request), cancellationToken);

    /// <inheritdoc cref="CopyAsync"/>
    public virtual TransferJob Copy(string systemName, TransferCopyRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Copy(systemName, request), cancellationToken);

    /// <summary>Creates a job that removes a file or directory with everything in it.</summary>
    /// <remarks>DELETE /filesystem/{system_name}/transfer/rm. That the job ends COMPLETED does not say that it succeeded; see <see cref="TransferJob"/>.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<TransferJob> RemoveAsync(string systemName, TransferRemoveRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Remove(systemName, request), cancellationToken);

    /// <inheritdoc cref="RemoveAsync"/>
    public virtual TransferJob Remove(string systemName, TransferRemoveRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Remove(systemName, request), cancellationToken);

    /// <summary>Creates a job that makes an archive.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/compress. FirecREST 2.2.0 and later. That the job ends COMPLETED does not say that it succeeded; see <see cref="TransferJob"/>.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<TransferJob> CompressAsync(string systemName, TransferCompressRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Compress(systemName, request), cancellationToken);

    /// <inheritdoc cref="CompressAsync"/>
    public virtual TransferJob Compress(string systemName, TransferCompressRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Compress(systemName, request), cancellationToken);

    /// <summary>Creates a job that takes an archive apart.</summary>
    /// <remarks>POST /filesystem/{system_name}/transfer/extract. FirecREST 2.2.0 and later. That the job ends COMPLETED does not say that it succeeded; see <see cref="TransferJob"/>.</remarks>
    /// <exception cref="ArgumentException">The request lacks what the server needs, or has a name that the job would damage.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    public virtual Task<TransferJob> ExtractAsync(string systemName, TransferExtractRequest request, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(TransferRequests.Extract(systemName, request), cancellationToken);

    /// <inheritdoc cref="ExtractAsync"/>
    public virtual TransferJob Extract(string systemName, TransferExtractRequest request, CancellationToken cancellationToken = default)
        => _pipeline.Send(TransferRequests.Extract(systemName, request), cancellationToken);
}
