using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Cli.Output;

/// <summary>Documents as JSON with a line feed at the end.</summary>
internal static class JsonText
{
    public static ReadOnlySpan<byte> Of<T>(T document, JsonTypeInfo<T> type, bool indented = false) => Write(indented, writer => JsonSerializer.Serialize(writer, document, type));

    public static ReadOnlySpan<byte> OfList<T>(IReadOnlyList<T> documents, JsonTypeInfo<T> type, bool indented) => Write(indented, writer =>
    {
        writer.WriteStartArray();
        foreach (var document in documents)
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        writer.WriteEndArray();
    });

    private static ReadOnlySpan<byte> Write(bool indented, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();

        // Nothing here is put into a web page, so quotes and letters of all languages stay readable; control characters are escaped all the same.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
    }
}
