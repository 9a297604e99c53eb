using System.Net;
using System.Text;

namespace Firecrest.Testing;

/// <summary>Answers requests in process, in both modes, and keeps what was asked.</summary>
internal sealed class StubHandler(Func<StubRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<StubRequest> _requests = [];

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<StubRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Answers the requests one after the other; the last answer is repeated.</summary>
    public static StubHandler Sequence(params Func<HttpResponseMessage>[] answers)
    {
        var next = -1;
        return new StubHandler(_ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]());
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK)
        => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = new StreamReader(request.Content?.ReadAsStream(cancellationToken) ?? Stream.Null);
        var seen = new StubRequest(
            request.Method.Method, request.RequestUri!, reader.ReadToEnd(), request.Version,
            request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        lock (_requests)
        {
            _requests.Add(seen);
        }

        var response = answer(seen);
        response.RequestMessage = request;
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Task.Run(() => Send(request, cancellationToken), cancellationToken);
}

/// <summary>A request that reached a <see cref="StubHandler"/>.</summary>
internal sealed record StubRequest(string Method, Uri Uri, string Body, Version Version, IReadOnlyDictionary<string, string> Headers)
{
    public string PathAndQuery => Uri.PathAndQuery;
}
