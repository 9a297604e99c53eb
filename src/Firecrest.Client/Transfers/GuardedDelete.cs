using Firecrest.Client.Files;

namespace Firecrest.Client.Transfers;

/// <summary>Looks at what a path is before it is removed: the server's own rm takes directories with everything in them, without asking.</summary>
internal sealed class GuardedDelete(FileLook files, string systemName, RemotePath path, bool recursive)
{
    /// <summary>The path to remove; throws when it must not be.</summary>
    public async ValueTask<RemotePath> Check(bool async, CancellationToken cancellationToken)
    {
        var target = new RemotePath(path.ForRequest(nameof(path))).Normalize();
        if (target == RemotePath.Root)
        {
            throw new FirecrestException("The root directory is never deleted.");
        }

        // Of a link, the link itself counts: rm does not follow it once the trailing slash is gone.
        var stat = await files.Stat(systemName, target, dereference: false, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type == FileType.Directory)
        {
            await CheckDirectory(target, async, cancellationToken).ConfigureAwait(false);
        }

        return target;
    }

    private async ValueTask CheckDirectory(RemotePath target, bool async, CancellationToken cancellationToken)
    {
        if (!recursive)
        {
            throw new FirecrestException($"{target} is a directory; it is deleted with everything in it only with DeleteOptions.Recursive. Nothing was deleted.");
        }

        var roots = await files.GetRoots(systemName, async, cancellationToken).ConfigureAwait(false);
        var user = await files.GetUserName(systemName, async, cancellationToken).ConfigureAwait(false);
        if (roots.Count == 0 && (target.Parent == RemotePath.Root || target.Name == user))
        {
            throw new FirecrestException($"{target} may be the root of a file system or a home directory, which are never deleted; {systemName} does not tell its file systems. Delete what is in it instead.");
        }

        foreach (var root in roots.Select(root => root.Normalize()))
        {
            if (target.Contains(root))
            {
                throw new FirecrestException($"{target} is or holds the root of a file system of {systemName}, which is never deleted.");
            }

            // FirecREST itself takes {file system}/{user} for the home directory.
            if (target == root / user)
            {
                throw new FirecrestException($"{target} is the home directory of {user}, which is never deleted. Delete what is in it instead.");
            }
        }
    }
}
