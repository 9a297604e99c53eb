using Firecrest.Client.Http;

namespace Firecrest.Client.Files;

/// <summary>What the helpers that are more than one request ask of files, in the terms of one API generation.</summary>
internal abstract class FileLook(Clock clock)
{
    /// <summary>More than this is no text to look at; it would be hundreds of requests and one huge string.</summary>
    private const long LargestView = 256 * 1024 * 1024;

    public Clock Clock => clock;

    public abstract ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    /// <summary>The last lines of a text file.</summary>
    public abstract ValueTask<string> ReadEnd(string systemName, RemotePath path, long lines, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken);

    /// <summary>The paths of the system's file systems, as far as the server tells them.</summary>
    public abstract ValueTask<IReadOnlyList<RemotePath>> GetRoots(string systemName, bool async, CancellationToken cancellationToken);

    public abstract ValueTask<string> GetUserName(string systemName, bool async, CancellationToken cancellationToken);

    public async ValueTask<bool> Exists(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => await Look(systemName, path, async, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>What is there, links not followed; null when there is nothing.</summary>
    public ValueTask<FileStat?> Look(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Look(systemName, path, dereference: false, async, cancellationToken);

    /// <summary>What is there, or what a link there points to; null when there is nothing.</summary>
    public ValueTask<FileStat?> LookThrough(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Look(systemName, path, dereference: true, async, cancellationToken);

    /// <summary>Where a directory cannot be entered, the server searches the user's home instead of it.</summary>
    public async ValueTask CheckSearchable(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type != FileType.Directory)
        {
            throw new FirecrestException($"{systemName}:{path} is no directory; a MatchPattern chooses among the files of one.");
        }
    }

    public async ValueTask<string> View(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        using var content = await OpenRead(systemName, path, async, cancellationToken).ConfigureAwait(false);
        if (content.Length > LargestView)
        {
            throw new FirecrestNotSupportedException(
                $"{systemName}:{path} has {content.Length} bytes, more than the {LargestView} that are read as one text. Read parts of it by Head, Tail or OpenRead.");
        }

        var bytes = new byte[content.Length];
        if (async)
        {
            await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            content.ReadExactly(bytes);
        }

        return FileText.Decode(bytes);
    }

    public static FirecrestException IsDirectory(string systemName, RemotePath path) => new($"{systemName}:{path} is a directory; only files can be read.");

    /// <summary>The failure of a look at a path where there is nothing.</summary>
    protected abstract bool SaysThatNothingIsThere(FirecrestApiException failure);

    private async ValueTask<FileStat?> Look(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Stat(systemName, path, dereference, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (SaysThatNothingIsThere(exception))
        {
            return null;
        }
    }
}
