namespace Firecrest.Client.Http;

/// <summary>What a repetition of a request would do; decides what is retried.</summary>
internal enum OperationKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Twice has the effect of once: <c>mkdir -p</c>, an upload of the same bytes, cancel.</summary>
    IdempotentWrite,

    /// <summary>Twice creates two jobs.</summary>
    Submit,

    /// <summary>Twice fails or does something else: <c>rm</c>, plain <c>mkdir</c>, attach.</summary>
    OnceOnly,
}

/// <summary>One operation of the API as data: what is sent, and how the answer is read.</summary>
internal sealed class ApiRequest<T>
{
    public required HttpMethod Method { get; init; }

    public required ApiPath Path { get; init; }

    public UrlQuery? Query { get; init; }

    public required OperationKind Kind { get; init; }

    /// <summary>Headers besides those that every request has, such as the one that names a machine.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Makes the content again for each attempt.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Reads the body of a 2xx answer.</summary>
    public required BodyReader<T> Read { get; init; }

    /// <summary>The system that it is about; null for none. Servers of generation 1 are told it in a header.</summary>
    public string? SystemName => Path.SystemName ?? Headers.FirstOrDefault(static header => header.Key == SystemHeader.Name).Value;

    /// <summary>Adds what only the head of the answer tells.</summary>
    public Func<T, HttpResponseMessage, T>? ReadHead { get; init; }
}

/// <summary>The header that names a system, where its name is not in the path.</summary>
internal static class SystemHeader
{
    public const string Name = "X-Machine-Name";
}

/// <summary>Makes what a call returns of a body, which is gone afterwards.</summary>
internal delegate T BodyReader<out T>(ReadOnlySpan<byte> body);

/// <summary>The result of an operation that answers with no content.</summary>
internal readonly struct NoContent
{
    public static NoContent Read(ReadOnlySpan<byte> body) => default;
}
