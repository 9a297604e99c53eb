using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

/// <summary>The JSON of FirecREST v1: mostly snake_case; numbers are also texts; members that we do not know are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CreatedTaskAnswer))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(TasksAnswer))]
[JsonSerializable(typeof(StatusAnswer<IReadOnlyList<WireService>>))]
[JsonSerializable(typeof(StatusAnswer<IReadOnlyList<WireSystem>>))]
[JsonSerializable(typeof(StatusAnswer<WireSystem>))]
[JsonSerializable(typeof(StatusAnswer<Dictionary<string, IReadOnlyList<WireFileSystem>>>))]
[JsonSerializable(typeof(StatusAnswer<IReadOnlyList<WireFileSystem>>))]
[JsonSerializable(typeof(StatusAnswer<WireParameters>))]
[JsonSerializable(typeof(WireSubmittedJob))]
[JsonSerializable(typeof(WireQueuedJob))]
[JsonSerializable(typeof(WireAccountedJob))]
[JsonSerializable(typeof(WireNode))]
[JsonSerializable(typeof(WirePartition))]
[JsonSerializable(typeof(WireComputeReservation))]
[JsonSerializable(typeof(ReservationsAnswer))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class V1Json : JsonSerializerContext;
