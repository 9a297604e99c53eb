using Microsoft.Win32.SafeHandles;

namespace Firecrest.Client.Transfers;

/// <summary>Reads what is uploaded, at any place.</summary>
internal abstract class PartReader : IDisposable
{
    /// <summary>0 at the end.</summary>
    public abstract ValueTask<int> Read(long offset, Memory<byte> buffer, bool async, CancellationToken cancellationToken);

    public abstract void Dispose();
}

internal sealed class FilePartReader(SafeFileHandle handle) : PartReader
{
    public override ValueTask<int> Read(long offset, Memory<byte> buffer, bool async, CancellationToken cancellationToken)
        => async ? RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken) : new(RandomAccess.Read(handle, buffer.Span, offset));

    public override void Dispose() => handle.Dispose();
}

/// <summary>Leaves the stream open.</summary>
internal sealed class StreamPartReader(Stream stream, long start) : PartReader
{
    public override ValueTask<int> Read(long offset, Memory<byte> buffer, bool async, CancellationToken cancellationToken)
    {
        if (stream.Position != start + offset)
        {
            stream.Position = start + offset;
        }

        return async ? stream.ReadAsync(buffer, cancellationToken) : new(stream.Read(buffer.Span));
    }

    public override void Dispose()
    {
    }
}
