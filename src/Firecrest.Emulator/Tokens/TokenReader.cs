using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Firecrest.Emulator.Tokens;

/// <summary>Reads tokens and finds what is wrong with them.</summary>
internal sealed class TokenReader(SigningKey key, FirecrestEmulatorOptions options)
{
    /// <summary>The claims of a token whose signature is good, also when it has expired; else what is wrong with it.</summary>
    public TokenFault Read(string token, out TokenClaims claims)
    {
        claims = new TokenClaims();
        string[] parts = token.Split('.');
        try
        {
            if (parts.Length != 3 || JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[0]), EmulatorJson.Default.TokenHeader) is not { } header)
            {
                return TokenFault.NotAToken;
            }

            if (header.Kid != key.Id)
            {
                return TokenFault.UnknownKey;
            }

            if (header.Alg != "RS256")
            {
                return TokenFault.WrongAlgorithm;
            }

            byte[] content = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
            if (!key.Verify(content, Base64Url.DecodeFromChars(parts[2])))
            {
                return TokenFault.WrongSignature;
            }

            if (JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[1]), EmulatorJson.Default.TokenClaims) is { } read)
            {
                claims = read;
                return DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt) <= options.TimeProvider.GetUtcNow() ? TokenFault.Expired : TokenFault.None;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Not a token at all.
        }

        return TokenFault.NotAToken;
    }
}
