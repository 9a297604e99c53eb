using Duende.IdentityModel.Client;
using Firecrest.Client.Authorization;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Gets tokens for a client id and secret (OAuth 2.0 client credentials), as service accounts of HPC sites have them.</summary>
/// <remarks>Holds no token: each client keeps and renews its own. Safe to share between clients and threads.</remarks>
/// <example><code>using var client = new FirecrestClient(url, new ClientCredentialsAuth(id, secret, tokenEndpoint));</code></example>
public sealed class ClientCredentialsAuth : IAuthorization
{
    private readonly OAuthClient _client;

    /// <summary>Uses a client id and secret.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ClientCredentialsAuth(string clientId, string clientSecret, Uri tokenEndpoint)
        : this(clientId, clientSecret, tokenEndpoint, new TokenRequestOptions())
    {
    }

    /// <summary>Uses a client id and secret, with settings.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ClientCredentialsAuth(string clientId, string clientSecret, Uri tokenEndpoint, TokenRequestOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        _client = new OAuthClient(clientId, clientSecret, tokenEndpoint, options);
    }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => RequestToken(context, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => RequestToken(context, async: true, cancellationToken);

    /// <summary>Names the client, never the secret.</summary>
    public override string ToString() => $"ClientCredentialsAuth ({_client})";

    private async ValueTask<AccessToken> RequestToken(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = new ClientCredentialsTokenRequest { Scope = _client.Scope };
        var grant = await _client.RequestToken(request, static (http, r, ct) => http.RequestClientCredentialsTokenAsync(r, ct), context, async, cancellationToken).ConfigureAwait(false);
        return grant.AccessToken;
    }
}
