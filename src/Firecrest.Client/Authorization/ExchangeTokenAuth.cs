using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Firecrest.Client.Authorization;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Exchanges somebody's token for one that FirecREST takes (RFC 8693): how a portal works on behalf of its user.</summary>
/// <remarks>The audience, where the provider wants one, goes into <see cref="TokenRequestOptions.ExtraParameters"/> as <c>audience</c>.</remarks>
public sealed class ExchangeTokenAuth : IAuthorization
{
    private readonly OAuthClient _client;
    private readonly IAuthorization _subject;

    /// <summary>Exchanges the tokens of a subject.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ExchangeTokenAuth(string clientId, string? clientSecret, IAuthorization subject, Uri tokenEndpoint)
        : this(clientId, clientSecret, subject, tokenEndpoint, new TokenRequestOptions())
    {
    }

    /// <summary>Exchanges the tokens of a subject, with settings.</summary>
    /// <param name="clientId">The client that may exchange tokens: the portal.</param>
    /// <param name="clientSecret">Its secret; null for a public client.</param>
    /// <param name="subject">Where the user's own tokens come from; asked at each exchange.</param>
    /// <param name="tokenEndpoint">The token endpoint of the identity provider.</param>
    /// <param name="options">Settings, which are copied.</param>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public ExchangeTokenAuth(string clientId, string? clientSecret, IAuthorization subject, Uri tokenEndpoint, TokenRequestOptions options)
    {
        ArgumentNullException.ThrowIfNull(subject);
        _client = new OAuthClient(clientId, clientSecret, tokenEndpoint, options);
        _subject = subject;
    }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Exchange(context, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Exchange(context, async: true, cancellationToken);

    /// <summary>Names the client, never a token.</summary>
    public override string ToString() => $"ExchangeTokenAuth ({_client})";

    private async ValueTask<AccessToken> Exchange(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var subject = async
            ? await _subject.GetAccessTokenAsync(context, cancellationToken).ConfigureAwait(false)
            : _subject.GetAccessToken(context, cancellationToken);
        var request = new TokenExchangeTokenRequest
        {
            SubjectToken = subject.Value,
            SubjectTokenType = OidcConstants.TokenTypeIdentifiers.AccessToken,
            Scope = _client.Scope,
        };
        var grant = await _client.RequestToken(request, static (http, r, ct) => http.RequestTokenExchangeTokenAsync(r, ct), context, async, cancellationToken).ConfigureAwait(false);
        return grant.AccessToken;
    }
}
