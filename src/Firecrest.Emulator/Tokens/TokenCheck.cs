using System.Globalization;
using System.Text;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Tokens;

/// <summary>Decides whether the token of a request is good, and whose it is.</summary>
internal sealed class TokenCheck(TokenReader tokens, FirecrestEmulatorOptions options)
{
    /// <summary>The user name in the token.</summary>
    public string UserOf(string? authorization)
    {
        string[] parts = (authorization ?? "").Split(' ', 2);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            throw new ApiError(403, "Not authenticated");
        }

        return parts[0].Equals("bearer", StringComparison.OrdinalIgnoreCase)
            ? UserOfToken(parts[1])
            : throw new ApiError(403, "Invalid authentication credentials");
    }

    /// <summary>The answer to a token that has expired.</summary>
    public static ApiError Expired(string token) => Refused(token, "Access token expired");

    private string UserOfToken(string token)
    {
        switch (tokens.Read(token, out TokenClaims claims))
        {
            case TokenFault.None:
                break;
            case TokenFault.Expired:
                throw Expired(token);
            case TokenFault.UnknownKey:
                throw Refused(token, "Token's public key not found.");
            default:
                throw Refused(token, "Access token is invalid.");
        }

        if (DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt) - options.TimeProvider.GetUtcNow() < options.MinimumTokenLife)
        {
            string seconds = options.MinimumTokenLife.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw Refused(token, $"Access token expires too soon (less than {seconds}s remaining).");
        }

        return claims.PreferredUserName ?? throw new ApiError(400, "Authentication token 'preferred_username' claim is missing");
    }

    // The real server sends the whole token back in a header.
    private static ApiError Refused(string token, string message)
        => new(401, message) { Headers = Ascii.IsValid(token) ? [new("auth-token", token)] : [] };
}
