using System.Text.Json.Nodes;

namespace Firecrest.Emulator.V1;

/// <summary>What a v1 service answers: JSON, or content of its own.</summary>
internal sealed record V1Answer(int Status, JsonNode? Json = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Content { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The answer of a utility that worked.</summary>
    public static V1Answer Success(int status, string description, JsonNode output)
        => new(status, new JsonObject { ["description"] = description, ["output"] = output });

    /// <summary>A refusal; the header is what programs read.</summary>
    public static V1Answer Refused(int status, string? description, string? error = null, string? header = null, string? value = null)
    {
        var body = new JsonObject();
        if (description is not null)
        {
            body["description"] = description;
        }

        if (error is not null)
        {
            body["error"] = error;
        }

        return new V1Answer(status, body) { Headers = header is null ? [] : [(header, value!)] };
    }

    /// <summary>What the API gateway answers to everything that it has no route for.</summary>
    public static V1Answer Gateway(int status, string name, string text)
        => new(status, new JsonObject { [name] = text }) { ContentType = "application/json; charset=utf-8" };
}
