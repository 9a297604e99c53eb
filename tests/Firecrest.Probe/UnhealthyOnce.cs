using System.Net;

namespace Firecrest.Probe;

/// <summary>Answers the next request as a server whose health check has failed; passes all others on.</summary>
internal sealed class UnhealthyOnce() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private int _armed;

    public void Arm() => _armed = 1;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        => Refuse(request) ?? base.Send(request, cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Refuse(request) is { } refusal ? Task.FromResult(refusal) : base.SendAsync(request, cancellationToken);

    private HttpResponseMessage? Refuse(HttpRequestMessage request)
        => Interlocked.Exchange(ref _armed, 0) == 0
            ? null
            : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            {
                RequestMessage = request,
                Content = new ByteArrayContent("""{"errorType": "error", "message": "Cluster is unhealthy"}"""u8.ToArray()),
            };
}
