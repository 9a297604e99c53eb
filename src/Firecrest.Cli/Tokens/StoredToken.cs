using System.Text.Json.Serialization;

namespace Firecrest.Cli.Tokens;

/// <summary>A token as it lies on disk.</summary>
internal sealed record StoredToken
{
    /// <summary>FirecREST 2.5 refuses tokens with less than 30 s left.</summary>
    private static readonly TimeSpan MinimumMargin = TimeSpan.FromSeconds(31);

    private static readonly TimeSpan MaximumMargin = TimeSpan.FromSeconds(90);

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public required string Scope { get; init; }

    public string? AccessToken { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of a person who logged in.</summary>
    public string? RefreshToken { get; init; }

    public bool IsFor(TokenKey key) => Issuer == key.Issuer && ClientId == key.ClientId && Scope == key.Scope;

    /// <summary>Good for a call now, with the margin that a client keeps.</summary>
    public bool IsFresh(DateTimeOffset now)
    {
        if (AccessToken is null || ExpiresAt is not { } end || IssuedAt is not { } begin || begin > now)
        {
            return false;
        }

        var lifetime = end - begin;
        var share = lifetime * 0.3;
        var margin = share < MaximumMargin ? share : MaximumMargin;
        return end - now > (margin < MinimumMargin && lifetime > MinimumMargin ? MinimumMargin : margin);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"StoredToken (until {ExpiresAt:u})";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredToken))]
internal sealed partial class StoredTokenJson : JsonSerializerContext;
