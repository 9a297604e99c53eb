using System.Collections.Concurrent;
using Firecrest.Client.Http;

namespace Firecrest.Client.Pacing;

/// <summary>Keeps all requests of a client to the pace that the site asks for, each service by itself. As long as it asks for none, nothing waits.</summary>
internal sealed class RequestPacer(Clock clock, TimeSpan minInterval, TimeSpan longestWait) : RequestGate, IDisposable
{
    private readonly ConcurrentDictionary<string, ServicePace> _services = new(StringComparer.Ordinal);
    private readonly AsyncLocal<bool> _isPoll = new();

    /// <summary>Marks the requests of the asynchronous method that calls this as polls, which users' calls overtake.</summary>
    public void BeginPoll() => _isPoll.Value = true;

    /// <summary>Whether the asynchronous method that asks works for a poll.</summary>
    public bool IsPoll => _isPoll.Value;

    public override ValueTask<TimeSpan> Enter(string path, int attempt, bool async, CancellationToken cancellationToken)
    {
        var pace = PaceOf(path);
        var turn = TurnOrder.Of(IsPoll, attempt);
        return pace.TryPass(turn) ? default : async ? new(pace.Wait(turn, cancellationToken)) : pace.WaitHere(turn, cancellationToken);
    }

    public override void Leave(string path, HttpResponseMessage? response, TimeSpan lasted) => PaceOf(path).Leave(response, lasted);

    public void Dispose()
    {
        foreach (var pace in _services.Values)
        {
            pace.Dispose();
        }
    }

    private ServicePace PaceOf(string path)
    {
        var end = path.AsSpan().IndexOfAny('/', '?');
        return _services.GetOrAdd(end < 0 ? path : path[..end], static (_, pacer) => pacer.CreatePace(), this);
    }

    private ServicePace CreatePace() => new(clock, minInterval, longestWait);
}
