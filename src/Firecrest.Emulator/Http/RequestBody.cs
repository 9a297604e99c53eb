using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Http;

/// <summary>The body of a request to an operation that takes JSON.</summary>
internal sealed class RequestBody
{
    private RequestBody(JsonElement? json, byte[] bytes)
    {
        Json = json;
        Bytes = bytes;
    }

    /// <summary>The parsed body, or null when the content type is not JSON or there is no body.</summary>
    public JsonElement? Json { get; }

    public byte[] Bytes { get; }

    /// <summary>Reads the body; malformed JSON is refused here, before anybody looks at the token.</summary>
    public static async Task<RequestBody> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        byte[] bytes = buffer.ToArray();
        return new RequestBody(bytes.Length > 0 && IsJson(request.ContentType) ? Parse(bytes) : null, bytes);
    }

    /// <summary>The body as an object, or the validation error for what was sent instead.</summary>
    public JsonElement RequireObject()
    {
        if (Bytes.Length == 0 || Json is { ValueKind: JsonValueKind.Null })
        {
            throw Validation.Error(Validation.Missing(["body"], "None"));
        }

        return Json is { ValueKind: JsonValueKind.Object } json
            ? json
            : throw Validation.Error(Validation.NotAnObject(["body"], Json is { } other ? PythonText.Of(other) : PythonText.Quote(Bytes)));
    }

    private static bool IsJson(string? contentType)
    {
        string type = (contentType ?? "application/json").Split(';')[0].Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonElement Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            // Only the first character of a member name is told apart: the text is python's and nobody should read more into it.
            int position = Position(bytes, e);
            bool nameExpected = position > 0 && Encoding.UTF8.GetString(bytes).AsSpan(0, position).TrimEnd().EndsWith("{", StringComparison.Ordinal);
            string reason = nameExpected ? "Expecting property name enclosed in double quotes" : "Expecting value";
            var field = new FieldError("json_invalid", ["body", position], "JSON decode error", "{}") { Context = $"{{'error': {PythonText.Quote(reason)}}}" };
            throw Validation.Error(namesUser: false, field);
        }
    }

    private static int Position(byte[] bytes, JsonException e)
    {
        long line = e.LineNumber ?? 0;
        int start = 0;
        for (; line > 0; line--)
        {
            start = Array.IndexOf(bytes, (byte)'\n', start) + 1;
        }

        return start + (int)(e.BytePositionInLine ?? 0);
    }
}
