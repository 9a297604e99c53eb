using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Files, by jobs of the scheduler within the system, or through an object store.</summary>
/// <remarks>
/// Each operation creates a task, which <see cref="TasksClient"/> waits for. Within the system the task ends when the job is submitted: what the job did is
/// told by its <see cref="SubmittedJob.ErrorFile"/> alone, as it ends COMPLETED even when it failed.
/// </remarks>
public class StorageClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected StorageClient() => _pipeline = null!;

    internal StorageClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Creates a job that moves a file or directory.</summary>
    /// <remarks>POST /storage/xfer-internal/mv.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> MoveAsync(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Move(systemName, source, target, options), cancellationToken);

    /// <inheritdoc cref="MoveAsync"/>
    public virtual TaskTicket<SubmittedJob> Move(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Move(systemName, source, target, options), cancellationToken);

    /// <summary>Creates a job that copies a file, or a directory with everything in it.</summary>
    /// <remarks>POST /storage/xfer-internal/cp.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> CopyAsync(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Copy(systemName, source, target, options), cancellationToken);

    /// <inheritdoc cref="CopyAsync"/>
    public virtual TaskTicket<SubmittedJob> Copy(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Copy(systemName, source, target, options), cancellationToken);

    /// <summary>Creates a job that makes the target like the source by <c>rsync</c>. A source that ends with a slash stands for what is in it.</summary>
    /// <remarks>POST /storage/xfer-internal/rsync.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> SynchronizeAsync(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Synchronize(systemName, source, target, options), cancellationToken);

    /// <inheritdoc cref="SynchronizeAsync"/>
    public virtual TaskTicket<SubmittedJob> Synchronize(string systemName, RemotePath source, RemotePath target, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Synchronize(systemName, source, target, options), cancellationToken);

    /// <summary>Creates a job that removes a file, a link, or a directory <em>with everything in it</em>.</summary>
    /// <remarks>POST /storage/xfer-internal/rm.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> RemoveAsync(string systemName, RemotePath path, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Remove(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="RemoveAsync"/>
    public virtual TaskTicket<SubmittedJob> Remove(string systemName, RemotePath path, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Remove(systemName, path, options), cancellationToken);

    /// <summary>Creates a job that makes a tar archive, compressed by gzip. FirecREST 1.16 and later.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="source">What is compressed.</param>
    /// <param name="target">The archive.</param>
    /// <param name="dereference">True to take what links point to instead of the links. Default false.</param>
    /// <param name="options">How the job is run.</param>
    /// <param name="cancellationToken">Gives up; the job may have been created.</param>
    /// <remarks>POST /storage/xfer-internal/compress.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> CompressAsync(string systemName, RemotePath source, RemotePath target, bool dereference = false, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Compress(systemName, source, target, dereference, options), cancellationToken);

    /// <inheritdoc cref="CompressAsync"/>
    public virtual TaskTicket<SubmittedJob> Compress(string systemName, RemotePath source, RemotePath target, bool dereference = false, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Compress(systemName, source, target, dereference, options), cancellationToken);

    /// <summary>Creates a job that takes an archive apart into a directory that exists. FirecREST 1.16 and later.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="targetDirectory">The directory.</param>
    /// <param name="type">What the archive is; null, the default, goes by its name.</param>
    /// <param name="options">How the job is run.</param>
    /// <param name="cancellationToken">Gives up; the job may have been created.</param>
    /// <remarks>POST /storage/xfer-internal/extract.</remarks>
    public virtual Task<TaskTicket<SubmittedJob>> ExtractAsync(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType? type = null, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Extract(systemName, archive, targetDirectory, type ?? ArchiveType.Auto, options), cancellationToken);

    /// <inheritdoc cref="ExtractAsync"/>
    public virtual TaskTicket<SubmittedJob> Extract(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType? type = null, InternalTransferOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Extract(systemName, archive, targetDirectory, type ?? ArchiveType.Auto, options), cancellationToken);

    /// <summary>Begins an upload through the object store.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="fileName">The name of the file, without any directory.</param>
    /// <param name="target">The file to write, or an existing directory to write it into under its own name.</param>
    /// <param name="cancellationToken">Gives up; the task may have been created.</param>
    /// <remarks>
    /// POST /storage/xfer-external/upload. When the task is <see cref="TaskState.FormReady"/>, <see cref="ExternalUploadForm.From"/> reads from it how to send
    /// the file. The server looks for it once a minute or so, and the task ends when the system has fetched it; its result is the path of the file.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such directory or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not write there.</exception>
    public virtual Task<TaskTicket<RemotePath>> UploadAsync(string systemName, string fileName, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Upload(systemName, fileName, target), cancellationToken);

    /// <inheritdoc cref="UploadAsync"/>
    public virtual TaskTicket<RemotePath> Upload(string systemName, string fileName, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Upload(systemName, fileName, target), cancellationToken);

    /// <summary>Begins a download through the object store.</summary>
    /// <remarks>POST /storage/xfer-external/download. The task ends when the system has written the file there; its result is the link.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not read the file.</exception>
    /// <exception cref="ArgumentException">The path has a blank or another character that the server would give to the shell.</exception>
    public virtual Task<TaskTicket<ExternalDownload>> DownloadAsync(string systemName, RemotePath source, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Download(systemName, source), cancellationToken);

    /// <inheritdoc cref="DownloadAsync"/>
    public virtual TaskTicket<ExternalDownload> Download(string systemName, RemotePath source, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Download(systemName, source), cancellationToken);

    /// <summary>Gives up the object of an upload or download.</summary>
    /// <remarks>POST /storage/xfer-external/invalidate. The task is <see cref="TaskState.Invalidated"/> then. FirecREST 1.16 leaves the object in the store, and its link working; to a task without an object it answers 500.</remarks>
    /// <exception cref="FirecrestApiException">There is no such task of the user's, or no object.</exception>
    public virtual Task InvalidateAsync(string taskId, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(StorageRequests.Invalidate(taskId), cancellationToken);

    /// <inheritdoc cref="InvalidateAsync"/>
    public virtual void Invalidate(string taskId, CancellationToken cancellationToken = default)
        => _pipeline.Send(StorageRequests.Invalidate(taskId), cancellationToken);
}
