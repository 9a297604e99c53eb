using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

/// <summary>An answer that was read to its end.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string Message => Json["message"]!.GetValue<string>();

    public string? Header(string name)
        => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<Answer> Read(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(
                (int)response.StatusCode, response.Headers, response.Content.Headers,
                await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }
}
