using System.Text.Json;

namespace Firecrest.Client.V1.Wire;

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
