using System.Globalization;

namespace Firecrest.Emulator.Http;

/// <summary>The answers to parameters that do not fit: 400, with the fields listed.</summary>
internal static class Validation
{
    public static ApiError Error(params FieldError[] fields) => Error(namesUser: true, fields);

    public static ApiError Error(bool namesUser, params FieldError[] fields)
    {
        string text = "[" + string.Join(", ", fields.Select(field => field.ToString())) + "]";
        return new ApiError(400, text.ToLowerInvariant()) { Fields = fields, NamesUser = namesUser };
    }

    public static FieldError Missing(object[] location, string input) => new("missing", location, "Field required", input);

    public static FieldError NotAnObject(object[] location, string input)
        => new("model_attributes_type", location, "Input should be a valid dictionary or object to extract fields from", input);

    public static FieldError NotAString(object[] location, string input) => new("string_type", location, "Input should be a valid string", input);

    public static FieldError NotABoolean(object[] location, string input)
        => new("bool_parsing", location, "Input should be a valid boolean, unable to interpret input", input);

    public static FieldError NotAnInteger(object[] location, string input)
        => new("int_parsing", location, "Input should be a valid integer, unable to parse string as an integer", input);

    public static FieldError TooLong(object[] location, string input, int length)
        => new("string_too_long", location, string.Create(CultureInfo.InvariantCulture, $"String should have at most {length} characters"), input)
        {
            Context = string.Create(CultureInfo.InvariantCulture, $"{{'max_length': {length}}}"),
        };

    public static FieldError WrongPattern(object[] location, string input, string pattern)
        => new("string_pattern_mismatch", location, $"String should match pattern '{pattern}'", input) { Context = $"{{'pattern': '{pattern}'}}" };

    public static FieldError NotTheLiteral(object[] location, string input, string expected)
        => new("literal_error", location, "Input should be " + expected, input) { Context = $"{{'expected': {PythonText.Quote(expected)}}}" };

    public static FieldError NotOneOf(object[] location, string input, params string[] values)
    {
        string expected = string.Join(", ", values[..^1].Select(value => $"'{value}'")) + $" or '{values[^1]}'";
        return new("enum", location, "Input should be " + expected, input) { Context = $"{{'expected': {PythonText.Quote(expected)}}}" };
    }
}
