using System.Buffers;

namespace Firecrest.Client.Http;

/// <summary>A response and its whole body, in a buffer that is given back at the end.</summary>
internal readonly struct ApiAnswer : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>A length that is announced above this is not believed until that much has arrived.</summary>
    private const int LargestFirstBuffer = 64 * 1024 * 1024;

    /// <summary>The size of the largest buffer, in bytes: a whole answer lies in memory, and a larger one is none of this API's.</summary>
    private const int LargestBuffer = 1024 * 1024 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private ApiAnswer(HttpResponseMessage response, byte[] buffer, int length)
    {
        Response = response;
        _buffer = buffer;
        _length = length;
    }

    public HttpResponseMessage Response { get; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Reads the body; a connection that breaks meanwhile is an <see cref="HttpRequestException"/>, as it is before.</summary>
    public static async ValueTask<ApiAnswer> Read(HttpResponseMessage response, bool async, CancellationToken cancellationToken, int largest = LargestBuffer)
    {
        try
        {
            var told = response.Content.Headers.ContentLength;
            var buffer = ArrayPool<byte>.Shared.Rent(told is { } announced and < LargestFirstBuffer ? (int)announced + 1 : FirstBuffer);
            var length = 0;

            // Reading synchronously takes no token; closing the response is what ends it.
            using var cut = async ? default : cancellationToken.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
            var sent = async ? await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false) : response.Content.ReadAsStream(cancellationToken);
            using var body = ContentCoding.Undo(response.Content.Headers, sent);
            var whole = body == sent ? told : null;
            while (true)
            {
                var read = async
                    ? await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)
                    : body.Read(buffer, length, buffer.Length - length);
                length += read;
                if (read == 0 || length == whole)
                {
                    return new(response, buffer, length);
                }

                buffer = length == buffer.Length ? Larger(buffer, largest) : buffer;
            }
        }
        catch (Exception exception) when (!async && cancellationToken.IsCancellationRequested && exception is IOException or ObjectDisposedException)
        {
            response.Dispose();
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (IOException exception)
        {
            response.Dispose();
            throw new HttpRequestException((exception as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown, exception.Message, exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Response.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static byte[] Larger(byte[] buffer, int largest)
    {
        if (buffer.Length >= largest)
        {
            throw new FirecrestException($"The answer has more than {buffer.Length} bytes, which is more than is read into memory. Ask for less at a time, or for a part of it.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
