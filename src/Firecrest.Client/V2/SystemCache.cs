using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Remembers the systems, whose limits and paths hardly change, for a while.</summary>
internal sealed class SystemCache(FirecrestPipeline pipeline)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private volatile Snapshot? _snapshot;

    /// <summary>The system, or null when the server does not list it: then the server says so itself in the operation's answer.</summary>
    public async ValueTask<SystemInfo?> Find(string systemName, bool async, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot is null || !IsFresh(snapshot))
        {
            var systems = await pipeline.SendCore(StatusRequests.GetSystems(), async, cancellationToken).ConfigureAwait(false);
            _snapshot = snapshot = new Snapshot(systems, pipeline.Clock.Timestamp);
        }

        return Find(snapshot.Systems, systemName);
    }

    /// <summary>By name without regard to case, which the server ignores too.</summary>
    public static SystemInfo? Find(IReadOnlyList<SystemInfo> systems, string systemName)
        => systems.FirstOrDefault(system => string.Equals(system.Name, systemName, StringComparison.OrdinalIgnoreCase));

    public async ValueTask<long> GetDirectLimit(string systemName, bool async, CancellationToken cancellationToken)
        => (await Find(systemName, async, cancellationToken).ConfigureAwait(false))?.DirectLimit ?? SystemInfo.DefaultDirectLimit;

    private bool IsFresh(Snapshot snapshot) => pipeline.Clock.Since(snapshot.Taken) < Life;

    private sealed record Snapshot(IReadOnlyList<SystemInfo> Systems, long Taken);
}
