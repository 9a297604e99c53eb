using System.Globalization;

namespace Firecrest.Client.Http;

/// <summary>Builds relative request addresses from values that must not change their meaning.</summary>
internal static class UrlPath
{
    /// <summary>Escapes one path segment, such as a system name.</summary>
    public static string Segment(string value, string parameterName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameterName);
        if (value is "." or "..")
        {
            throw new ArgumentException($"'{value}' cannot be part of an address.", parameterName);
        }

        return Uri.EscapeDataString(value);
    }
}

/// <summary>A query string; members that are null are left out.</summary>
internal sealed class UrlQuery
{
    private string _text = "";

    public UrlQuery Add(string name, string? value)
    {
        if (value is not null)
        {
            _text = $"{_text}{(_text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return this;
    }

    public UrlQuery Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a flag only when it is set: every flag of the API is false by default.</summary>
    public UrlQuery AddFlag(string name, bool value) => Add(name, value ? "true" : null);

    public override string ToString() => _text;
}
