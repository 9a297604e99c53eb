using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Client.Wire;

/// <summary>Reads and writes JSON bodies.</summary>
internal static class JsonBody
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        => JsonSerializer.Deserialize(WithoutMark(body), type) ?? throw new JsonException("The answer is null.");

    /// <summary>The body as it is, for answers whose form is not known.</summary>
    public static JsonElement ReadElement(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(WithoutMark(body));
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The member that the answer is about, which servers declare optional but always send.</summary>
    public static T Needed<T>(T? member)
        where T : class
        => member ?? throw new JsonException("The answer lacks its content.");

    public static Func<HttpContent> Write<T>(T value, JsonTypeInfo<T> type)
        => () => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = Json } };

    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}
