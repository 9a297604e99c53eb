using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Reads a text file in blocks by ops/view, from its beginning to the size it had when it was opened.</summary>
/// <remarks>
/// ops/view reads two blocks of bytes, decodes them as UTF-8 and then cuts characters where it should cut bytes. Asked for whole blocks only, its answer
/// begins with the block's first byte and holds at least the block, so that the bytes follow from the text. A character that straddles two blocks is
/// taken from the first answer; its rest shows as U+FFFD at the beginning of the second. A file with bytes that are no UTF-8 cannot be told that way,
/// and is refused when the first of them is reached.
/// </remarks>
internal sealed class RangedReadStream(FirecrestPipeline pipeline, string systemName, RemotePath path, long length, int blockSize) : Stream
{
    private const char Replacement = '\uFFFD';

    private ReadOnlyMemory<byte> _block;
    private long _nextBlock;

    /// <summary>How many bytes of the next block are known already, from a character that began in the one before.</summary>
    private int _straddling;

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > 0 && _block.IsEmpty)
        {
            Fill(async: false, CancellationToken.None).EnsureCompleted();
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0 && _block.IsEmpty)
        {
            await Fill(async: true, cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _block.Length);
        _block.Span[..count].CopyTo(buffer);
        _block = _block[count..];
        _position += count;
        return count;
    }

    private async ValueTask Fill(bool async, CancellationToken cancellationToken)
    {
        while (_block.IsEmpty && _position < length)
        {
            var request = FilesystemRequests.View(systemName, path, new ViewOptions { Offset = _nextBlock * blockSize, Size = blockSize });
            var text = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
            var bytes = Bytes(text);
            var left = length - _position;
            if (bytes.Length < left && _straddling + bytes.Length < blockSize)
            {
                throw new TransferFailedException($"{systemName}:{path} had {length} bytes when it was opened and ends after {_position + bytes.Length} now: it was cut meanwhile. Open it again.");
            }

            // Known bytes of the next block: what the last character has beyond this one.
            _straddling = Math.Max(0, _straddling + bytes.Length - blockSize);
            _block = bytes.AsMemory(0, (int)Math.Min(bytes.Length, left));
            _nextBlock++;
        }
    }

    /// <summary>The bytes of the block that are not known yet, with the whole of a character that reaches beyond it.</summary>
    private byte[] Bytes(string text)
    {
        var end = _straddling;
        if (text.Length < end || text.AsSpan(0, end).ContainsAnyExcept(Replacement))
        {
            throw new TransferFailedException($"{systemName}:{path} changed while it was read. Open it again.");
        }

        var needed = Math.Min(blockSize - _straddling, length - _position);
        for (long bytes = 0; bytes < needed && end < text.Length;)
        {
            if (text[end] == Replacement)
            {
                throw new FirecrestNotSupportedException(
                    $"{systemName}:{path} holds bytes that are no UTF-8 text, or the character U+FFFD that the server shows for them, near byte {_position + bytes}. Beyond the size that the server downloads at once, only text can be read.");
            }

            var rune = Rune.GetRuneAt(text, end);
            bytes += rune.Utf8SequenceLength;
            end += rune.Utf16SequenceLength;
        }

        return Encoding.UTF8.GetBytes(text, _straddling, end - _straddling);
    }
}
