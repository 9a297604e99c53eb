using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Firecrest.Emulator.Http;

namespace Firecrest.Emulator.Tokens;

/// <summary>Decides whether the token of a request is good, and whose it is.</summary>
internal sealed class TokenCheck(SigningKey key, FirecrestEmulatorOptions options)
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
        TokenClaims claims = VerifiedClaims(token);
        TimeSpan left = DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt) - options.TimeProvider.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            throw Expired(token);
        }

        if (left < options.MinimumTokenLife)
        {
            string seconds = options.MinimumTokenLife.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw Refused(token, $"Access token expires too soon (less than {seconds}s remaining).");
        }

        return claims.PreferredUserName ?? throw new ApiError(400, "Authentication token 'preferred_username' claim is missing");
    }

    private TokenClaims VerifiedClaims(string token)
    {
        string[] parts = token.Split('.');
        try
        {
            if (parts.Length == 3 && JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[0]), EmulatorJson.Default.TokenHeader) is { } header)
            {
                if (header.Kid != key.Id)
                {
                    throw Refused(token, "Token's public key not found.");
                }

                byte[] content = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
                if (header.Alg == "RS256" && key.Verify(content, Base64Url.DecodeFromChars(parts[2]))
                    && JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[1]), EmulatorJson.Default.TokenClaims) is { } claims)
                {
                    return claims;
                }
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Not a token at all: refused like one with a wrong signature.
        }

        throw Refused(token, "Access token is invalid.");
    }

    // The real server sends the whole token back in a header.
    private static ApiError Refused(string token, string message)
        => new(401, message) { Headers = Ascii.IsValid(token) ? [new("auth-token", token)] : [] };
}
