namespace Firecrest.Cli.Documents;

/// <summary>An access token, which is a secret.</summary>
internal sealed record TokenDocument(string AccessToken, string? ExpiresAt)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"TokenDocument (until {ExpiresAt})";
}

/// <summary>A login that is kept.</summary>
internal sealed record LoginDocument(string ClientId, string Issuer, string? ExpiresAt, bool Renewable);
