using Firecrest.Client;

namespace Firecrest.Testing;

/// <summary>Makes clients over a <see cref="StubHandler"/>.</summary>
internal static class TestClient
{
    public static readonly Uri Address = new("https://firecrest.example/");

    public static FirecrestClient Create(HttpMessageHandler handler, TimeProvider? time = null, IAuthorization? authorization = null, RetryOptions? retry = null)
        => new(Address, authorization ?? new StaticTokenAuth("test-token"), Options(handler, time, retry));

    public static FirecrestClientOptions Options(HttpMessageHandler handler, TimeProvider? time = null, RetryOptions? retry = null) => new()
    {
        HttpClient = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan },
        TimeProvider = time ?? new InstantTime(),
        NetworkTimeout = InstantTime.NeverStrikes,
        Retry = retry ?? new RetryOptions(),
    };
}
