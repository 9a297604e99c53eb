using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.Wire;

/// <summary>Reads a text that servers also send as a number (job ids before 2.5) or as a list (states in REST mode, joined by commas here).</summary>
internal sealed class LooseText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return CommonWords.Find(ref reader) ?? reader.GetString();
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartArray:
                var parts = new List<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    parts.Add(Read(ref reader, typeToConvert, options) ?? "");
                }

                return string.Join(',', parts);
            default:
                using (var value = JsonDocument.ParseValue(ref reader))
                {
                    return value.RootElement.GetRawText();
                }
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
