namespace Firecrest.Client.Authorization;

/// <summary>What a token endpoint grants: a token, and perhaps the means to get the next one.</summary>
internal sealed record TokenGrant(AccessToken AccessToken, string? RefreshToken)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => AccessToken.ToString();
}
