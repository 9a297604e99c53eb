using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Files, by operations that the server carries out at once within its size and time limits.</summary>
public class FilesystemClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected FilesystemClient() => _pipeline = null!;

    internal FilesystemClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists a directory, or one file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/ls.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<IReadOnlyList<FileEntry>> ListAsync(string systemName, string path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.List(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ListAsync"/>
    public virtual IReadOnlyList<FileEntry> List(string systemName, string path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.List(systemName, path, options), cancellationToken);

    /// <summary>Reads what the file system knows of a file; with <paramref name="dereference"/>, of the file that a link points to.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/stat.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileStat> StatAsync(string systemName, string path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <inheritdoc cref="StatAsync"/>
    public virtual FileStat Stat(string systemName, string path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <summary>Reads the beginning of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/head.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileContent> HeadAsync(string systemName, string path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Head(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="HeadAsync"/>
    public virtual FileContent Head(string systemName, string path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Head(systemName, path, options), cancellationToken);

    /// <summary>Reads the end of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/tail.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileContent> TailAsync(string systemName, string path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Tail(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="TailAsync"/>
    public virtual FileContent Tail(string systemName, string path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Tail(systemName, path, options), cancellationToken);

    /// <summary>Reads a part of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/view.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<string> ViewAsync(string systemName, string path, ViewOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.View(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ViewAsync"/>
    public virtual string View(string systemName, string path, ViewOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.View(systemName, path, options), cancellationToken);

    /// <summary>Downloads a small file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/download. Works up to about three quarters of <see cref="SystemInfo.DirectLimit"/>, since the server carries the file as base64.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The file is too large.</exception>
    public virtual Task<byte[]> DownloadAsync(string systemName, string path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Download(systemName, path), cancellationToken);

    /// <inheritdoc cref="DownloadAsync"/>
    public virtual byte[] Download(string systemName, string path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Download(systemName, path), cancellationToken);

    /// <summary>Uploads a small file into a directory; a file of that name is overwritten.</summary>
    /// <remarks>POST /filesystem/{system_name}/ops/upload. Works up to <see cref="SystemInfo.DirectLimit"/>. For empty content the server creates the file and then answers 408.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such directory or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The content is too large.</exception>
    public virtual Task UploadAsync(string systemName, string directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <inheritdoc cref="UploadAsync"/>
    public virtual void Upload(string systemName, string directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <summary>Makes a directory; with <paramref name="createParents"/> also those above it, and then an existing one is fine.</summary>
    /// <remarks>POST /filesystem/{system_name}/ops/mkdir.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path exists, and <paramref name="createParents"/> is false.</exception>
    public virtual Task<FileEntry> MakeDirectoryAsync(string systemName, string path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <inheritdoc cref="MakeDirectoryAsync"/>
    public virtual FileEntry MakeDirectory(string systemName, string path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <summary>Removes a file, a link, or a directory <em>with everything in it</em>, without asking.</summary>
    /// <remarks>DELETE /filesystem/{system_name}/ops/rm. <see cref="FirecrestClient.DeleteAsync"/> has safeguards.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task RemoveAsync(string systemName, string path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Remove(systemName, path), cancellationToken);

    /// <inheritdoc cref="RemoveAsync"/>
    public virtual void Remove(string systemName, string path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Remove(systemName, path), cancellationToken);
}
