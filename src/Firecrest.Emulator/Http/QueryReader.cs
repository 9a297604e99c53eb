using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>Reads query parameters and collects what is wrong with them; names are case-sensitive and unknown ones ignored.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    private readonly List<FieldError> _errors = [];

    public string? Text(string name)
    {
        // The query collection ignores case, the server does not.
        foreach (var pair in request.Query)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                return pair.Value[^1];
            }
        }

        return null;
    }

    public string Required(string name)
    {
        string? text = Text(name);
        if (text is null)
        {
            _errors.Add(Validation.Missing(["query", name], "None"));
        }

        return text ?? "";
    }

    public string? Text(string name, int maximumLength)
    {
        string? text = Text(name);
        if (text?.Length > maximumLength)
        {
            _errors.Add(Validation.TooLong(["query", name], PythonText.Quote(text), maximumLength));
        }

        return text;
    }

    public bool Flag(string name)
    {
        switch (Text(name)?.ToLowerInvariant())
        {
            case null or "false" or "0" or "no" or "off" or "f" or "n":
                return false;
            case "true" or "1" or "yes" or "on" or "t" or "y":
                return true;
            default:
                _errors.Add(Validation.NotABoolean(["query", name], PythonText.Quote(Text(name)!)));
                return false;
        }
    }

    public long? Number(string name)
    {
        string? text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value))
        {
            _errors.Add(Validation.NotAnInteger(["query", name], PythonText.Quote(text)));
        }

        return value;
    }

    public string OneOf(string name, string fallback, params string[] values)
    {
        string text = Text(name) ?? fallback;
        if (!values.Contains(text))
        {
            _errors.Add(Validation.NotOneOf(["query", name], PythonText.Quote(text), values));
        }

        return text;
    }

    public void Add(FieldError error) => _errors.Add(error);

    /// <summary>Refuses the request when a parameter did not fit.</summary>
    public void Check()
    {
        if (_errors.Count > 0)
        {
            throw Validation.Error([.. _errors]);
        }
    }
}
