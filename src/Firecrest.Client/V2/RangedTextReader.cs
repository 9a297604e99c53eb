using System.Text;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;

namespace Firecrest.Client.V2;

/// <summary>Reads a growing text file in blocks by ops/view; see <see cref="RangedReadStream"/> for why whole blocks.</summary>
/// <remarks>
/// The block in which the file ends is read again at each look. That its text begins with what was read before tells that the file was not cut or
/// replaced. Bytes that are no UTF-8 cannot be counted by their text: then the file is downloaded, which tells them exactly, up to the server's limit.
/// </remarks>
internal sealed class RangedTextReader(FirecrestPipeline pipeline, SystemCache systems, string systemName, RemotePath path) : GrowingText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Few requests for a long log, and little to read again at each look.</summary>
    private const long LargestBlock = 256 * 1024;

    private int _blockSize;
    private long _block;

    /// <summary>How many bytes of the block belong to a character that began in the one before.</summary>
    private int _straddling;

    /// <summary>The text of the block that was given out.</summary>
    private string _seen = "";

    private bool _holdsBack;
    private bool _startsOver;

    /// <summary>Made when the file holds other bytes than UTF-8; it keeps an incomplete character.</summary>
    private Decoder? _decoder;

    private long _position;

    private long Start => _block * _blockSize;

    public override async ValueTask<TextPiece?> ReadMore(bool async, CancellationToken cancellationToken)
    {
        if (_blockSize == 0)
        {
            var limit = await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false);
            _blockSize = (int)Math.Clamp((limit / 2) - 1, 1, LargestBlock);
        }

        var block = _block;
        var text = _decoder is not null ? await Download(async, cancellationToken).ConfigureAwait(false) : await View(async, cancellationToken).ConfigureAwait(false);
        if (text.Length == 0)
        {
            return null;
        }

        var piece = new TextPiece(text, _startsOver, HasMore: _block > block);
        _startsOver = false;
        return piece;
    }

    public override string TakeRest()
    {
        if (_decoder is { } decoder)
        {
            Span<char> rest = stackalloc char[4];
            return rest[..decoder.GetChars(ReadOnlySpan<byte>.Empty, rest, flush: true)].ToString();
        }

        var held = _holdsBack ? Replacement.ToString() : "";
        _holdsBack = false;
        return held;
    }

    private async ValueTask<string> View(bool async, CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = FilesystemRequests.View(systemName, path, new ViewOptions { Offset = Start, Size = _blockSize });
            var text = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
            if (!await Continues(text, async, cancellationToken).ConfigureAwait(false))
            {
                StartOver();
                continue;
            }

            return Take(text) ?? await Download(async, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True when the text of the block begins with what was read of it.</summary>
    private async ValueTask<bool> Continues(string text, bool async, CancellationToken cancellationToken)
    {
        if (Start + _straddling + _seen.Length == 0)
        {
            return true;
        }

        if (_straddling + _seen.Length > 0)
        {
            return text.Length >= _straddling + _seen.Length && !text.AsSpan(0, _straddling).ContainsAnyExcept(Replacement)
                && text.AsSpan(_straddling).StartsWith(_seen, StringComparison.Ordinal);
        }

        // The block is new, and nothing of it known: empty, it may be the end of the file or lie far behind it.
        return text.Length > 0 || await GetSize(async, cancellationToken).ConfigureAwait(false) >= Start;
    }

    private async ValueTask<long> GetSize(bool async, CancellationToken cancellationToken)
        => (await pipeline.SendCore(FilesystemRequests.Stat(systemName, path, dereference: true), async, cancellationToken).ConfigureAwait(false)).Size;

    /// <summary>The new text of the block; null when it holds bytes that are no UTF-8.</summary>
    private string? Take(string text)
    {
        var begin = _straddling + _seen.Length;
        var end = begin;
        long bytes = _straddling + Encoding.UTF8.GetByteCount(_seen);
        _holdsBack = false;
        while (bytes < _blockSize && end < text.Length)
        {
            if (text[end] == Replacement)
            {
                _holdsBack = end == text.Length - 1;
                if (_holdsBack)
                {
                    break;
                }

                _position = Start + _straddling + Encoding.UTF8.GetByteCount(_seen);
                _decoder = Encoding.UTF8.GetDecoder();
                return null;
            }

            var rune = Rune.GetRuneAt(text, end);
            bytes += rune.Utf8SequenceLength;
            end += rune.Utf16SequenceLength;
        }

        var fresh = text[begin..end];
        if (bytes >= _blockSize)
        {
            _straddling = (int)(bytes - _blockSize);
            _block++;
            _seen = "";
        }
        else
        {
            _seen += fresh;
        }

        return fresh;
    }

    private async ValueTask<string> Download(bool async, CancellationToken cancellationToken)
    {
        var size = await GetSize(async, cancellationToken).ConfigureAwait(false);
        if (size < _position)
        {
            StartOver();
            return await View(async, cancellationToken).ConfigureAwait(false);
        }

        if (!DirectLimits.CanDownload(size, await systems.GetDirectLimit(systemName, async, cancellationToken).ConfigureAwait(false)))
        {
            throw new FirecrestNotSupportedException(
                $"{systemName}:{path} holds bytes that are no UTF-8 text, after byte {_position}. Beyond the size that the server downloads at once, only text can be followed.");
        }

        if (size == _position)
        {
            return "";
        }

        var content = await pipeline.SendCore(FilesystemRequests.Download(systemName, path), async, cancellationToken).ConfigureAwait(false);
        if (content.Length < _position)
        {
            // Cut just now; the next look sees it.
            return "";
        }

        var fresh = content.AsSpan((int)_position);
        var text = new char[_decoder!.GetCharCount(fresh, flush: false)];
        _decoder.GetChars(fresh, text, flush: false);
        _position = content.Length;
        return new string(text);
    }

    private void StartOver()
    {
        (_block, _straddling, _seen, _holdsBack, _decoder, _position) = (0, 0, "", false, null, 0);
        _startsOver = true;
    }
}
