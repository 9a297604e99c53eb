using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Client;

/// <summary>The answer to a <see cref="RawRequest"/>, which is always a success: failures are exceptions.</summary>
public sealed class RawResponse
{
    /// <summary>Makes a response, for instance for a mock.</summary>
    public RawResponse(HttpStatusCode statusCode, ReadOnlyMemory<byte> content, string? contentType = null)
    {
        StatusCode = statusCode;
        Content = content;
        ContentType = contentType;
    }

    /// <summary>The HTTP status: 200 to 299.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The media type of the body, for instance <c>application/json</c>; null when there is none.</summary>
    public string? ContentType { get; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The body as UTF-8.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Content.Span);

    /// <summary>The body read as JSON; null when it is the JSON null.</summary>
    /// <exception cref="JsonException">The body is no such JSON.</exception>
    public T? ReadJson<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Content.Span, type);

    /// <summary>The status and the length of the body.</summary>
    public override string ToString() => $"{(int)StatusCode} ({Content.Length} bytes of {ContentType ?? "nothing"})";
}
