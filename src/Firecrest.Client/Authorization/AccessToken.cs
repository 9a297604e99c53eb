namespace Firecrest.Client;

/// <summary>A token and how it is sent.</summary>
public sealed class AccessToken
{
    /// <summary>Makes a token.</summary>
    /// <param name="value">The token itself.</param>
    /// <param name="expiresOn">When it ends; null when that is not known, and then it is used until the server refuses it.</param>
    /// <param name="scheme">The word before the token in the header; empty for none.</param>
    /// <param name="headerName">The header that carries it.</param>
    public AccessToken(string value, DateTimeOffset? expiresOn = null, string scheme = "Bearer", string headerName = "Authorization")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentException.ThrowIfNullOrWhiteSpace(headerName);
        if (value.Any(char.IsControl))
        {
            throw new ArgumentException("The token contains a control character, for instance a line break; trim it.", nameof(value));
        }

        Value = value;
        ExpiresOn = expiresOn;
        HeaderName = headerName;
        HeaderValue = scheme.Length == 0 ? value : $"{scheme} {value}";
    }

    /// <summary>The token itself, which is a secret.</summary>
    public string Value { get; }

    /// <summary>When the token ends; null when that is not known.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>The header that carries the token.</summary>
    public string HeaderName { get; }

    internal string HeaderValue { get; }

    /// <summary>Says when the token ends, never what it is.</summary>
    public override string ToString() => ExpiresOn is { } end ? $"AccessToken (until {end:u})" : "AccessToken";
}
