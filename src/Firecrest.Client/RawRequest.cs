using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Firecrest.Client;

/// <summary>A request to an endpoint that this library has no method for.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path below the base address, with its segments escaped and without a query: <c>status/systems</c>.</param>
public sealed class RawRequest(HttpMethod method, string path)
{
    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; } = method ?? throw new ArgumentNullException(nameof(method));

    /// <summary>The path below the base address.</summary>
    public string Path { get; } = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>The parameters of the query, which are escaped when they are sent. Empty by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The body; empty by default.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The media type of the body; <c>application/json</c> by default.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>
    /// True when to carry the request out twice has the effect of once, so that it may be sent again after a failure that leaves open whether it was
    /// carried out. By default only GET is, which changes nothing.
    /// </summary>
    public bool IsIdempotent { get; init; } = method == HttpMethod.Get;

    /// <summary>Makes a request whose body is a value as JSON.</summary>
    public static RawRequest WithJson<T>(HttpMethod method, string path, T value, JsonTypeInfo<T> type)
        => new(method, path) { Content = JsonSerializer.SerializeToUtf8Bytes(value, type) };

    /// <summary>The method and path.</summary>
    public override string ToString() => $"{Method} {Path}";
}
