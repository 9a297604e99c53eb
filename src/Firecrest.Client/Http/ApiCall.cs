using Firecrest.Client.Diagnostics;

namespace Firecrest.Client.Http;

/// <summary>One logical call on its way: its request, mode and count of attempts.</summary>
internal sealed class ApiCall<T>(ApiRequest<T> request, bool async, CancellationToken cancellationToken) : IRetriedCall
{
    public ApiRequest<T> Request => request;

    public bool Async => async;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The same for all attempts, so that the server's log shows what belongs together.</summary>
    public string RequestId { get; } = Http.RequestId.Create();

    public long Started { get; init; }

    public CallObservation? Observation { get; init; }

    public int Attempts { get; set; }

    public TimeSpan Delay { get; set; }

    public RequestFacts Facts => new(request.Method, "/" + request.Path, request.Kind, Attempts) { RequestId = RequestId };
}

/// <summary>What the retry policy needs to know of a call.</summary>
internal interface IRetriedCall
{
    bool Async { get; }

    long Started { get; }

    /// <summary>What the call tells of itself; null when nobody listens.</summary>
    CallObservation? Observation { get; }

    /// <summary>The wait before the next attempt.</summary>
    TimeSpan Delay { get; set; }

    RequestFacts Facts { get; }
}

/// <summary>What an error message says about the request it is about.</summary>
internal sealed record RequestFacts(HttpMethod Method, string Path, OperationKind Kind, int Attempts)
{
    public string? RequestId { get; init; }
}
