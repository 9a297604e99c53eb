using System.Net;

namespace Firecrest.Client.Async.Tests;

/// <summary>Answers some requests at random with a rate limit, an outage or a broken connection. The seed is fixed.</summary>
internal sealed class ChaosHandler(HttpMessageHandler inner, int faultsPerHundred) : DelegatingHandler(inner)
{
    private readonly Random _random = new(8);

    public bool IsOn { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = IsOn ? Next() : int.MaxValue;
        return number >= faultsPerHundred * 3 ? base.SendAsync(request, cancellationToken) : Task.FromResult((number % 3) switch
        {
            0 => RateLimit(),
            1 => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<html><title>Service Unavailable</title></html>") },
            _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset"),
        });
    }

    private int Next()
    {
        lock (_random)
        {
            return _random.Next(300);
        }
    }

    private static HttpResponseMessage RateLimit()
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("""{"message":"API rate limit exceeded"}""") };
        response.Headers.TryAddWithoutValidation("Retry-After", "1");
        return response;
    }
}
