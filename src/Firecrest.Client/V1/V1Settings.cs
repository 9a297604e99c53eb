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

    /// <summary>All of them; none when the server does not tell, or not in a form that can be read.</summary>
    public async ValueTask<ServerParameters> GetParameters(bool async, CancellationToken cancellationToken)
        => Read(await Get(async, cancellationToken).ConfigureAwait(false));

    private static ServerParameters Read(JsonElement settings)
    {
        try
        {
            return (settings.ValueKind == JsonValueKind.Object ? settings.Deserialize(V1Json.Default.StatusAnswerWireParameters)?.Out?.ToModel() : null) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

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
            if (Read(settings).ServerVersion is { } version)
            {
                pipeline.LearnServerVersion(version);
            }

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
