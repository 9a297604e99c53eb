using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

/// <summary>The JSON of FirecREST v1: mostly snake_case; numbers are also texts; members that we do not know are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CreatedTaskAnswer))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(TasksAnswer))]
internal sealed partial class V1Json : JsonSerializerContext;
