using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

/// <summary>The JSON of the operations on files; as <see cref="V1Json"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(EntriesAnswer))]
[JsonSerializable(typeof(NamesAnswer))]
[JsonSerializable(typeof(StatAnswer))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WireUploadForm))]
internal sealed partial class UtilitiesJson : JsonSerializerContext;
