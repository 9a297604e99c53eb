using Firecrest.Client.Files;
using Firecrest.Client.Http;

namespace Firecrest.Client;

#pragma warning disable RS0026 // The overloads differ in a required parameter; their last one is the token that every member has.

public partial class FirecrestClient
{
    /// <summary>Uploads a file and checks that it arrived whole.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="localPath">The file on this machine.</param>
    /// <param name="remotePath">The absolute path of the file to write; with a slash at the end, the directory to put it into under its own name. An existing file is overwritten.</param>
    /// <param name="cancellationToken">Gives up; a part of the file may have been written.</param>
    /// <remarks>v2: POST /filesystem/{system_name}/ops/upload, then a look at the size.</remarks>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than the server's direct operations allow.</exception>
    /// <exception cref="FirecrestNotFoundException">The directory does not exist.</exception>
    /// <exception cref="TransferFailedException">The file did not arrive whole.</exception>
    /// <exception cref="IOException">The local file cannot be read.</exception>
    public virtual Task UploadAsync(string systemName, string localPath, RemotePath remotePath, CancellationToken cancellationToken = default)
        => Backend.Upload(systemName, UploadSource.FromFile(localPath), LocalFile.RemoteTarget(localPath, remotePath), async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, CancellationToken)"/>
    public virtual void Upload(string systemName, string localPath, RemotePath remotePath, CancellationToken cancellationToken = default)
        => Backend.Upload(systemName, UploadSource.FromFile(localPath), LocalFile.RemoteTarget(localPath, remotePath), async: false, cancellationToken).EnsureCompleted();

    /// <summary>Uploads what is left of a stream and checks that it arrived whole.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="content">The stream, which is left open. It is read into memory, up to the server's limit, so that a failed attempt can be repeated.</param>
    /// <param name="remotePath">The absolute path of the file to write. An existing file is overwritten.</param>
    /// <param name="cancellationToken">Gives up; a part of the file may have been written.</param>
    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task UploadAsync(string systemName, Stream content, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, Stream, RemotePath, CancellationToken)"/>
    public virtual void Upload(string systemName, Stream content, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file and checks that it arrived whole. The local file appears at once and complete, or not at all.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="remotePath">The absolute path of the file.</param>
    /// <param name="localPath">The file to write, or an existing directory to put it into under its own name. An existing file is replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/download, after a look at the size.</remarks>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than the server's direct operations allow.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The file did not arrive whole.</exception>
    /// <exception cref="IOException">The local file cannot be written.</exception>
    public virtual Task DownloadAsync(string systemName, RemotePath remotePath, string localPath, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, CancellationToken)"/>
    public virtual void Download(string systemName, RemotePath remotePath, string localPath, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file, checks that it arrived whole, and then writes it to a stream, which is left open.</summary>
    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task DownloadAsync(string systemName, RemotePath remotePath, Stream destination, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, Stream, CancellationToken)"/>
    public virtual void Download(string systemName, RemotePath remotePath, Stream destination, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, async: false, cancellationToken).EnsureCompleted();

    private async ValueTask UploadStream(string systemName, Stream content, RemotePath remotePath, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var limit = await Backend.GetUploadLimit(systemName, async, cancellationToken).ConfigureAwait(false);
        var source = await UploadSource.FromStream(content, limit, systemName, async, cancellationToken).ConfigureAwait(false);
        await Backend.Upload(systemName, source, remotePath, async, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DownloadFile(string systemName, RemotePath remotePath, string localPath, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(localPath);
        var content = await Backend.Download(systemName, remotePath, async, cancellationToken).ConfigureAwait(false);
        await LocalFile.Replace(LocalFile.LocalTarget(remotePath, localPath), content, async, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DownloadStream(string systemName, RemotePath remotePath, Stream destination, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var content = await Backend.Download(systemName, remotePath, async, cancellationToken).ConfigureAwait(false);
        if (async)
        {
            await destination.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            destination.Write(content);
        }
    }
}
