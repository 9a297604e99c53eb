using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Firecrest.Emulator.V1;

/// <summary>Writes answers as the services do: members in the order of their names, and reasons in capitals.</summary>
internal static class V1Writing
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAnswer(this HttpResponse response, V1Answer answer)
    {
        response.StatusCode = answer.Status;
        response.HttpContext.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = Reason(answer);
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = HeaderText(value);
        }

        response.ContentType = answer.ContentType;
        if (answer.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        byte[] body = answer.Content ?? ToBytes(answer.Json);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    public static byte[] ToBytes(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            WriteSorted(writer, node);
        }

        return buffer.ToArray();
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    WriteSorted(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static string? Reason(V1Answer answer)
    {
        string reason = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status);
        // The gateway is another program.
        return answer.ContentType == "application/json; charset=utf-8" ? reason
            : answer.Status == StatusCodes.Status413PayloadTooLarge ? "REQUEST ENTITY TOO LARGE"
            : reason.ToUpperInvariant();
    }

    // A header has one line and no letters beyond ASCII.
    private static string HeaderText(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            text.Append(c is >= ' ' and < '\x7f' ? c : '?');
        }

        return text.ToString();
    }
}
