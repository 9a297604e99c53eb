using Firecrest.Client.Files;
using Firecrest.Client.Transfers;

namespace Firecrest.Client.V1;

internal sealed partial class V1Backend
{
    public override ValueTask<IReadOnlyList<FileEntry>> List(string systemName, RemotePath path, ListOptions? options, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask MakeDirectory(string systemName, RemotePath path, bool createParents, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<string> GetFileType(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask ChangeMode(string systemName, RemotePath path, UnixFileMode mode, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask ChangeOwner(string systemName, RemotePath path, string? owner, string? group, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask CreateSymbolicLink(string systemName, RemotePath target, RemotePath linkPath, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override GrowingText OpenGrowing(string systemName, RemotePath path)
        => throw NotYet();

    public override ValueTask<bool> TryAtOnce(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<StartedFileJob> StartFileJob(string systemName, FileOperation operation, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<long> GetUploadLimit(string systemName, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask Upload(string systemName, UploadSource source, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    public override ValueTask<byte[]> Download(string systemName, RemotePath remotePath, bool async, CancellationToken cancellationToken)
        => throw NotYet();

    private static FirecrestNotSupportedException NotYet() => new("The file helpers do not work on FirecREST v1 yet.");
}
