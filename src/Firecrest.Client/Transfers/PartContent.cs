using System.Buffers;
using System.Net;
using Firecrest.Client.Http;

namespace Firecrest.Client.Transfers;

/// <summary>A part of a file, sent straight from the file: what is in memory is one small buffer.</summary>
internal sealed class PartContent(PartReader reader, long offset, long length, ArrayPool<byte> buffers, StallGuard guard, PartMeter meter) : HttpContent
{
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => Copy(stream, async: false, cancellationToken).EnsureCompleted();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Copy(stream, async: true, CancellationToken.None).AsTask();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => Copy(stream, async: true, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    private async ValueTask Copy(Stream stream, bool async, CancellationToken cancellationToken)
    {
        var buffer = buffers.Rent(StagingConnection.BufferSize);
        try
        {
            for (var done = 0L; done < length;)
            {
                var wanted = buffer.AsMemory(0, (int)Math.Min(StagingConnection.BufferSize, length - done));
                var read = await Read(offset + done, wanted, async, cancellationToken).ConfigureAwait(false);
                if (async)
                {
                    await stream.WriteAsync(wanted[..read], cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    stream.Write(wanted.Span[..read]);
                }

                done += read;
                guard.Touch();
                meter.MovedTo(done);
            }
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    private async ValueTask<int> Read(long at, Memory<byte> buffer, bool async, CancellationToken cancellationToken)
    {
        try
        {
            var read = await reader.Read(at, buffer, async, cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : throw new LocalFileException("What is uploaded became shorter while it was sent.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalFileException(exception.Message, exception);
        }
    }
}
