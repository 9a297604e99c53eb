using Duende.IdentityModel.Client;
using Firecrest.Client.Authorization;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Gets tokens for a client id and secret (OAuth 2.0 client credentials), as service accounts of HPC sites have them.</summary>
/// <remarks>Holds no token: each client keeps and renews its own. Safe to share between clients and threads.</remarks>
/// <example><code>using var client = new FirecrestClient(url, new ClientCredentialsAuth(id, secret, tokenEndpoint));</code></example>
public sealed class ClientCredentialsAuth : IAuthorization
{
    private readonly string _clientId;
    private readonly string _clientSecret;
    private readonly Uri _tokenEndpoint;
    private readonly ClientCredentialsOptions _options;

    /// <summary>Uses a client id and secret.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ClientCredentialsAuth(string clientId, string clientSecret, Uri tokenEndpoint)
        : this(clientId, clientSecret, tokenEndpoint, new ClientCredentialsOptions())
    {
    }

    /// <summary>Uses a client id and secret, with settings.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ClientCredentialsAuth(string clientId, string clientSecret, Uri tokenEndpoint, ClientCredentialsOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        ArgumentNullException.ThrowIfNull(options);
        ServerAddress.Check(tokenEndpoint, options.AllowInsecureHttp, nameof(tokenEndpoint));
        _clientId = clientId;
        _clientSecret = clientSecret;
        _tokenEndpoint = tokenEndpoint;
        _options = options with { ExtraParameters = new Dictionary<string, string>(options.ExtraParameters ?? new Dictionary<string, string>()) };
    }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => RequestToken(context, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => RequestToken(context, async: true, cancellationToken);

    /// <summary>Names the client, never the secret.</summary>
    public override string ToString() => $"ClientCredentialsAuth ({_clientId} at {_tokenEndpoint.Host})";

    private async ValueTask<AccessToken> RequestToken(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var request = new ClientCredentialsTokenRequest
        {
            Address = _tokenEndpoint.AbsoluteUri,
            ClientId = _clientId,
            ClientSecret = _clientSecret,
            ClientCredentialStyle = _options.SecretStyle == ClientSecretStyle.Basic ? ClientCredentialStyle.AuthorizationHeader : ClientCredentialStyle.PostBody,
            Scope = _options.Scope,
            Parameters = new Parameters(_options.ExtraParameters),
        };
        using var invoker = new TokenEndpointInvoker(context.HttpClient, async);

        // Expiry counts from before the request, so that a slow answer cannot make a token look younger than it is.
        var sent = context.TimeProvider.GetUtcNow();
        var response = await invoker.RequestClientCredentialsTokenAsync(request, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return TokenResponseReader.Read(response, _tokenEndpoint, _clientId, sent);
    }
}
