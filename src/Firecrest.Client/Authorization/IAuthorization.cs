namespace Firecrest.Client;

/// <summary>Where access tokens come from.</summary>
/// <remarks>
/// <para>
/// A client asks when it has no token, when the one it has nears its end, and when the server refused it; in between it keeps the token. Both members
/// are called from many threads, but by one client never twice at a time in the same mode. An authorization may be shared by clients, which do not
/// dispose it.
/// </para>
/// <para>Failures are reported as <see cref="FirecrestAuthenticationException"/>.</para>
/// </remarks>
public interface IAuthorization
{
    /// <summary>Gets a token. Must not wait for asynchronous work.</summary>
    /// <exception cref="FirecrestAuthenticationException">No token could be had.</exception>
    AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default);

    /// <summary>Gets a token.</summary>
    /// <exception cref="FirecrestAuthenticationException">No token could be had.</exception>
    ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default);
}
