using Firecrest.Client.Authorization;

namespace Firecrest.Client;

/// <summary>A token and how it is sent.</summary>
public sealed class AccessToken
{
    /// <summary>Makes a token.</summary>
    /// <param name="value">The token itself.</param>
    /// <param name="expiresOn">When it ends, on the clock of this machine; null when that is not known, and then it is used until the server refuses it.</param>
    /// <param name="scheme">The word before the token in the header; empty for none.</param>
    /// <param name="headerName">The header that carries it.</param>
    public AccessToken(string value, DateTimeOffset? expiresOn = null, string scheme = "Bearer", string headerName = "Authorization")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentException.ThrowIfNullOrWhiteSpace(headerName);
        if (!CanBeSent(value))
        {
            throw new ArgumentException("The token contains a character that no header can carry, for instance a line break; trim it.", nameof(value));
        }

        if (scheme.Any(c => c is <= ' ' or > '~') || headerName.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            throw new ArgumentException($"'{headerName}: {scheme}' cannot be a header.", nameof(headerName));
        }

        Value = value;
        ExpiresOn = expiresOn;
        HeaderName = headerName;
        HeaderValue = scheme.Length == 0 ? value : $"{scheme} {value}";
    }

    /// <summary>The token itself, which is a secret.</summary>
    public string Value { get; }

    /// <summary>When the token ends; null when that is not known.</summary>
    public DateTimeOffset? ExpiresOn { get; private init; }

    /// <summary>The header that carries the token.</summary>
    public string HeaderName { get; }

    /// <summary>False if the authorization wants to be asked again for each request, because it knows better when the token changes. Default true.</summary>
    public bool CanBeKept { get; init; } = true;

    internal string HeaderValue { get; }

    /// <summary>True when the end is on the clock of who issued the token, which may differ from that of this machine.</summary>
    internal bool EndsOnIssuersClock { get; private init; }

    /// <summary>The whole life of the token, where it tells.</summary>
    internal TimeSpan? Lifetime { get; private init; }

    /// <summary>Makes a bearer token that tells its own end if it is a JWT. Its signature is not checked: that is the server's business.</summary>
    /// <remarks>The end is on the issuer's clock, so it is compared with the time that the server's answers tell.</remarks>
    public static AccessToken FromJwt(string value)
    {
        var token = new AccessToken(value);
        return JwtLife.Read(value) is { } life
            ? new AccessToken(value) { ExpiresOn = life.End, Lifetime = life.End - life.Begin, EndsOnIssuersClock = true }
            : token;
    }

    /// <summary>True when a header can carry the text.</summary>
    internal static bool CanBeSent(string value) => value.All(c => c is >= ' ' and <= '~');

    /// <summary>Says when the token ends, never what it is.</summary>
    public override string ToString() => ExpiresOn is { } end ? $"AccessToken (until {end:u})" : "AccessToken";
}
