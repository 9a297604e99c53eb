using System.Text.Json;

namespace Firecrest.Client.Authorization;

/// <summary>When a JWT was issued and ends, by its own claims.</summary>
internal sealed record JwtLife(DateTimeOffset? Begin, DateTimeOffset End)
{
    /// <summary>Null for a token that is no JWT or tells no end.</summary>
    public static JwtLife? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Decode(parts[1]));
            return Time(claims.RootElement, "exp") is { } end ? new JwtLife(Time(claims.RootElement, "iat"), end) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private static byte[] Decode(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
    }

    private static DateTimeOffset? Time(JsonElement claims, string name)
        => claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number
            && claim.GetDouble() is > 0 and < 253402300800 and var seconds
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
