using Firecrest.Client.Diagnostics;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.Transfers;

namespace Firecrest.Client;

#pragma warning disable RS0026 // The overloads differ in a required parameter; their last one is the token that every member has.

public partial class FirecrestClient
{
    private static readonly TransferOptions DefaultTransfer = new();

    /// <summary>Uploads a file of any size and checks that it arrived whole.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="localPath">The file on this machine; a link is followed.</param>
    /// <param name="remotePath">The absolute path of the file to write; with a slash at the end, the directory to put it into under its own name. An existing file is overwritten.</param>
    /// <param name="cancellationToken">Gives up; a small file may have been written in part, the job of a large one is cancelled.</param>
    /// <remarks>
    /// <para>v2: POST /filesystem/{system_name}/ops/upload, then a look at the size.</para>
    /// <para>
    /// What is larger than <see cref="SystemInfo.DirectLimit"/> goes in parts to the object store of the system, from where a job fetches it: POST
    /// /filesystem/{system_name}/transfer/upload. The job looks for the file once a minute. Its success is seen by the file, not by what it says.
    /// </para>
    /// <para>
    /// v1: POST /utilities/upload, up to the server's limit less what the request has around the file (some hundred bytes). Beyond it POST
    /// /storage/xfer-external/upload: the file goes in one request, of at most 5 GiB, to the object store, and a task of the server has the system fetch it, which
    /// is not charged to anybody. A fetch that fails (115) is tried again by the server once a minute; it counts as failed when it still does so
    /// <see cref="WaitOptions.OutageTolerance"/> after the first time.
    /// </para>
    /// </remarks>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than the server's direct operations allow, and the system's way for such files is none of those that this library speaks; or, on v1, larger than 5 GiB.</exception>
    /// <exception cref="FirecrestNotFoundException">The directory does not exist.</exception>
    /// <exception cref="TransferFailedException">The file did not arrive whole; for a large file, the message tells what is left where.</exception>
    /// <exception cref="ArgumentException">The name holds a character that the server would damage, or the system asks for an account.</exception>
    /// <exception cref="IOException">The local file cannot be read.</exception>
    public virtual Task UploadAsync(string systemName, string localPath, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadFile(systemName, localPath, remotePath, DefaultTransfer, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, CancellationToken)"/>
    public virtual void Upload(string systemName, string localPath, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadFile(systemName, localPath, remotePath, DefaultTransfer, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Uploads a file of any size, and tells how.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="localPath">The file on this machine; a link is followed.</param>
    /// <param name="remotePath">The absolute path of the file to write; with a slash at the end, the directory to put it into under its own name.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up. Whether the job of a large file is cancelled, <see cref="TransferOptions.CancelJobOnFailure"/> says.</param>
    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, CancellationToken)" path="/remarks|/exception"/>
    /// <exception cref="FirecrestAlreadyExistsException">The file exists, and <see cref="TransferOptions.Overwrite"/> says that it stays.</exception>
    /// <exception cref="FirecrestTimeoutException">The time limit of <see cref="TransferOptions.Wait"/> ran out.</exception>
    public virtual Task<TransferResult> UploadAsync(
        string systemName, string localPath, RemotePath remotePath, TransferOptions options, CancellationToken cancellationToken = default)
        => UploadFile(systemName, localPath, remotePath, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, TransferOptions, CancellationToken)"/>
    public virtual TransferResult Upload(
        string systemName, string localPath, RemotePath remotePath, TransferOptions options, CancellationToken cancellationToken = default)
        => UploadFile(systemName, localPath, remotePath, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Uploads what is left of a stream and checks that it arrived whole.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="content">
    /// The stream, which is left open. So that a failed attempt can be repeated, it is read into memory up to the limit of the direct operations, but not
    /// beyond 64 MiB; a larger one is sent as it is if it can seek and is beyond that limit, else it is written to a temporary file first.
    /// </param>
    /// <param name="remotePath">The absolute path of the file to write. An existing file is overwritten.</param>
    /// <param name="cancellationToken">Gives up; a small file may have been written in part, the job of a large one is cancelled.</param>
    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task UploadAsync(string systemName, Stream content, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, DefaultTransfer, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, Stream, RemotePath, CancellationToken)"/>
    public virtual void Upload(string systemName, Stream content, RemotePath remotePath, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, DefaultTransfer, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Uploads what is left of a stream, and tells how.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="content">
    /// The stream, which is left open. So that a failed attempt can be repeated, it is read into memory up to the limit of the direct operations, but not
    /// beyond 64 MiB; a larger one is sent as it is if it can seek and is beyond that limit, else it is written to a temporary file first.
    /// </param>
    /// <param name="remotePath">The absolute path of the file to write.</param>
    /// <param name="options">How; without a manifest, since a later run could not know the stream again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, TransferOptions, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task<TransferResult> UploadAsync(
        string systemName, Stream content, RemotePath remotePath, TransferOptions options, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="UploadAsync(string, Stream, RemotePath, TransferOptions, CancellationToken)"/>
    public virtual TransferResult Upload(
        string systemName, Stream content, RemotePath remotePath, TransferOptions options, CancellationToken cancellationToken = default)
        => UploadStream(systemName, content, remotePath, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts an upload: looks at both sides and starts the job of a large file. No byte moves before it is completed.</summary>
    /// <inheritdoc cref="UploadAsync(string, string, RemotePath, TransferOptions, CancellationToken)" path="/param|/exception"/>
    /// <returns>The transfer, to be completed or cancelled.</returns>
    public virtual Task<TransferHandle> StartUploadAsync(
        string systemName, string localPath, RemotePath remotePath, TransferOptions? options = null, CancellationToken cancellationToken = default)
        => StartFileUpload(systemName, localPath, remotePath, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartUploadAsync"/>
    public virtual TransferHandle StartUpload(
        string systemName, string localPath, RemotePath remotePath, TransferOptions? options = null, CancellationToken cancellationToken = default)
        => StartFileUpload(systemName, localPath, remotePath, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file of any size and checks that it arrived whole. The local file appears at once and complete, or not at all.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="remotePath">The absolute path of the file; a link is followed.</param>
    /// <param name="localPath">The file to write, or an existing directory to put it into under its own name. An existing file is replaced.</param>
    /// <param name="cancellationToken">Gives up; the job of a large file is cancelled.</param>
    /// <remarks>
    /// <para>v2: GET /filesystem/{system_name}/ops/download, after a look at the size.</para>
    /// <para>
    /// What is larger than about three quarters of <see cref="SystemInfo.DirectLimit"/> is brought by a job to the object store of the system, and fetched
    /// from there in parts: POST /filesystem/{system_name}/transfer/download. A name that the job would damage gets a link of another one in the user's
    /// home, which is removed afterwards.
    /// </para>
    /// <para>
    /// v1: GET /utilities/download, up to about 3.75 MiB; beyond it POST /storage/xfer-external/download, where a task of the server does what the job does on v2. The
    /// task is invalidated at the end (POST /storage/xfer-external/invalidate), though servers may leave the object in the store until its time is over.
    /// </para>
    /// </remarks>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than the server's direct operations allow, and the system's way for such files is none of those that this library speaks.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="TransferFailedException">The file did not arrive whole; for a large file, the message tells what is left where.</exception>
    /// <exception cref="ArgumentException">The name holds a character that the server would damage, or the system asks for an account.</exception>
    /// <exception cref="IOException">The local file cannot be written.</exception>
    public virtual Task DownloadAsync(string systemName, RemotePath remotePath, string localPath, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, DefaultTransfer, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, CancellationToken)"/>
    public virtual void Download(string systemName, RemotePath remotePath, string localPath, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, DefaultTransfer, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file of any size, and tells how. The local file appears at once and complete, or not at all.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="remotePath">The absolute path of the file; a link is followed.</param>
    /// <param name="localPath">The file to write, or an existing directory to put it into under its own name.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up. Whether the job of a large file is cancelled, <see cref="TransferOptions.CancelJobOnFailure"/> says.</param>
    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, CancellationToken)" path="/remarks|/exception"/>
    /// <exception cref="FirecrestTimeoutException">The time limit of <see cref="TransferOptions.Wait"/> ran out.</exception>
    public virtual Task<TransferResult> DownloadAsync(
        string systemName, RemotePath remotePath, string localPath, TransferOptions options, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, TransferOptions, CancellationToken)"/>
    public virtual TransferResult Download(
        string systemName, RemotePath remotePath, string localPath, TransferOptions options, CancellationToken cancellationToken = default)
        => DownloadFile(systemName, remotePath, localPath, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file, checks that it arrived whole, and then writes it to a stream, which is left open. A large one is kept in a temporary file until then.</summary>
    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task DownloadAsync(string systemName, RemotePath remotePath, Stream destination, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, DefaultTransfer, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, Stream, CancellationToken)"/>
    public virtual void Download(string systemName, RemotePath remotePath, Stream destination, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, DefaultTransfer, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Downloads a file, checks that it arrived whole, writes it to a stream, which is left open, and tells how. A large one is kept in a temporary file until then.</summary>
    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, TransferOptions, CancellationToken)" path="/remarks|/exception"/>
    public virtual Task<TransferResult> DownloadAsync(
        string systemName, RemotePath remotePath, Stream destination, TransferOptions options, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DownloadAsync(string, RemotePath, Stream, TransferOptions, CancellationToken)"/>
    public virtual TransferResult Download(
        string systemName, RemotePath remotePath, Stream destination, TransferOptions options, CancellationToken cancellationToken = default)
        => DownloadStream(systemName, remotePath, destination, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Starts a download: looks at both sides and starts the job of a large file. No byte moves before it is completed.</summary>
    /// <inheritdoc cref="DownloadAsync(string, RemotePath, string, TransferOptions, CancellationToken)" path="/param|/exception"/>
    /// <returns>The transfer, to be completed or cancelled.</returns>
    public virtual Task<TransferHandle> StartDownloadAsync(
        string systemName, RemotePath remotePath, string localPath, TransferOptions? options = null, CancellationToken cancellationToken = default)
        => StartFileDownload(systemName, remotePath, localPath, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StartDownloadAsync"/>
    public virtual TransferHandle StartDownload(
        string systemName, RemotePath remotePath, string localPath, TransferOptions? options = null, CancellationToken cancellationToken = default)
        => StartFileDownload(systemName, remotePath, localPath, options, async: false, cancellationToken).EnsureCompleted();

    private TransferStart Start(string systemName, TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(new TransferTools(Backend, Pipeline.Staging, Pipeline.Clock, Pipeline.Logger, Pipeline.BaseAddress.AbsoluteUri), systemName, options);
    }

    private async ValueTask<TransferHandle> StartFileUpload(
        string systemName, string localPath, RemotePath remotePath, TransferOptions? options, bool async, CancellationToken cancellationToken)
        => new(this, await CreateUpload(systemName, localPath, remotePath, options ?? DefaultTransfer, async, cancellationToken).ConfigureAwait(false));

    private async ValueTask<TransferHandle> StartFileDownload(
        string systemName, RemotePath remotePath, string localPath, TransferOptions? options, bool async, CancellationToken cancellationToken)
        => new(this, await CreateDownload(systemName, remotePath, localPath, options ?? DefaultTransfer, async, cancellationToken).ConfigureAwait(false));

    private ValueTask<Transfer> CreateUpload(
        string systemName, string localPath, RemotePath remotePath, TransferOptions options, bool async, CancellationToken cancellationToken)
        => Start(systemName, options).Upload(FileSource.Create(localPath), LocalFile.RemoteTarget(localPath, remotePath), async, cancellationToken);

    private ValueTask<Transfer> CreateDownload(
        string systemName, RemotePath remotePath, string localPath, TransferOptions options, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(localPath);
        var start = Start(systemName, options);
        var target = new FileTarget(LocalFile.LocalTarget(remotePath, localPath), options.Overwrite);
        return start.Download(remotePath, target, canResume: true, async, cancellationToken);
    }

    private ValueTask<TransferResult> UploadFile(
        string systemName, string localPath, RemotePath remotePath, TransferOptions options, bool async, CancellationToken cancellationToken)
        => Tracing.Within(FirecrestTelemetry.Spans.Upload, systemName, async span =>
        {
            var transfer = await CreateUpload(systemName, localPath, remotePath, options, async, cancellationToken).ConfigureAwait(false);
            return await transfer.Run(span, async, cancellationToken).ConfigureAwait(false);
        });

    private ValueTask<TransferResult> UploadStream(
        string systemName, Stream content, RemotePath remotePath, TransferOptions options, bool async, CancellationToken cancellationToken)
        => Tracing.Within(FirecrestTelemetry.Spans.Upload, systemName, async span =>
        {
            ArgumentNullException.ThrowIfNull(content);
            var start = Start(systemName, options);
            start.CheckManifestPath(file: null);
            var limit = await Backend.GetUploadLimit(systemName, async, cancellationToken).ConfigureAwait(false);
            using var intake = await StreamIntake.Take(content, limit, async, cancellationToken).ConfigureAwait(false);
            var transfer = await start.Upload(intake.Source, remotePath, async, cancellationToken).ConfigureAwait(false);
            return await transfer.Run(span, async, cancellationToken).ConfigureAwait(false);
        });

    private ValueTask<TransferResult> DownloadFile(
        string systemName, RemotePath remotePath, string localPath, TransferOptions options, bool async, CancellationToken cancellationToken)
        => Tracing.Within(FirecrestTelemetry.Spans.Download, systemName, async span =>
        {
            var transfer = await CreateDownload(systemName, remotePath, localPath, options, async, cancellationToken).ConfigureAwait(false);
            return await transfer.Run(span, async, cancellationToken).ConfigureAwait(false);
        });

    private ValueTask<TransferResult> DownloadStream(
        string systemName, RemotePath remotePath, Stream destination, TransferOptions options, bool async, CancellationToken cancellationToken)
        => Tracing.Within(FirecrestTelemetry.Spans.Download, systemName, async span =>
        {
            ArgumentNullException.ThrowIfNull(destination);
            var start = Start(systemName, options);
            var transfer = await start.Download(remotePath, new StreamTarget(destination), canResume: false, async, cancellationToken).ConfigureAwait(false);
            return await transfer.Run(span, async, cancellationToken).ConfigureAwait(false);
        });
}
