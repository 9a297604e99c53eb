using System.Text.Json.Serialization;

namespace Firecrest.Emulator.Tokens;

internal sealed record TokenHeader(string? Alg, string? Typ, string? Kid);

internal sealed record TokenClaims
{
    [JsonPropertyName("exp")]
    public long ExpiresAt { get; init; }

    [JsonPropertyName("iat")]
    public long CreatedAt { get; init; }

    [JsonPropertyName("jti")]
    public string? TokenId { get; init; }

    [JsonPropertyName("iss")]
    public string? Authority { get; init; }

    [JsonPropertyName("sub")]
    public string? Subject { get; init; }

    [JsonPropertyName("typ")]
    public string? Type { get; init; }

    [JsonPropertyName("azp")]
    public string? AuthorizedParty { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("preferred_username")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreferredUserName { get; init; }
}
