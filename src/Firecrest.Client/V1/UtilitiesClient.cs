using System.Runtime.CompilerServices;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Files, by operations that the server carries out at once within its size and time limits.</summary>
/// <remarks>A path with one of <c>&lt; &gt; | ; " ' &amp; \ ( ) `</c> or a control character is refused: the server takes none.</remarks>
public class UtilitiesClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected UtilitiesClient() => _pipeline = null!;

    internal UtilitiesClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists a directory, or one file.</summary>
    /// <remarks>GET /utilities/ls.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<IReadOnlyList<FileEntry>> ListAsync(string systemName, RemotePath path, UtilitiesListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.List(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ListAsync"/>
    public virtual IReadOnlyList<FileEntry> List(string systemName, RemotePath path, UtilitiesListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.List(systemName, path, options), cancellationToken);

    /// <summary>Lists the names in a directory only.</summary>
    /// <remarks>GET /utilities/ls with <c>notListing</c>. With <see cref="UtilitiesListOptions.Unsorted"/> the names <c>.</c> and <c>..</c> are among them.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<IReadOnlyList<string>> ListNamesAsync(string systemName, RemotePath path, UtilitiesListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.ListNames(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="ListNamesAsync"/>
    public virtual IReadOnlyList<string> ListNames(string systemName, RemotePath path, UtilitiesListOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.ListNames(systemName, path, options), cancellationToken);

    /// <summary>Lists a directory page by page, each entry once, as it is read on.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="options">What to list; <see cref="UtilitiesListOptions.PageSize"/> is 500 by default here, and <see cref="UtilitiesListOptions.PageNumber"/> where to begin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>GET /utilities/ls, one request for each page.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual async IAsyncEnumerable<FileEntry> EnumerateAsync(
        string systemName, RemotePath path, UtilitiesListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pages = new ListingPages(_pipeline, systemName, path, options);
        while (await pages.Next(async: true, cancellationToken).ConfigureAwait(false) is { } page)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc cref="EnumerateAsync"/>
    public virtual IEnumerable<FileEntry> Enumerate(string systemName, RemotePath path, UtilitiesListOptions? options = null, CancellationToken cancellationToken = default)
    {
        var pages = new ListingPages(_pipeline, systemName, path, options);
        while (pages.Next(async: false, cancellationToken).EnsureCompleted() is { } page)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Makes a directory; with <paramref name="createParents"/> also those above it, and then an existing one is fine.</summary>
    /// <remarks>POST /utilities/mkdir.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path exists.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    public virtual Task MakeDirectoryAsync(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <inheritdoc cref="MakeDirectoryAsync"/>
    public virtual void MakeDirectory(string systemName, RemotePath path, bool createParents = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.MakeDirectory(systemName, path, createParents), cancellationToken);

    /// <summary>Moves a file or directory; into the target where that is an existing directory. An existing file is replaced.</summary>
    /// <remarks>PUT /utilities/rename.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took longer than the server allows, five seconds by default; a part of it may be done.</exception>
    public virtual Task RenameAsync(string systemName, RemotePath source, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Rename(systemName, source, target), cancellationToken);

    /// <inheritdoc cref="RenameAsync"/>
    public virtual void Rename(string systemName, RemotePath source, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Rename(systemName, source, target), cancellationToken);

    /// <summary>Copies a file, or a directory with everything in it, links as links; into the target where that is an existing directory. An existing file is replaced.</summary>
    /// <remarks>POST /utilities/copy.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took longer than the server allows, five seconds by default; a part of it may be done.</exception>
    public virtual Task CopyAsync(string systemName, RemotePath source, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Copy(systemName, source, target), cancellationToken);

    /// <inheritdoc cref="CopyAsync"/>
    public virtual void Copy(string systemName, RemotePath source, RemotePath target, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Copy(systemName, source, target), cancellationToken);

    /// <summary>Changes permissions.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="mode">The mode as <c>chmod</c> takes it: <c>640</c>, <c>u+x</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What <c>chmod -v</c> says.</returns>
    /// <remarks>PUT /utilities/chmod.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    public virtual Task<string> ChangeModeAsync(string systemName, RemotePath path, string mode, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.ChangeMode(systemName, path, mode), cancellationToken);

    /// <inheritdoc cref="ChangeModeAsync"/>
    public virtual string ChangeMode(string systemName, RemotePath path, string mode, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.ChangeMode(systemName, path, mode), cancellationToken);

    /// <summary>Changes the owner, the group, or both; null leaves one as it is.</summary>
    /// <returns>What <c>chown -v</c> says.</returns>
    /// <remarks>PUT /utilities/chown.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    public virtual Task<string> ChangeOwnerAsync(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.ChangeOwner(systemName, path, owner, group), cancellationToken);

    /// <inheritdoc cref="ChangeOwnerAsync"/>
    public virtual string ChangeOwner(string systemName, RemotePath path, string? owner = null, string? group = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.ChangeOwner(systemName, path, owner, group), cancellationToken);

    /// <summary>Tells what a file's content seems to be, in the words of the command <c>file</c>: <c>ASCII text</c>.</summary>
    /// <remarks>GET /utilities/file.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<string> GetFileTypeAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.GetFileType(systemName, path), cancellationToken);

    /// <inheritdoc cref="GetFileTypeAsync"/>
    public virtual string GetFileType(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.GetFileType(systemName, path), cancellationToken);

    /// <summary>Reads what the file system knows of a file; with <paramref name="dereference"/>, of the file that a link points to.</summary>
    /// <remarks>GET /utilities/stat. Servers before 1.16 tell the permissions only, so that <see cref="FileStat.Type"/> is <c>?</c>.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    public virtual Task<FileStat> StatAsync(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <inheritdoc cref="StatAsync"/>
    public virtual FileStat Stat(string systemName, RemotePath path, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Stat(systemName, path, dereference), cancellationToken);

    /// <summary>Makes a symbolic link, which may point to nothing.</summary>
    /// <remarks>POST /utilities/symlink.</remarks>
    /// <exception cref="FirecrestAlreadyExistsException">The path of the link exists.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    public virtual Task CreateSymbolicLinkAsync(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.CreateSymbolicLink(systemName, target, linkPath), cancellationToken);

    /// <inheritdoc cref="CreateSymbolicLinkAsync"/>
    public virtual void CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.CreateSymbolicLink(systemName, target, linkPath), cancellationToken);

    /// <summary>Reads the beginning of a text file.</summary>
    /// <remarks>GET /utilities/head.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the 5 MiB that the server carries at once.</exception>
    public virtual Task<string> HeadAsync(string systemName, RemotePath path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Head(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="HeadAsync"/>
    public virtual string Head(string systemName, RemotePath path, HeadOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Head(systemName, path, options), cancellationToken);

    /// <summary>Reads the end of a text file.</summary>
    /// <remarks>GET /utilities/tail.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The part is larger than the 5 MiB that the server carries at once.</exception>
    public virtual Task<string> TailAsync(string systemName, RemotePath path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Tail(systemName, path, options), cancellationToken);

    /// <inheritdoc cref="TailAsync"/>
    public virtual string Tail(string systemName, RemotePath path, TailOptions? options = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Tail(systemName, path, options), cancellationToken);

    /// <summary>Reads the first <em>ten lines</em> of a text file.</summary>
    /// <remarks>GET /utilities/view, which the server's documentation calls the content of the file; <see cref="FirecrestClient.ViewAsync"/> gives that. Refused for files above 5 MiB.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The file is above 5 MiB.</exception>
    public virtual Task<string> ViewAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.View(systemName, path), cancellationToken);

    /// <inheritdoc cref="ViewAsync"/>
    public virtual string View(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.View(systemName, path), cancellationToken);

    /// <summary>Computes the SHA-256 of a file's content.</summary>
    /// <remarks>GET /utilities/checksum.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">The file is too large for the time limit.</exception>
    public virtual Task<FileChecksum> ChecksumAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Checksum(systemName, path), cancellationToken);

    /// <inheritdoc cref="ChecksumAsync"/>
    public virtual FileChecksum Checksum(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Checksum(systemName, path), cancellationToken);

    /// <summary>Tells the name of the user that the token stands for.</summary>
    /// <remarks>GET /utilities/whoami.</remarks>
    /// <exception cref="FirecrestPermissionException">The system does not know the user.</exception>
    public virtual Task<string> GetUserNameAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.GetUserName(systemName), cancellationToken);

    /// <inheritdoc cref="GetUserNameAsync"/>
    public virtual string GetUserName(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.GetUserName(systemName), cancellationToken);

    /// <summary>Tells the user that the token stands for, with groups.</summary>
    /// <remarks>GET /utilities/whoami with <c>groups</c>. Servers before 1.15 tell the name only; numbers and groups are empty then.</remarks>
    /// <exception cref="FirecrestPermissionException">The system does not know the user.</exception>
    public virtual Task<UserInfo> GetUserInfoAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.GetUserInfo(systemName), cancellationToken);

    /// <inheritdoc cref="GetUserInfoAsync"/>
    public virtual UserInfo GetUserInfo(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.GetUserInfo(systemName), cancellationToken);

    /// <summary>Uploads a small file into a directory; a file of that name is overwritten.</summary>
    /// <remarks>POST /utilities/upload. The whole request may have 5 MiB, so the file a little less. The bytes are not copied: leave them alone until the upload is over.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The content is too large.</exception>
    public virtual Task UploadAsync(string systemName, RemotePath directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <inheritdoc cref="UploadAsync"/>
    public virtual void Upload(string systemName, RemotePath directory, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Upload(systemName, directory, fileName, UploadSource.FromBytes(content, fileName)), cancellationToken);

    /// <summary>Downloads a small file.</summary>
    /// <remarks>GET /utilities/download. Fails from 3.75 MiB on, since the server carries the file as base64, though it states a limit of 5 MiB. Of devices it answers with nothing.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestTooLargeException">The file is too large.</exception>
    public virtual Task<byte[]> DownloadAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Download(systemName, path), cancellationToken);

    /// <inheritdoc cref="DownloadAsync"/>
    public virtual byte[] Download(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Download(systemName, path), cancellationToken);

    /// <summary>Makes a tar archive, compressed by gzip, of a file or directory. FirecREST 1.16 and later.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="source">What is compressed.</param>
    /// <param name="target">The archive.</param>
    /// <param name="dereference">True to take what links point to instead of the links. Default false.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>POST /utilities/compress.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took longer than the server allows, five seconds by default; a part of it may be done.</exception>
    public virtual Task CompressAsync(string systemName, RemotePath source, RemotePath target, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Compress(systemName, source, target, dereference), cancellationToken);

    /// <inheritdoc cref="CompressAsync"/>
    public virtual void Compress(string systemName, RemotePath source, RemotePath target, bool dereference = false, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Compress(systemName, source, target, dereference), cancellationToken);

    /// <summary>Takes an archive apart into a directory that exists. FirecREST 1.16 and later.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="targetDirectory">The directory.</param>
    /// <param name="type">What the archive is; null, the default, goes by its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>POST /utilities/extract.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took longer than the server allows, five seconds by default; a part of it may be done.</exception>
    public virtual Task ExtractAsync(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType? type = null, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Extract(systemName, archive, targetDirectory, type ?? ArchiveType.Auto), cancellationToken);

    /// <inheritdoc cref="ExtractAsync"/>
    public virtual void Extract(string systemName, RemotePath archive, RemotePath targetDirectory, ArchiveType? type = null, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Extract(systemName, archive, targetDirectory, type ?? ArchiveType.Auto), cancellationToken);

    /// <summary>Removes a file, a link, or a directory <em>with everything in it</em>, without asking.</summary>
    /// <remarks>DELETE /utilities/rm. <see cref="FirecrestClient.DeleteAsync"/> has safeguards.</remarks>
    /// <exception cref="FirecrestNotFoundException">There is no such file or system.</exception>
    /// <exception cref="FirecrestPermissionException">The user may not do that there.</exception>
    /// <exception cref="FirecrestCommandTimeoutException">It took longer than the server allows, five seconds by default; a part of it may be done.</exception>
    public virtual Task RemoveAsync(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(UtilitiesRequests.Remove(systemName, path), cancellationToken);

    /// <inheritdoc cref="RemoveAsync"/>
    public virtual void Remove(string systemName, RemotePath path, CancellationToken cancellationToken = default)
        => _pipeline.Send(UtilitiesRequests.Remove(systemName, path), cancellationToken);
}
