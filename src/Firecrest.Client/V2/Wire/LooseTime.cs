using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V2.Wire;

/// <summary>Reads seconds since 1970. Slurm's REST mode writes 0 and 4294967294 for times that are not set.</summary>
internal sealed class LooseTime : JsonConverter<DateTimeOffset?>
{
    private const long Unset = 4294967294;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds))
        {
            return seconds is > 0 and < Unset ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
