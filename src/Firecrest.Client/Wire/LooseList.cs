using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.Wire;

/// <summary>Reads a list that servers also send as one text with commas.</summary>
internal sealed class LooseList : JsonConverter<IReadOnlyList<string>>
{
    private static readonly LooseText Text = new();

    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Text.Read(ref reader, typeof(string), options)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
