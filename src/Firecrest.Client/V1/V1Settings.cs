using System.Text.Json;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1;

/// <summary>Remembers the settings of the server, which hardly change, for a while. A server that does not tell them has the usual ones.</summary>
internal sealed class V1Settings(FirecrestPipeline pipeline)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private volatile Snapshot? _snapshot;

    /// <summary>The size in bytes that the whole request of an upload may have.</summary>
    public async ValueTask<long> GetUploadLimit(bool async, CancellationToken cancellationToken)
        => SettingsWire.ReadUtilitiesLimit(await Get(async, cancellationToken).ConfigureAwait(false)) ?? SystemInfo.DefaultDirectLimit;

    /// <summary>What a command on the system may say, in bytes: no more than the window of the connection to it, whatever the server is set to.</summary>
    public async ValueTask<long> GetOutputLimit(bool async, CancellationToken cancellationToken)
        => Math.Min(await GetUploadLimit(async, cancellationToken).ConfigureAwait(false), SystemInfo.DefaultDirectLimit);

    public async ValueTask<IReadOnlyList<RemotePath>> GetRoots(string systemName, bool async, CancellationToken cancellationToken)
        => [.. SettingsWire.ReadFileSystems(await Get(async, cancellationToken).ConfigureAwait(false))[systemName]];

    private async ValueTask<JsonElement> Get(bool async, CancellationToken cancellationToken)
    {
        if (_snapshot is { } snapshot && pipeline.Clock.Since(snapshot.Taken) < Life)
        {
            return snapshot.Settings;
        }

        try
        {
            var settings = await pipeline.SendCore(Request(), async, cancellationToken).ConfigureAwait(false);
            _snapshot = new(settings, pipeline.Clock.Timestamp);
            return settings;
        }
        catch (FirecrestApiException exception) when (exception is not FirecrestUnauthorizedException)
        {
            // Sites close this address, and old servers do not have it.
            if (exception.Outcome == OutcomeClass.Refused)
            {
                _snapshot = new(default, pipeline.Clock.Timestamp);
            }

            return default;
        }
    }

    private static ApiRequest<JsonElement> Request() => new()
    {
        Method = HttpMethod.Get,
        Path = "status/parameters",
        Kind = OperationKind.Read,
        Read = static body => JsonBody.ReadElement(body),
    };

    private sealed record Snapshot(JsonElement Settings, long Taken);
}
