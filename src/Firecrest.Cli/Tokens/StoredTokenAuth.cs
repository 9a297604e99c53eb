using Firecrest.Client;

namespace Firecrest.Cli.Tokens;

/// <summary>Takes the token of an earlier run as long as it is good, and keeps a new one for the next.</summary>
/// <param name="store">Where tokens are kept.</param>
/// <param name="key">Whose token it is.</param>
/// <param name="source">Makes what gets a new token, from what is kept; it is told where a new refresh token goes.</param>
internal sealed class StoredTokenAuth(TokenStore store, TokenKey key, Func<StoredToken?, Action<string>, IAuthorization> source) : IAuthorization
{
    private string? _given;

    /// <summary>A command asks asynchronously only.</summary>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("Kept tokens are read asynchronously only.");

    public async ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
    {
        if (Kept(context) is { } kept)
        {
            return kept;
        }

        using var held = await store.Lock(key, context.TimeProvider, cancellationToken);
        if (Kept(context) is { } renewed)
        {
            return renewed;
        }

        var before = store.Read(key);
        var refreshToken = before?.RefreshToken;
        var issued = context.TimeProvider.GetUtcNow();
        var token = await source(before, next => refreshToken = next).GetAccessTokenAsync(context, cancellationToken);
        store.TryWrite(key, StoredToken.From(key, token, issued, refreshToken));
        _given = token.Value;
        return token;
    }

    /// <summary>A token that the server has just refused is of no use, but another run may have got a new one since.</summary>
    private AccessToken? Kept(AuthorizationContext context)
    {
        if (store.Read(key) is not { } token || !token.IsFresh(context.TimeProvider.GetUtcNow()) || (context.ForceRefresh && token.AccessToken == _given))
        {
            return null;
        }

        _given = token.AccessToken;
        return new AccessToken(token.AccessToken!, token.ExpiresAt);
    }
}
