using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Client.Http;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>What an operation sends, whatever it answers with, and what a fixture recorded, in one form to compare.</summary>
internal sealed record SentRequest(string Method, string Path, string Query, OperationKind Kind, Func<HttpContent>? Content)
{
    /// <summary>Name and decoded value of each parameter, in ordinal order.</summary>
    public IReadOnlyList<string> Parameters
        => [.. Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(WebUtility.UrlDecode).Order(StringComparer.Ordinal)!];

    public static SentRequest Of<T>(ApiRequest<T> request)
        => new(request.Method.Method, request.Path, request.Query?.ToString() ?? "", request.Kind, request.Content);

    public static SentRequest Of(Fixture fixture)
    {
        var target = fixture.RequestTarget.Split('?');
        return new(fixture.RequestMethod, target[0].TrimStart('/'), target.Length > 1 ? target[1] : "", OperationKind.Read, null);
    }

    public byte[] Bytes(Mode mode)
    {
        using var content = Content!();
        return Bytes(content, mode);
    }

    public static byte[] Bytes(HttpContent content, Mode mode)
    {
        using var bytes = new MemoryStream();
        if (mode == Mode.Sync)
        {
            content.CopyTo(bytes, null, CancellationToken.None);
        }
        else
        {
            content.CopyToAsync(bytes, CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue("the content is in memory");
        }

        return bytes.ToArray();
    }

    public string Text(Mode mode = Mode.Sync) => Encoding.UTF8.GetString(Bytes(mode));

    public JsonNode? Json() => Content is null ? null : JsonNode.Parse(Text());
}
