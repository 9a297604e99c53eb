using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Samples;

/// <summary>What the service writes as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SubmittedJob))]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(HealthStatement))]
internal sealed partial class BackendJson : JsonSerializerContext;
