using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>Makes clients of FirecREST v1 over a <see cref="StubHandler"/>; without repetitions unless they are asked for.</summary>
internal static class V1Client
{
    public static FirecrestClient Over(HttpMessageHandler handler, RetryOptions? retry = null, TimeProvider? time = null)
    {
        var options = TestClient.Options(handler, time, retry ?? new RetryOptions { MaxRetries = 0 });
        options.ApiVersion = FirecrestApiVersion.V1;
        return new(TestClient.Address, new StaticTokenAuth("test-token"), options);
    }
}
