namespace Firecrest.Client.Http;

/// <summary>Makes the connections that a client owns.</summary>
internal static class Connections
{
    /// <summary>Long enough to be reused, short enough to follow a change of DNS.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static HttpClient Create() => new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    private static SocketsHttpHandler CreateHandler() => new()
    {
        // A redirect would drop or forward credentials; ErrorReader reports it.
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = Lifetime,
        UseCookies = false,
    };
}
