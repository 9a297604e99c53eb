using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

/// <summary>Reads a time of the server or of the cluster, which says no time zone; words such as <c>Unknown</c> are none.</summary>
internal sealed class LocalTime : JsonConverter<DateTime?>
{
    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Parse(reader.GetString());
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static DateTime? Parse(string? text)
        => DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
