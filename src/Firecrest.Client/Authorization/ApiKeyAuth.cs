namespace Firecrest.Client;

/// <summary>A key in a header of its own, as the gateways of some sites take it for service accounts.</summary>
public sealed class ApiKeyAuth : IAuthorization
{
    private readonly AccessToken _key;

    /// <summary>Sends a key with every request.</summary>
    /// <param name="key">The key.</param>
    /// <param name="headerName">The header that carries it.</param>
    public ApiKeyAuth(string key, string headerName = "X-API-Key")
    {
        _key = new AccessToken(key, scheme: "", headerName: headerName);
        HeaderName = headerName;
    }

    /// <summary>The header that carries the key.</summary>
    public string HeaderName { get; }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default) => _key;

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(_key);
}
