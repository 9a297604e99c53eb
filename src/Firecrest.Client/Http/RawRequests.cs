using System.Net;

namespace Firecrest.Client.Http;

/// <summary>Turns requests that the caller wrote into ones that the pipeline sends.</summary>
internal static class RawRequests
{
    private static readonly Uri AnyBase = new("https://firecrest.invalid/base/");

    public static ApiRequest<RawResponse> Create(RawRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new UrlQuery();
        foreach (var (name, value) in request.Query)
        {
            query.Add(Uri.EscapeDataString(name), value);
        }

        return new()
        {
            Method = request.Method,
            Path = ApiPath.OfUser(Checked(request.Path.StartsWith('/') ? request.Path[1..] : request.Path)),
            Query = query,
            Kind = request.Method == HttpMethod.Get ? OperationKind.Read : request.IsIdempotent ? OperationKind.IdempotentWrite : OperationKind.OnceOnly,
            Content = request.Content.IsEmpty ? null : () => new ReadOnlyMemoryContent(request.Content) { Headers = { ContentType = new(request.ContentType) } },
            Read = static body => new RawResponse(HttpStatusCode.OK, body.ToArray()),
            ReadHead = static (body, response) => new RawResponse(response.StatusCode, body.Content, response.Content.Headers.ContentType?.MediaType),
        };
    }

    /// <summary>A path such as <c>//host</c> or <c>../</c> would take the token somewhere else.</summary>
    private static string Checked(string path)
        => path.AsSpan().IndexOfAny('?', '#') < 0 && Uri.TryCreate(AnyBase, path, out var address) && AnyBase.IsBaseOf(address) && address != AnyBase
            ? path
            : throw new ArgumentException($"'{path}' is not a path below the base address; parameters go into Query.", nameof(path));
}
