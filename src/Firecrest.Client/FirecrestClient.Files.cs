using Firecrest.Client.Http;

namespace Firecrest.Client;

public partial class FirecrestClient
{
    /// <summary>Lists a directory, or one file.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/ls. v1: GET /utilities/ls.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<IReadOnlyList<FileEntry>> ListAsync(string systemName, RemotePath path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.List(systemName, path, options, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ListAsync"/>
    public virtual IReadOnlyList<FileEntry> List(string systemName, RemotePath path, ListOptions? options = null, CancellationToken cancellationToken = default)
        => Backend.List(systemName, path, options, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads what the file system knows of a file.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="dereference">True to look at what a symbolic link points to instead of the link. Default false.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/stat. v1: GET /utilities/stat.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileStat> StatAsync(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => Backend.Stat(systemName, path, dereference, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StatAsync"/>
    public virtual FileStat Stat(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => Backend.Stat(systemName, path, dereference, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads the beginning of a text file: ten lines, or what the window says.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/head. v1: GET /utilities/head.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the server's limit.</exception>
    public virtual Task<string> HeadAsync(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Head(systemName, path, window, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="HeadAsync"/>
    public virtual string Head(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Head(systemName, path, window, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads the end of a text file: ten lines, or what the window says.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/tail. v1: GET /utilities/tail.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the server's limit.</exception>
    public virtual Task<string> TailAsync(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Tail(systemName, path, window, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="TailAsync"/>
    public virtual string Tail(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Tail(systemName, path, window, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads a whole text file as UTF-8, up to 256 MiB.</summary>
    /// <remarks>As <see cref="OpenReadAsync"/> reads.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than that, or larger than the server downloads at once and no text.</exception>
    public virtual Task<string> ViewAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.View(systemName, path, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ViewAsync"/>
    public virtual string View(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.View(systemName, path, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Makes a directory.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="createParents">True to make the directories above it too; then it is no error that it exists. Default false.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: POST /filesystem/{system_name}/ops/mkdir. v1: POST /utilities/mkdir.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path exists, and <paramref name="createParents"/> is false.</exception>
    /// <exception cref="FirecrestNotFoundException">The directory above does not exist, and <paramref name="createParents"/> is false.</exception>
    public virtual Task MakeDirectoryAsync(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => Backend.MakeDirectory(systemName, path, createParents, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="MakeDirectoryAsync"/>
    public virtual void MakeDirectory(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => Backend.MakeDirectory(systemName, path, createParents, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Tells whether there is something at a path, be it a link that points to nothing.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/stat. v1: GET /utilities/stat.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such system.</exception>
    /// <exception cref="FirecrestPermissionException">A directory on the way may not be looked into, so that it cannot be told.</exception>
    public virtual Task<bool> ExistsAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.Exists(systemName, path, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ExistsAsync"/>
    public virtual bool Exists(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.Exists(systemName, path, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Computes the SHA-256 of a file's content on the system.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/checksum. Also of files with blanks in their names, for which the server calls its own success a failure. v1: GET /utilities/checksum.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">The file is too large for the server's time limit for commands.</exception>
    public virtual Task<FileChecksum> ChecksumAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.Checksum(systemName, path, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ChecksumAsync"/>
    public virtual FileChecksum Checksum(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.Checksum(systemName, path, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Tells what a file's content seems to be, in the words of the command <c>file</c>: <c>ASCII text</c>.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/file. v1: GET /utilities/file.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<string> GetFileTypeAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.GetFileType(systemName, path, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="GetFileTypeAsync"/>
    public virtual string GetFileType(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.GetFileType(systemName, path, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Changes permissions.</summary>
    /// <remarks>v2: PUT /filesystem/{system_name}/ops/chmod. v1: PUT /utilities/chmod.</remarks>
    /// <exception cref="FirecrestPermissionException">The file is somebody else's.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task ChangeModeAsync(string systemName, RemotePath path, UnixFileMode mode, CancellationToken cancellationToken = default)
        => Backend.ChangeMode(systemName, path, mode, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ChangeModeAsync"/>
    public virtual void ChangeMode(string systemName, RemotePath path, UnixFileMode mode, CancellationToken cancellationToken = default)
        => Backend.ChangeMode(systemName, path, mode, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Changes the owner, the group, or both; null leaves one as it is.</summary>
    /// <remarks>v2: PUT /filesystem/{system_name}/ops/chown. v1: PUT /utilities/chown.</remarks>
    /// <exception cref="FirecrestPermissionException">The user may not give the file away.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task ChangeOwnerAsync(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => Backend.ChangeOwner(systemName, path, owner, group, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="ChangeOwnerAsync"/>
    public virtual void ChangeOwner(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => Backend.ChangeOwner(systemName, path, owner, group, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Makes a symbolic link, which may point to nothing.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="target">What the link points to.</param>
    /// <param name="linkPath">The link to make.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: POST /filesystem/{system_name}/ops/symlink. v1: POST /utilities/symlink.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path of the link exists.</exception>
    public virtual Task CreateSymbolicLinkAsync(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => Backend.CreateSymbolicLink(systemName, target, linkPath, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="CreateSymbolicLinkAsync"/>
    public virtual void CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => Backend.CreateSymbolicLink(systemName, target, linkPath, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Opens a file to read it from its beginning to the size that it has now.</summary>
    /// <remarks>
    /// <para>
    /// v2: GET /filesystem/{system_name}/ops/download up to the server's limit for that; a larger file is fetched as it is read, in parts by ops/view.
    /// These carry text only, so that reading a larger file with bytes that are no UTF-8 fails with <see cref="FirecrestNotSupportedException"/> when
    /// the first of them is reached. <see cref="TransferFailedException"/> says that the file was changed meanwhile.
    /// </para>
    /// <para>
    /// v1: GET /utilities/download up to 3.75 MiB; a larger text is read from its two ends by head and tail, up to nearly 10 MiB. The server gives nothing of
    /// what lies further inside, so that a larger file fails with <see cref="FirecrestNotSupportedException"/>.
    /// </para>
    /// <para>The stream has a length but cannot seek. <c>ReadAsync</c> is asynchronous and <c>Read</c> synchronous, however it was opened.</para>
    /// </remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<Stream> OpenReadAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.OpenRead(systemName, path, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="OpenReadAsync"/>
    public virtual Stream OpenRead(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => Backend.OpenRead(systemName, path, async: false, cancellationToken).EnsureCompleted();
}
