using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firecrest.Emulator.Http;

/// <summary>Reads members of a JSON body and collects what is wrong with them; the documented camelCase and snake_case are both taken.</summary>
internal sealed partial class BodyReader(JsonElement body, params object[] location)
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public static BodyReader Of(Exchange exchange) => new(exchange.Body!.RequireObject(), "body");

    public string? Text(string name)
    {
        if (!TryGet(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            _errors.Add(Validation.NotAString(Location(name), PythonText.Of(value)));
            return null;
        }

        return value.GetString();
    }

    public string Required(string name)
    {
        if (!TryGet(name, out JsonElement value))
        {
            _errors.Add(Validation.Missing(Location(name), PythonText.Of(body)));
        }
        else if (value.ValueKind != JsonValueKind.String)
        {
            _errors.Add(Validation.NotAString(Location(name), PythonText.Of(value)));
        }
        else
        {
            return value.GetString()!;
        }

        return "";
    }

    /// <summary>A boolean, which may come as text or number as everywhere in the API.</summary>
    public bool Flag(string name)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return false;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        switch (text.ToLowerInvariant())
        {
            case "true" or "1" or "yes" or "on" or "t" or "y":
                return true;
            case "false" or "0" or "no" or "off" or "f" or "n":
                return false;
            default:
                _errors.Add(Validation.NotABoolean(Location(name), PythonText.Of(value)));
                return false;
        }
    }

    /// <summary>A whole number, which may come as text.</summary>
    public long? Number(string name)
    {
        if (!TryGet(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        _errors.Add(Validation.NotAnInteger(Location(name), PythonText.Of(value)));
        return null;
    }

    public string OneOf(string name, string fallback, params string[] values)
    {
        if (!TryGet(name, out JsonElement value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.String && values.Contains(value.GetString()))
        {
            return value.GetString()!;
        }

        _errors.Add(Validation.NotOneOf(Location(name), PythonText.Of(value), values));
        return fallback;
    }

    /// <summary>Requires the member to be this text, as the kinds of a union do.</summary>
    public void Literal(string name, string value, string shownValue)
    {
        if (!TryGet(name, out JsonElement given))
        {
            _errors.Add(Validation.Missing(Location(name), PythonText.Of(body)));
        }
        else if (given.ValueKind != JsonValueKind.String || given.GetString() != value)
        {
            _errors.Add(Validation.NotTheLiteral(Location(name), PythonText.Of(given), shownValue));
        }
    }

    public bool TryGet(string name, out JsonElement value) => body.TryGetProperty(name, out value) || body.TryGetProperty(SnakeCase(name), out value);

    public void Add(FieldError error) => _errors.Add(error);

    public FieldError MissingMember(string name) => Validation.Missing(Location(name), PythonText.Of(body));

    /// <summary>Refuses the request when a member did not fit.</summary>
    public void Check()
    {
        if (_errors.Count > 0)
        {
            throw Validation.Error([.. _errors]);
        }
    }

    private object[] Location(string name) => [.. location, name];

    private static string SnakeCase(string name) => Capital().Replace(name, match => "_" + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
