using System.Text.Json;

namespace Firecrest.Emulator.Http;

internal sealed record ErrorBody(string ErrorType, string Message, IReadOnlyList<string>? CausedBy, ErrorData? Data, string? User);

internal sealed record ErrorData(IReadOnlyList<ErrorField> Fields);

/// <summary>Tells only the second part of the location, which is a number for malformed JSON.</summary>
internal sealed record ErrorField(string Location, JsonElement? Name, string Message)
{
    public static ErrorField From(FieldError field)
    {
        JsonElement? name = field.Location.Length < 2
            ? null
            : field.Location[1] is int number
                ? JsonSerializer.SerializeToElement(number, EmulatorJson.Default.Int32)
                : JsonSerializer.SerializeToElement((string)field.Location[1], EmulatorJson.Default.String);
        return new ErrorField((string)field.Location[0], name, field.Message);
    }
}
