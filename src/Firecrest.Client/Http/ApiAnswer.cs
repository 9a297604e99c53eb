using System.Buffers;

namespace Firecrest.Client.Http;

/// <summary>A response and its whole body, in a buffer that is given back at the end.</summary>
internal sealed class ApiAnswer : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>A length that is announced above this is not believed until that much has arrived.</summary>
    private const int LargestFirstBuffer = 64 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private ApiAnswer(HttpResponseMessage response)
    {
        Response = response;
        _buffer = ArrayPool<byte>.Shared.Rent(response.Content.Headers.ContentLength is { } told and < LargestFirstBuffer ? (int)told + 1 : FirstBuffer);
    }

    public HttpResponseMessage Response { get; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    /// <summary>Reads the body; a connection that breaks meanwhile is an <see cref="HttpRequestException"/>, as it is before.</summary>
    public static async ValueTask<ApiAnswer> Read(HttpResponseMessage response, bool async, CancellationToken cancellationToken)
    {
        try
        {
            var answer = new ApiAnswer(response);

            // Reading synchronously takes no token; closing the response is what ends it.
            using var cut = async ? default : cancellationToken.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
            var body = async ? await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false) : response.Content.ReadAsStream(cancellationToken);
            int read;
            do
            {
                read = async
                    ? await body.ReadAsync(answer.Free(), cancellationToken).ConfigureAwait(false)
                    : body.Read(answer.Free().Span);
                answer._length += read;
            }
            while (read > 0);
            return answer;
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
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private Memory<byte> Free()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
