using System.Text.Json.Serialization;
using Firecrest.Client;
using Firecrest.Client.Authorization;

namespace Firecrest.Cli.Tokens;

/// <summary>A token as it lies on disk.</summary>
internal sealed record StoredToken
{
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public required string Scope { get; init; }

    /// <summary>Whose it is: a person's who logged in, or the client's own.</summary>
    public required bool IsLogin { get; init; }

    public string? AccessToken { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of a person who logged in.</summary>
    public string? RefreshToken { get; init; }

    public static StoredToken From(TokenKey key, AccessToken token, DateTimeOffset issued, string? refreshToken) => new()
    {
        Issuer = key.Issuer,
        ClientId = key.ClientId,
        Scope = key.Scope,
        IsLogin = key.IsLogin,
        AccessToken = token.Value,
        IssuedAt = issued,
        ExpiresAt = token.ExpiresOn,
        RefreshToken = refreshToken,
    };

    public bool IsFor(TokenKey key) => Issuer == key.Issuer && ClientId == key.ClientId && Scope == key.Scope && IsLogin == key.IsLogin;

    /// <summary>Good for a call now, with the margin that a client keeps.</summary>
    public bool IsFresh(DateTimeOffset now)
    {
        if (AccessToken is null || ExpiresAt is not { } end || IssuedAt is not { } begin || begin > now)
        {
            return false;
        }

        return end - now > TokenCache.Margin(end - begin);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"StoredToken (until {ExpiresAt:u})";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredToken))]
internal sealed partial class StoredTokenJson : JsonSerializerContext;
