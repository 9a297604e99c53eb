using System.Globalization;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Remembers the settings of the server, which hardly change, for a while. A server that does not tell them has the usual ones.</summary>
internal sealed class V1Settings(FirecrestPipeline pipeline)
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private volatile Snapshot? _snapshot;

    /// <summary>The size in bytes that the whole request of an upload may have.</summary>
    public async ValueTask<long> GetUploadLimit(bool async, CancellationToken cancellationToken)
    {
        var settings = await GetParameters(async, cancellationToken).ConfigureAwait(false);
        return double.TryParse(settings.Find("UTILITIES_MAX_FILE_SIZE"), NumberStyles.Float, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes is > 0 and < int.MaxValue
            ? (long)(mebibytes * Mebibyte)
            : SystemInfo.DefaultDirectLimit;
    }

    /// <summary>What a command on the system may say, in bytes: no more than the window of the connection to it, whatever the server is set to.</summary>
    public async ValueTask<long> GetOutputLimit(bool async, CancellationToken cancellationToken)
        => Math.Min(await GetUploadLimit(async, cancellationToken).ConfigureAwait(false), SystemInfo.DefaultDirectLimit);

    public async ValueTask<IReadOnlyList<RemotePath>> GetRoots(string systemName, bool async, CancellationToken cancellationToken)
        => (await GetParameters(async, cancellationToken).ConfigureAwait(false)).FileSystems.GetValueOrDefault(systemName, []);

    /// <summary>The settings; empty when the server does not tell them.</summary>
    public async ValueTask<ServerParameters> GetParameters(bool async, CancellationToken cancellationToken)
    {
        if (_snapshot is { } snapshot && pipeline.Clock.Since(snapshot.Taken) < Life)
        {
            return snapshot.Settings;
        }

        try
        {
            return Remember(await pipeline.SendCore(StatusRequests.GetParameters(null), async, cancellationToken).ConfigureAwait(false));
        }
        catch (FirecrestApiException exception) when (exception is not FirecrestUnauthorizedException)
        {
            // Sites close this address, and old servers do not have it.
            return exception.Outcome == OutcomeClass.Refused ? Remember(new()) : new();
        }
    }

    private ServerParameters Remember(ServerParameters settings)
    {
        _snapshot = new(settings, pipeline.Clock.Timestamp);
        if (settings.ServerVersion is { } version)
        {
            pipeline.LearnServerVersion(version);
        }

        return settings;
    }

    private sealed record Snapshot(ServerParameters Settings, long Taken);
}
