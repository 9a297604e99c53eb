using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>A link of a harmless name, for a file whose own name the server would damage.</summary>
internal static class RemoteLink
{
    /// <summary>Makes it in the user's directory of some file system, or beside the file.</summary>
    public static async ValueTask<RemotePath> Create(FirecrestPipeline pipeline, V1Files files, string systemName, RemotePath source, bool async, CancellationToken cancellationToken)
    {
        source.ForRequest(nameof(source));
        var roots = await files.GetRoots(systemName, async, cancellationToken).ConfigureAwait(false);
        var user = await files.GetUserName(systemName, async, cancellationToken).ConfigureAwait(false);
        FirecrestApiException? failure = null;
        foreach (var directory in roots.Select(root => root / user).Append(source.Parent).Where(StorageRequests.CanDownload))
        {
            var link = directory / $".firecrest-{Guid.NewGuid():N}";
            try
            {
                await pipeline.SendCore(UtilitiesRequests.CreateSymbolicLink(systemName, source, link), async, cancellationToken).ConfigureAwait(false);
                return link;
            }
            catch (FirecrestApiException exception) when (exception is FirecrestNotFoundException or FirecrestPermissionException)
            {
                failure = exception;
            }
        }

        throw new FirecrestException($"{systemName}:{source} has a name that FirecREST v1 would damage, and there is no directory in which a link with another one can be made. Rename the file.", failure);
    }

    public static async ValueTask Remove(FirecrestPipeline pipeline, string systemName, RemotePath link, bool async, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendCore(UtilitiesRequests.Remove(systemName, link), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestNotFoundException)
        {
            // An earlier run removed it.
        }
        catch (FirecrestException failure)
        {
            Log.NotRemoved(pipeline.Logger, systemName, link, failure.Message);
        }
    }
}
