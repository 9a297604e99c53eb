using Firecrest.Client.Http;
using Firecrest.Client.Transfers;

namespace Firecrest.Client;

public partial class FirecrestClient
{
    /// <summary>Moves a file or directory within a system and waits until it is there.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="source">The absolute path of what is moved.</param>
    /// <param name="target">The absolute path to give it, or an existing directory to move it into. An existing file is replaced.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up; a job that was started goes on.</param>
    /// <remarks>
    /// v2: POST /filesystem/{system_name}/transfer/mv, always a job, and looks at the files before and after it.
    /// v1: PUT /utilities/rename; when the server runs into its time limit with a file, POST /storage/xfer-internal/mv, a job.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen.</exception>
    /// <exception cref="ArgumentException">A name holds a character that the server would damage, or the system asks for an account.</exception>
    public virtual Task MoveAsync(string systemName, RemotePath source, RemotePath target, FileJobOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new MoveOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="MoveAsync"/>
    public virtual void Move(string systemName, RemotePath source, RemotePath target, FileJobOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new MoveOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a job that moves a file or directory.</summary>
    /// <inheritdoc cref="MoveAsync" path="/param|/exception"/>
    /// <returns>The job, to wait for the proof of its effect.</returns>
    public virtual Task<TransferJobHandle> StartMoveAsync(string systemName, RemotePath source, RemotePath target, FileJobOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new MoveOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartMoveAsync"/>
    public virtual TransferJobHandle StartMove(string systemName, RemotePath source, RemotePath target, FileJobOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new MoveOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Copies a file, or a directory with everything in it, within a system and waits until it is there.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="source">The absolute path of what is copied.</param>
    /// <param name="target">The absolute path of the copy, or an existing directory to copy it into. An existing file is replaced.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up; a job that was started goes on.</param>
    /// <remarks>
    /// v2: POST /filesystem/{system_name}/transfer/cp, always a job, and looks at the files before and after it.
    /// v1: POST /utilities/copy; when the server runs into its time limit with a file, POST /storage/xfer-internal/cp, a job. It copies links as links only.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen.</exception>
    /// <exception cref="ArgumentException">A name holds a character that the server would damage, or the system asks for an account.</exception>
    public virtual Task CopyAsync(string systemName, RemotePath source, RemotePath target, CopyOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new CopyOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CopyAsync"/>
    public virtual void Copy(string systemName, RemotePath source, RemotePath target, CopyOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new CopyOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a job that copies a file or directory.</summary>
    /// <inheritdoc cref="CopyAsync" path="/param|/exception"/>
    /// <returns>The job, to wait for the proof of its effect.</returns>
    public virtual Task<TransferJobHandle> StartCopyAsync(string systemName, RemotePath source, RemotePath target, CopyOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new CopyOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartCopyAsync"/>
    public virtual TransferJobHandle StartCopy(string systemName, RemotePath source, RemotePath target, CopyOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new CopyOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Deletes a file or link, or with <see cref="DeleteOptions.Recursive"/> a directory with everything in it.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path. <c>/</c>, the root of a file system and the home directory are always refused.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up; a job that was started goes on.</param>
    /// <remarks>
    /// v2: DELETE /filesystem/{system_name}/ops/rm, after a look at what the path is; when the server runs into its time limit, DELETE transfer/rm, a job.
    /// v1: DELETE /utilities/rm, or POST /storage/xfer-internal/rm.
    /// </remarks>
    /// <exception cref="FirecrestException">The path is a directory and <see cref="DeleteOptions.Recursive"/> is false, or it is one that is always refused.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen.</exception>
    public virtual Task DeleteAsync(string systemName, RemotePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new DeleteOperation(path, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DeleteAsync"/>
    public virtual void Delete(string systemName, RemotePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new DeleteOperation(path, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a job that deletes a file, link or directory.</summary>
    /// <inheritdoc cref="DeleteAsync" path="/param|/exception"/>
    /// <returns>The job, to wait for the proof of its effect.</returns>
    public virtual Task<TransferJobHandle> StartDeleteAsync(string systemName, RemotePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new DeleteOperation(path, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartDeleteAsync"/>
    public virtual TransferJobHandle StartDelete(string systemName, RemotePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new DeleteOperation(path, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Makes a tar archive of a file or directory.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="source">The absolute path of what is compressed.</param>
    /// <param name="target">The absolute path of the archive. An existing one is replaced.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up; a job that was started goes on.</param>
    /// <remarks>
    /// v2: POST /filesystem/{system_name}/ops/compress; when the server runs into its time limit, transfer/compress, a job.
    /// v1: POST /utilities/compress, or POST /storage/xfer-internal/compress; by gzip only, and without patterns.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen.</exception>
    /// <exception cref="ArgumentException">A name holds a character that the server would damage, or the system asks for an account.</exception>
    public virtual Task CompressAsync(string systemName, RemotePath source, RemotePath target, CompressOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new CompressOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CompressAsync"/>
    public virtual void Compress(string systemName, RemotePath source, RemotePath target, CompressOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new CompressOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a job that makes a tar archive.</summary>
    /// <inheritdoc cref="CompressAsync" path="/param|/exception"/>
    /// <returns>The job, to wait for the proof of its effect.</returns>
    public virtual Task<TransferJobHandle> StartCompressAsync(string systemName, RemotePath source, RemotePath target, CompressOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new CompressOperation(source, target, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartCompressAsync"/>
    public virtual TransferJobHandle StartCompress(string systemName, RemotePath source, RemotePath target, CompressOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new CompressOperation(source, target, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Takes a tar archive apart into a directory that exists.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="archive">The absolute path of the archive.</param>
    /// <param name="targetDirectory">The absolute path of the directory. Existing files of the same names are replaced.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up; a job that was started goes on.</param>
    /// <remarks>
    /// v2: POST /filesystem/{system_name}/ops/extract; when the server runs into its time limit, transfer/extract, a job.
    /// v1: POST /utilities/extract, or POST /storage/xfer-internal/extract; no xz, but zip.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The job failed, or its effect cannot be seen.</exception>
    /// <exception cref="ArgumentException">A name holds a character that the server would damage, or the system asks for an account.</exception>
    public virtual Task ExtractAsync(string systemName, RemotePath archive, RemotePath targetDirectory, ExtractOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new ExtractOperation(archive, targetDirectory, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ExtractAsync"/>
    public virtual void Extract(string systemName, RemotePath archive, RemotePath targetDirectory, ExtractOptions? options = null, CancellationToken cancellationToken = default)
        => Run(systemName, new ExtractOperation(archive, targetDirectory, options), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a job that takes a tar archive apart.</summary>
    /// <inheritdoc cref="ExtractAsync" path="/param|/exception"/>
    /// <returns>The job, to wait for the proof of its effect.</returns>
    public virtual Task<TransferJobHandle> StartExtractAsync(string systemName, RemotePath archive, RemotePath targetDirectory, ExtractOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new ExtractOperation(archive, targetDirectory, options), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartExtractAsync"/>
    public virtual TransferJobHandle StartExtract(string systemName, RemotePath archive, RemotePath targetDirectory, ExtractOptions? options = null, CancellationToken cancellationToken = default)
        => Start(systemName, new ExtractOperation(archive, targetDirectory, options), async: false, cancellationToken).EnsureCompleted();

    private async ValueTask Run(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
    {
        if (!await Backend.TryAtOnce(systemName, operation, async, cancellationToken).ConfigureAwait(false))
        {
            var job = await Start(systemName, operation, async, cancellationToken).ConfigureAwait(false);
            await job.Wait(operation.Job?.Wait, async, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<TransferJobHandle> Start(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => new(this, systemName, await Backend.StartFileJob(systemName, operation, async, cancellationToken).ConfigureAwait(false));
}
