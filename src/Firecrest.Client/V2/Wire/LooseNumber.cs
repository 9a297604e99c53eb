using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

/// <summary>Reads a whole number that servers also send as a text; 0 for anything else.</summary>
internal sealed class LooseNumber : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) ? number : 0;
            case JsonTokenType.String:
                return Utf8Parser.TryParse(reader.ValueSpan, out long told, out var used) && used == reader.ValueSpan.Length ? told : 0;
            default:
                reader.Skip();
                return 0;
        }
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
