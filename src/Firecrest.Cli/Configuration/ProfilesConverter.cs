using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Cli.Configuration;

/// <summary>Reads profiles, whose members are texts; a number counts as the text that it is written as, such as the <c>2</c> of <c>apiVersion</c>.</summary>
internal sealed class ProfilesConverter : JsonConverter<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>
{
    public override bool HandleNull => true;

    public override IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var profiles = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var (name, profile) in Members(JsonElement.ParseValue(ref reader), "\"profiles\""))
        {
            var members = new Dictionary<string, string>();
            foreach (var (key, value) in Members(profile, $"the profile '{name}'"))
            {
                members[key] = Text(value, $"'{key}' of the profile '{name}'");
            }

            profiles[name] = members;
        }

        return profiles;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, string what)
        => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(member => (member.Name, member.Value)) : throw new JsonException($"{what} has to be an object.");

    private static string Text(JsonElement value, string what) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new JsonException($"{what} has to be a text."),
    };
}
