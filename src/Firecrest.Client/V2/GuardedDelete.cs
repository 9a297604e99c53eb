using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Looks at what a path is before it is removed: the server's own rm takes directories with everything in them, without asking.</summary>
internal sealed class GuardedDelete(FirecrestPipeline pipeline, SystemCache systems, string systemName, RemotePath path, bool recursive)
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
        var stat = await pipeline.SendCore(FilesystemRequests.Stat(systemName, target, dereference: false), async, cancellationToken).ConfigureAwait(false);
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

        var system = await systems.Find(systemName, async, cancellationToken).ConfigureAwait(false);
        var user = await pipeline.SendCore(StatusRequests.GetUserInfo(systemName), async, cancellationToken).ConfigureAwait(false);
        foreach (var root in (system?.FileSystems ?? []).Select(fileSystem => fileSystem.Path.Normalize()))
        {
            if (target.Contains(root))
            {
                throw new FirecrestException($"{target} is or holds the root of a file system of {systemName}, which is never deleted.");
            }

            // FirecREST itself takes {file system}/{user} for the home directory.
            if (target == root / user.User.Name)
            {
                throw new FirecrestException($"{target} is the home directory of {user.User.Name}, which is never deleted. Delete what is in it instead.");
            }
        }
    }
}
