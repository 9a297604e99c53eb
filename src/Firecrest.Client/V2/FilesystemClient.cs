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
    public virtual Task<IReadOnlyList<FileEntry>> ListAsync(string systemName, RemotePath path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.List(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ListAsync"/>
    public virtual IReadOnlyList<FileEntry> List(string systemName, RemotePath path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.List(systemName, path, options), cancellationToken);

    /// <summary>Reads what the file system knows of a file; with <paramref name="dereference"/>, of the file that a link points to.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/stat.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileStat> StatAsync(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <inheritdoc cref="StatAsync"/>
    public virtual FileStat Stat(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <summary>Reads the beginning of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/head.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileContent> HeadAsync(string systemName, RemotePath path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Head(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="HeadAsync"/>
    public virtual FileContent Head(string systemName, RemotePath path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Head(systemName, path, options), cancellationToken);

    /// <summary>Reads the end of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/tail.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileContent> TailAsync(string systemName, RemotePath path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Tail(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="TailAsync"/>
    public virtual FileContent Tail(string systemName, RemotePath path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Tail(systemName, path, options), cancellationToken);

    /// <summary>Reads a part of a text file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/view.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<string> ViewAsync(string systemName, RemotePath path, ViewOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.View(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ViewAsync"/>
    public virtual string View(string systemName, RemotePath path, ViewOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.View(systemName, path, options), cancellationToken);

    /// <summary>Downloads a small file.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/download. Works up to about three quarters of <see cref="SystemInfo.DirectLimit"/>, since the server carries the file as base64.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The file is too large.</exception>
    public virtual Task<byte[]> DownloadAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Download(systemName, path), cancellationToken);

    /// <inheritdoc cref="DownloadAsync"/>
    public virtual byte[] Download(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Download(systemName, path), cancellationToken);

    /// <summary>Uploads a small file into a directory; a file of that name is overwritten.</summary>
    /// <remarks>POST /filesystem/{system_name}/ops/upload. Works up to <see cref="SystemInfo.DirectLimit"/>. For empty content the server creates the file and then answers 408. The bytes are not copied: leave them alone until the upload is over.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such directory or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The content is too large.</exception>
    public virtual Task UploadAsync(string systemName, RemotePath directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <inheritdoc cref="UploadAsync"/>
    public virtual void Upload(string systemName, RemotePath directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <summary>Makes a directory; with <paramref name="createParents"/> also those above it, and then an existing one is fine.</summary>
    /// <remarks>POST /filesystem/{system_name}/ops/mkdir.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path exists, and <paramref name="createParents"/> is false.</exception>
    public virtual Task<FileEntry> MakeDirectoryAsync(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <inheritdoc cref="MakeDirectoryAsync"/>
    public virtual FileEntry MakeDirectory(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <summary>Removes a file, a link, or a directory <em>with everything in it</em>, without asking.</summary>
    /// <remarks>DELETE /filesystem/{system_name}/ops/rm. <see cref="FirecrestClient.DeleteAsync"/> has safeguards.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task RemoveAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Remove(systemName, path), cancellationToken);

    /// <inheritdoc cref="RemoveAsync"/>
    public virtual void Remove(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Remove(systemName, path), cancellationToken);

    /// <summary>Computes the SHA-256 of a file's content.</summary>
    /// <remarks>
    /// GET /filesystem/{system_name}/ops/checksum. Within the server's time limit for commands, so not of very large files; to a file with a blank in
    /// its name servers up to 2.5 answer 500, which <see cref="FirecrestClient.ChecksumAsync"/> gets round.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">The file is too large for the time limit.</exception>
    public virtual Task<FileChecksum> ChecksumAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Checksum(systemName, path), cancellationToken);

    /// <inheritdoc cref="ChecksumAsync"/>
    public virtual FileChecksum Checksum(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Checksum(systemName, path), cancellationToken);

    /// <summary>Tells what a file's content seems to be, in the words of the command <c>file</c>: <c>ASCII text</c>.</summary>
    /// <remarks>GET /filesystem/{system_name}/ops/file. Of a file that cannot be opened the answer says so, as a success.</remarks>
    public virtual Task<string> GetFileTypeAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.GetFileType(systemName, path), cancellationToken);

    /// <inheritdoc cref="GetFileTypeAsync"/>
    public virtual string GetFileType(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.GetFileType(systemName, path), cancellationToken);

    /// <summary>Changes permissions.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="mode">The mode as <c>chmod</c> takes it: <c>640</c>, <c>u+x</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>PUT /filesystem/{system_name}/ops/chmod.</remarks>
    /// <exception cref="FirecrestPermissionException">The file is somebody else's.</exception>
    public virtual Task<FileEntry> ChangeModeAsync(string systemName, RemotePath path, string mode, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.ChangeMode(systemName, path, mode), cancellationToken);

    /// <inheritdoc cref="ChangeModeAsync"/>
    public virtual FileEntry ChangeMode(string systemName, RemotePath path, string mode, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.ChangeMode(systemName, path, mode), cancellationToken);

    /// <summary>Changes the owner, the group, or both; null leaves one as it is.</summary>
    /// <remarks>PUT /filesystem/{system_name}/ops/chown.</remarks>
    /// <exception cref="FirecrestPermissionException">The user may not give the file away.</exception>
    public virtual Task<FileEntry> ChangeOwnerAsync(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.ChangeOwner(systemName, path, owner, group), cancellationToken);

    /// <inheritdoc cref="ChangeOwnerAsync"/>
    public virtual FileEntry ChangeOwner(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.ChangeOwner(systemName, path, owner, group), cancellationToken);

    /// <summary>Makes a symbolic link, which may point to nothing.</summary>
    /// <remarks>POST /filesystem/{system_name}/ops/symlink.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path of the link exists.</exception>
    public virtual Task<FileEntry> CreateSymbolicLinkAsync(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.CreateSymbolicLink(systemName, target, linkPath), cancellationToken);

    /// <inheritdoc cref="CreateSymbolicLinkAsync"/>
    public virtual FileEntry CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.CreateSymbolicLink(systemName, target, linkPath), cancellationToken);

    /// <summary>Makes a tar archive of a file or directory, within the server's time limit for commands.</summary>
    /// <remarks>
    /// POST /filesystem/{system_name}/ops/compress. An archive that fails or takes too long stays behind in part. With a pattern the server searches the
    /// directory around the source, and the user's home where it cannot enter that: end the source with a slash to search in it.
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took too long.</exception>
    public virtual Task CompressAsync(string systemName, RemotePath source, RemotePath target, ArchiveOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Compress(systemName, source, target, options), cancellationToken);

    /// <inheritdoc cref="CompressAsync"/>
    public virtual void Compress(string systemName, RemotePath source, RemotePath target, ArchiveOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Compress(systemName, source, target, options), cancellationToken);

    /// <summary>Takes a tar archive apart into a directory that exists, within the server's time limit for commands.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="targetDirectory">The directory.</param>
    /// <param name="compression">The archive's compression; null, the default, goes by its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>POST /filesystem/{system_name}/ops/extract.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such archive, directory or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took too long; a part of the files may be there.</exception>
    public virtual Task ExtractAsync(string systemName, RemotePath archive, RemotePath targetDirectory, CompressionType? compression = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(FilesystemRequests.Extract(systemName, archive, targetDirectory, compression), cancellationToken);

    /// <inheritdoc cref="ExtractAsync"/>
    public virtual void Extract(string systemName, RemotePath archive, RemotePath targetDirectory, CompressionType? compression = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(FilesystemRequests.Extract(systemName, archive, targetDirectory, compression), cancellationToken);
}
