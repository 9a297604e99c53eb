using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Removes a path after a look at what it is: the server's own rm takes directories with everything in them, without asking.</summary>
internal sealed class GuardedDelete(FirecrestPipeline pipeline, SystemCache systems, string systemName, RemotePath path)
{
    public async ValueTask Run(bool recursive, bool async, CancellationToken cancellationToken)
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
            await CheckDirectory(target, recursive, async, cancellationToken).ConfigureAwait(false);
        }

        await pipeline.SendCore(FilesystemRequests.Remove(systemName, target), async, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckDirectory(RemotePath target, bool recursive, bool async, CancellationToken cancellationToken)
    {
        if (!recursive)
        {
            throw new FirecrestException($"{target} is a directory; it is deleted with everything in it only with recursive: true. Nothing was deleted.");
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
