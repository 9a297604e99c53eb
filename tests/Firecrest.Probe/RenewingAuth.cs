using Firecrest.Client;

namespace Firecrest.Probe;

/// <summary>Asks the identity provider for a token for each request.</summary>
internal sealed class RenewingAuth(IAuthorization inner) : IAuthorization
{
    public int Requests { get; private set; }

    public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
    {
        Requests++;
        return new AccessToken(inner.GetAccessToken(context, cancellationToken).Value) { CanBeKept = false };
    }

    public async ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
    {
        Requests++;
        return new AccessToken((await inner.GetAccessTokenAsync(context, cancellationToken)).Value) { CanBeKept = false };
    }
}
