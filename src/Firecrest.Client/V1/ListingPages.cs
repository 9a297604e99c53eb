using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Reads a directory page by page until there is nothing new.</summary>
/// <remarks>To a page behind the last one the server answers with the whole list, so that a page that is not full, or too full, or tells nothing new is the last.</remarks>
internal sealed class ListingPages(FirecrestPipeline pipeline, string systemName, RemotePath path, UtilitiesListOptions? options)
{
    /// <summary>Few requests for a large directory, and each well within the server's limits of size and time.</summary>
    private const int DefaultSize = 500;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly int _size = options?.PageSize ?? DefaultSize;
    private int? _next = options?.PageNumber ?? 1;

    /// <summary>What is new on the next page; null after the last.</summary>
    public async ValueTask<IReadOnlyList<FileEntry>?> Next(bool async, CancellationToken cancellationToken)
    {
        if (_next is not { } number)
        {
            return null;
        }

        var request = UtilitiesRequests.List(systemName, path, (options ?? new()) with { PageSize = _size, PageNumber = number });
        var page = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
        FileEntry[] fresh = [.. page.Where(entry => _seen.Add(entry.Name))];
        _next = page.Count == _size && fresh.Length > 0 ? number + 1 : null;
        return fresh.Length > 0 ? fresh : null;
    }
}
