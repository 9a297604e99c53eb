using System.Collections.Concurrent;
using Firecrest.Client.Diagnostics;
using Firecrest.Client.Http;
using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Pacing;

/// <summary>Keeps all requests of a client to the pace that the site asks for, each service by itself. As long as it asks for none, nothing waits.</summary>
internal sealed class RequestPacer(Clock clock, ILogger logger, TimeSpan minInterval, TimeSpan longestWait) : RequestGate, IDisposable
{
    private readonly ConcurrentDictionary<string, ServicePace> _services = new(StringComparer.Ordinal);
    private readonly AsyncLocal<bool> _isPoll = new();

    /// <summary>Marks the requests of the asynchronous method that calls this as polls, which users' calls overtake.</summary>
    public void BeginPoll() => _isPoll.Value = true;

    public override ValueTask Enter(string path, int attempt, bool async, CancellationToken cancellationToken)
    {
        var pace = PaceOf(path);
        var turn = TurnOrder.Of(_isPoll.Value, attempt);
        return pace.TryPass(turn) ? default : Wait(path, pace, turn, async, cancellationToken);
    }

    public override void Leave(string path, HttpResponseMessage? response) => PaceOf(path).Leave(response);

    public void Dispose()
    {
        foreach (var pace in _services.Values)
        {
            pace.Dispose();
        }
    }

    private async ValueTask Wait(string path, ServicePace pace, TurnOrder turn, bool async, CancellationToken cancellationToken)
    {
        var began = clock.Timestamp;
        if (async)
        {
            await pace.Wait(turn, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await pace.WaitHere(turn, cancellationToken).ConfigureAwait(false);
        }

        var waited = clock.Since(began);
        FirecrestTelemetry.ThrottleDelay.Record(waited.TotalSeconds, new KeyValuePair<string, object?>(FirecrestTelemetry.Tags.ThrottleCause, FirecrestTelemetry.ThrottleCauses.Pace));
        Log.Throttled(logger, ServiceOf(path), waited);
    }

    private ServicePace PaceOf(string path) => _services.GetOrAdd(ServiceOf(path), static (_, pacer) => pacer.CreatePace(), this);

    private static string ServiceOf(string path)
    {
        var end = path.AsSpan().IndexOfAny('/', '?');
        return end < 0 ? path : path[..end];
    }

    private ServicePace CreatePace() => new(clock, minInterval, longestWait);
}
