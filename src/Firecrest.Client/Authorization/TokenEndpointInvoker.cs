using System.Net;

namespace Firecrest.Client.Authorization;

/// <summary>Lets Duende.IdentityModel, which is asynchronous only, send over a connection in either mode.</summary>
internal sealed class TokenEndpointInvoker(HttpClient http, bool async) : HttpMessageInvoker(new Handler(http, async))
{
    private sealed class Handler(HttpClient http, bool async) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
            return http.Send(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (async)
            {
                return http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            }

            try
            {
                return Task.FromResult(Send(request, cancellationToken));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                return Task.FromException<HttpResponseMessage>(exception);
            }
        }
    }
}
