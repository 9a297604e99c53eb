using System.IO.Compression;
using System.Net.Http.Headers;

namespace Firecrest.Client.Http;

/// <summary>The compressions of an answer that this client reads.</summary>
/// <remarks>Here and not in the runtime's handler, whose way of asking for them costs a twentieth of a call.</remarks>
internal static class ContentCoding
{
    public const string AcceptHeader = "Accept-Encoding";

    public const string Accepted = "gzip, deflate, br";

    /// <summary>The body as it was before it was compressed; as it is when it was not, or by something else.</summary>
    public static Stream Undo(HttpContentHeaders headers, Stream body)
        => !headers.NonValidated.TryGetValues("Content-Encoding", out var coding) ? body : coding.ToString().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
}
