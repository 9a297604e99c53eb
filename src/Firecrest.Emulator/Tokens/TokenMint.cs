using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Firecrest.Emulator.Tokens;

/// <summary>Makes signed tokens (JWT, RS256).</summary>
internal sealed class TokenMint(SigningKey key, FirecrestEmulatorOptions options)
{
    public const string Scope = "profile";

    /// <summary>The address that the tokens name as their authority; known once the server listens.</summary>
    public string Authority { get; set; } = "";

    /// <summary>A token for the emulator's user, or for <paramref name="user"/>; an empty name leaves the claim out.</summary>
    public string Mint(TimeSpan lifetime, string? user = null, string? keyId = null)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        user ??= options.UserName;
        var header = new TokenHeader("RS256", "JWT", keyId ?? key.Id);
        var claims = new TokenClaims
        {
            ExpiresAt = (now + lifetime).ToUnixTimeSeconds(),
            CreatedAt = now.ToUnixTimeSeconds(),
            TokenId = Guid.NewGuid().ToString(),
            Authority = Authority,
            Subject = "service-account-" + options.ClientId,
            Type = "Bearer",
            AuthorizedParty = options.ClientId,
            Scope = Scope,
            PreferredUserName = user.Length == 0 ? null : user,
        };
        string content = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, EmulatorJson.Default.TokenHeader)) + "."
            + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, EmulatorJson.Default.TokenClaims));
        return content + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)));
    }
}
