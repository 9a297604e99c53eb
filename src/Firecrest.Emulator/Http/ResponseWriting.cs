using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>Writes whole bodies with their length, as the server does.</summary>
internal static class ResponseWriting
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteJson<T>(this HttpResponse response, int status, T body, JsonTypeInfo<T> type)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            JsonSerializer.Serialize(writer, body, type);
        }

        return response.WriteBytes(status, "application/json", buffer.ToArray());
    }

    public static async Task WriteBytes(this HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    public static Task WriteError(this HttpResponse response, ApiError error, string? user)
    {
        if (error.NamesUser && user is not null)
        {
            response.Headers["f7t-authusername"] = user;
        }

        foreach ((string name, string value) in error.Headers)
        {
            response.Headers[name] = value;
        }

        ErrorData? data = error.Fields is null ? null : new ErrorData([.. error.Fields.Select(ErrorField.From)]);
        var body = new ErrorBody(data is null ? "error" : "validation", error.Message, error.CausedBy, data, error.NamesUser ? user : null);
        return response.WriteJson(error.Status, body, EmulatorJson.Default.ErrorBody);
    }
}
