using System.Text;
using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Reads a growing text file by tail, from the byte where the last look ended.</summary>
/// <remarks>
/// A look begins a little before that: that its text begins with what was read there tells that the file was not cut or replaced. The server refuses a part
/// that holds other bytes than UTF-8, be it the half of a character that is not written whole yet: then the file is downloaded, which tells them exactly, up
/// to the server's limit.
/// </remarks>
internal sealed class TailReader(FirecrestPipeline pipeline, V1Files files, string systemName, RemotePath path) : GrowingText
{
    /// <summary>So much of two logs is hardly ever the same at the same place, and it is little to read again.</summary>
    private const int LargestOverlap = 256;

    /// <summary>The end of what was given out, which the next look reads again.</summary>
    private byte[] _overlap = [];

    /// <summary>How many bytes were given out.</summary>
    private long _position;

    private bool _startsOver;
    private bool _hasMore;

    /// <summary>The file ends within a character.</summary>
    private bool _holdsBack;

    /// <summary>The file ends within a character, and is too large to be downloaded: what is before that character is not known either.</summary>
    private bool _isBlocked;

    /// <summary>Made when the file holds other bytes than UTF-8; it keeps an incomplete character.</summary>
    private Decoder? _decoder;

    public override async ValueTask<TextPiece?> ReadMore(bool async, CancellationToken cancellationToken)
    {
        (_hasMore, _holdsBack, _isBlocked) = (false, _holdsBack && _decoder is not null, false);
        var text = _decoder is not null ? await Download(async, cancellationToken).ConfigureAwait(false) : await Tail(async, cancellationToken).ConfigureAwait(false);
        if (text.Length == 0)
        {
            return null;
        }

        var piece = new TextPiece(text, _startsOver, _hasMore);
        _startsOver = false;
        return piece;
    }

    public override string TakeRest()
    {
        if (_isBlocked)
        {
            throw V1Files.NoText(systemName, path, null);
        }

        if (_decoder is { } decoder)
        {
            Span<char> rest = stackalloc char[4];
            return rest[..decoder.GetChars(ReadOnlySpan<byte>.Empty, rest, flush: true)].ToString();
        }

        var held = _holdsBack ? "\uFFFD" : "";
        _holdsBack = false;
        return held;
    }

    private async ValueTask<string> Tail(bool async, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var request = UtilitiesRequests.Tail(systemName, path, new() { Bytes = _position - _overlap.Length + 1, SkipBeginning = true });
                var text = await pipeline.SendCore(request, async, cancellationToken).ConfigureAwait(false);
                var bytes = Encoding.UTF8.GetBytes(text);
                if (Continues(bytes))
                {
                    return Take(bytes.AsSpan(_overlap.Length));
                }

                StartOver();
            }
            catch (FirecrestTooLargeException)
            {
                if (await ReadFromBeginning(async, cancellationToken).ConfigureAwait(false) is { } text)
                {
                    return text;
                }
            }
            catch (FirecrestApiException refused) when (ServerMessages.SaysThatTextIsNoUtf8(refused.ServerMessage))
            {
                _isBlocked = ServerMessages.SaysThatTextEndsEarly(refused.ServerMessage);
                return await Download(async, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>More is new than the server gives at once: the part that can be had from the beginning of the file. Null when the file is another one.</summary>
    private async ValueTask<string?> ReadFromBeginning(bool async, CancellationToken cancellationToken)
    {
        var limit = await files.Settings.GetOutputLimit(async, cancellationToken).ConfigureAwait(false);
        var content = limit - 1 > _position ? await files.ReadBeginning(systemName, path, limit - 1, async, cancellationToken).ConfigureAwait(false) : [];
        if (content.Length <= _position)
        {
            throw new FirecrestNotSupportedException(
                $"{systemName}:{path} has more than {limit} bytes after byte {_position}, and FirecREST v1 gives no part from the middle of a file. Read its end by Tail.");
        }

        var known = content.AsSpan(0, (int)_position);
        if (!known.EndsWith(_overlap))
        {
            StartOver();
            return null;
        }

        _hasMore = true;
        return Take(content.AsSpan((int)_position));
    }

    private async ValueTask<string> Download(bool async, CancellationToken cancellationToken)
    {
        var stat = await files.Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (_decoder is not null && stat.Size == _position)
        {
            return "";
        }

        if (!DirectLimits.CanDownload(stat.Size, await files.Settings.GetOutputLimit(async, cancellationToken).ConfigureAwait(false)))
        {
            // A character whose rest is not written yet: the next look shows all of it.
            return _isBlocked ? "" : throw V1Files.NoText(systemName, path, null);
        }

        var content = await pipeline.SendCore(UtilitiesRequests.Download(systemName, path), async, cancellationToken).ConfigureAwait(false);
        _isBlocked = false;
        if (content.Length < _position || !content.AsSpan(0, (int)_position).EndsWith(_overlap))
        {
            StartOver();
        }

        var fresh = content.AsSpan((int)_position);
        if (_decoder is null && WithoutCutEnd(fresh) is var whole && System.Text.Unicode.Utf8.IsValid(whole))
        {
            _holdsBack = whole.Length < fresh.Length;
            return Take(whole);
        }

        _decoder ??= Encoding.UTF8.GetDecoder();
        var text = new char[_decoder.GetCharCount(fresh, flush: false)];
        _decoder.GetChars(fresh, text, flush: false);
        Advance(fresh);
        return new string(text);
    }

    /// <summary>Without the beginning of a character that is not there whole.</summary>
    private static ReadOnlySpan<byte> WithoutCutEnd(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData)
            {
                return bytes[..^length];
            }
        }

        return bytes;
    }

    private bool Continues(ReadOnlySpan<byte> bytes) => bytes.StartsWith(_overlap);

    private string Take(ReadOnlySpan<byte> fresh)
    {
        Advance(fresh);
        return Encoding.UTF8.GetString(fresh);
    }

    /// <summary>Remembers the end of what was given out, from the beginning of a character on.</summary>
    private void Advance(ReadOnlySpan<byte> fresh)
    {
        byte[] known = [.. _overlap, .. fresh[^Math.Min(fresh.Length, LargestOverlap)..]];
        var from = Math.Max(0, known.Length - LargestOverlap);
        while (from < known.Length && (known[from] & 0xC0) == 0x80)
        {
            from++;
        }

        (_overlap, _position) = (known[from..], _position + fresh.Length);
    }

    private void StartOver()
    {
        (_position, _overlap, _decoder, _holdsBack) = (0, [], null, false);
        _startsOver = true;
    }
}
