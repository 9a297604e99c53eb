using Firecrest.Client.Http;

namespace Firecrest.Client;

public partial class FirecrestClient
{
    /// <summary>Lists a directory, or one file.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/ls.</remarks>
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
    /// <remarks>v2: GET /filesystem/{system_name}/ops/stat.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileStat> StatAsync(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => Backend.Stat(systemName, path, dereference, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="StatAsync"/>
    public virtual FileStat Stat(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => Backend.Stat(systemName, path, dereference, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads the beginning of a text file: ten lines, or what the window says.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/head.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the server's limit.</exception>
    public virtual Task<string> HeadAsync(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Head(systemName, path, window, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="HeadAsync"/>
    public virtual string Head(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Head(systemName, path, window, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads the end of a text file: ten lines, or what the window says.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/tail.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the server's limit.</exception>
    public virtual Task<string> TailAsync(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Tail(systemName, path, window, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="TailAsync"/>
    public virtual string Tail(string systemName, RemotePath path, ReadWindow? window = null, CancellationToken cancellationToken = default)
        => Backend.Tail(systemName, path, window, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Reads a whole text file as UTF-8.</summary>
    /// <remarks>v2: GET /filesystem/{system_name}/ops/download, which unlike ops/view is exact for text that is not ASCII.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestNotSupportedException">The file is larger than the server's direct operations allow.</exception>
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
    /// <remarks>v2: POST /filesystem/{system_name}/ops/mkdir.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path exists, and <paramref name="createParents"/> is false.</exception>
    /// <exception cref="FirecrestNotFoundException">The directory above does not exist, and <paramref name="createParents"/> is false.</exception>
    public virtual Task MakeDirectoryAsync(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => Backend.MakeDirectory(systemName, path, createParents, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="MakeDirectoryAsync"/>
    public virtual void MakeDirectory(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => Backend.MakeDirectory(systemName, path, createParents, async: false, cancellationToken).EnsureCompleted();

    /// <summary>Deletes a file or link, or with <paramref name="recursive"/> a directory with everything in it.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path. <c>/</c>, the root of a file system and the home directory are always refused.</param>
    /// <param name="recursive">True to allow a directory. Default false.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>v2: DELETE /filesystem/{system_name}/ops/rm, after a look at what the path is.</remarks>
    /// <exception cref="FirecrestException">The path is a directory and <paramref name="recursive"/> is false, or it is one that is always refused.</exception>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task DeleteAsync(string systemName, RemotePath path, bool recursive = false, CancellationToken cancellationToken = default)
        => Backend.Delete(systemName, path, recursive, async: true, cancellationToken).AsTask();

    /// <inheritdoc cref="DeleteAsync"/>
    public virtual void Delete(string systemName, RemotePath path, bool recursive = false, CancellationToken cancellationToken = default)
        => Backend.Delete(systemName, path, recursive, async: false, cancellationToken).EnsureCompleted();
}
