using Duende.IdentityModel.Client;
using Firecrest.Client.Authorization;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>Gets tokens for a refresh token, as a portal has after a user's login.</summary>
/// <remarks>Providers often give a new refresh token with each access token and end the old one; the newest is used, and told to <c>refreshTokenChanged</c>.
/// May be shared by clients, also in both modes: one request at a time is sent.</remarks>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.
public sealed class RefreshTokenAuth : IAuthorization
#pragma warning restore CA1001
{
    private readonly OAuthClient _client;
    private readonly Action<string>? _changed;

    /// <summary>For both modes and all clients: a refresh token that is used twice is taken for stolen by many providers.</summary>
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _refreshToken;

    /// <summary>Uses a refresh token.</summary>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public RefreshTokenAuth(string clientId, string? clientSecret, string refreshToken, Uri tokenEndpoint)
        : this(clientId, clientSecret, refreshToken, tokenEndpoint, new TokenRequestOptions())
    {
    }

    /// <summary>Uses a refresh token, with settings.</summary>
    /// <param name="clientId">The client that the refresh token was given to.</param>
    /// <param name="clientSecret">Its secret; null for a public client.</param>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="tokenEndpoint">The token endpoint of the identity provider.</param>
    /// <param name="options">Settings, which are copied.</param>
    /// <param name="refreshTokenChanged">Called with each new refresh token, so that it can be kept for the next start of the program.</param>
    /// <exception cref="ArgumentException">A value is empty, or the token endpoint is not encrypted.</exception>
    public RefreshTokenAuth(
        string clientId, string? clientSecret, string refreshToken, Uri tokenEndpoint, TokenRequestOptions options, Action<string>? refreshTokenChanged = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        _client = new OAuthClient(clientId, clientSecret, tokenEndpoint, options);
        _refreshToken = refreshToken;
        _changed = refreshTokenChanged;
    }

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Refresh(context, async: false, cancellationToken).EnsureCompleted();

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        => Refresh(context, async: true, cancellationToken);

    /// <summary>Names the client, never a token.</summary>
    public override string ToString() => $"RefreshTokenAuth ({_client})";

    private async ValueTask<AccessToken> Refresh(AuthorizationContext context, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using (await _gate.Enter(async, cancellationToken).ConfigureAwait(false))
        {
            var request = new RefreshTokenRequest { RefreshToken = _refreshToken, Scope = _client.Scope };
            var grant = await _client.RequestToken(request, static (http, r, ct) => http.RequestRefreshTokenAsync(r, ct), context, async, cancellationToken).ConfigureAwait(false);
            if (grant.RefreshToken is { Length: > 0 } next && next != _refreshToken)
            {
                _refreshToken = next;
                _changed?.Invoke(next);
            }

            return grant.AccessToken;
        }
    }
}
