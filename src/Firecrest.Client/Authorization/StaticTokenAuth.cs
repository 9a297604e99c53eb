namespace Firecrest.Client;

/// <summary>One token that was obtained elsewhere and cannot be renewed.</summary>
public sealed class StaticTokenAuth : IAuthorization
{
    private readonly AccessToken _token;

    /// <summary>Uses a bearer token until the server refuses it.</summary>
    public StaticTokenAuth(string token)
        : this(new AccessToken(token))
    {
    }

    /// <summary>Uses a token as it is.</summary>
    public StaticTokenAuth(AccessToken token) => _token = token ?? throw new ArgumentNullException(nameof(token));

    /// <inheritdoc/>
    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default) => _token;

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(_token);
}
