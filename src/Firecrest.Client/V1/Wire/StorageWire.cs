using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firecrest.Client.V1.Wire;

/// <summary>The result of the task that submitted a job for files.</summary>
internal sealed class WireTransferJob
{
    [JsonPropertyName("jobid")]
    [JsonConverter(typeof(LooseText))]
    public string? JobId { get; set; }

    public string? JobFileOut { get; set; }

    public string? JobFileErr { get; set; }

    public InternalTransferJob ToModel(string systemName) => new()
    {
        JobId = JsonBody.Needed(JobId?.Trim() is { Length: > 0 } id ? id : null),
        SystemName = systemName,
        OutputLog = RemotePath.FromServer(JobFileOut),
        ErrorLog = RemotePath.FromServer(JobFileErr),
    };
}

/// <summary>What to send to the object store, in the words that Python's <c>requests</c> has for it.</summary>
internal sealed class WireUploadForm
{
    public string? Method { get; set; }

    public string? Url { get; set; }

    public IReadOnlyDictionary<string, JsonElement>? Data { get; set; }

    public IReadOnlyDictionary<string, JsonElement>? Params { get; set; }

    public IReadOnlyDictionary<string, JsonElement>? Headers { get; set; }

    /// <summary>A body in JSON, which no object store asks for so far.</summary>
    public JsonElement Json { get; set; }
}
