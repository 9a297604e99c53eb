using Firecrest.Client.Jobs;

namespace Firecrest.Client;

public partial class AsyncFirecrestClient
{
    /// <summary>Uploads many files, several at a time; that one of them fails does not stop the others.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="files">The files, which are taken as they are needed.</param>
    /// <param name="cancellationToken">Gives up; parts of files may have been written.</param>
    /// <inheritdoc cref="ForEachFileAsync" path="/returns|/remarks"/>
    public virtual IAsyncEnumerable<FileResult<FilePair>> UploadManyAsync(string systemName, IEnumerable<FilePair> files, CancellationToken cancellationToken = default)
        => ForEachFileAsync(files, (file, token) => UploadAsync(systemName, file.LocalPath, file.RemotePath, token), cancellationToken);

    /// <summary>Downloads many files, several at a time; that one of them fails does not stop the others.</summary>
    /// <param name="systemName">The system.</param>
    /// <param name="files">The files, which are taken as they are needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="ForEachFileAsync" path="/returns|/remarks"/>
    public virtual IAsyncEnumerable<FileResult<FilePair>> DownloadManyAsync(string systemName, IEnumerable<FilePair> files, CancellationToken cancellationToken = default)
        => ForEachFileAsync(files, (file, token) => DownloadAsync(systemName, file.RemotePath, file.LocalPath, token), cancellationToken);

    /// <summary>Does something with each of many files, several at a time; that one of them fails does not stop the others.</summary>
    /// <typeparam name="T">What tells the files: a path, or a <see cref="FilePair"/>.</typeparam>
    /// <param name="files">The files, which are taken as they are needed.</param>
    /// <param name="operation">What to do, for instance <c>(path, token) => client.DeleteAsync("daint", path, cancellationToken: token)</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of each file, in the order given. The work begins with the enumeration, and ends with it: enumerate it to its end.</returns>
    /// <remarks>All of them together keep to <see cref="AsyncClientOptions.MaxConcurrentFiles"/>, so that the operation must not begin another one in here.</remarks>
    public virtual IAsyncEnumerable<FileResult<T>> ForEachFileAsync<T>(IEnumerable<T> files, Func<T, CancellationToken, Task> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(operation);
        return (_files ?? throw NotMade()).InOrder(files, (file, _, token) => TryRun(file, operation, token), cancellationToken);
    }

    private static async Task<FileResult<T>> TryRun<T>(T file, Func<T, CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        try
        {
            await operation(file, cancellationToken).ConfigureAwait(false);
            return new(file, null);
        }
        catch (Exception failure) when (BoundedRuns.IsOfOne(failure, cancellationToken))
        {
            return new(file, failure);
        }
    }
}
