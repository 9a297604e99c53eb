using System.Text;
using Firecrest.Client.Errors;
using Firecrest.Client.Files;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>The file helpers on FirecREST v1 that are more than one request.</summary>
internal sealed class V1Files(FirecrestPipeline pipeline, V1Settings settings) : FileLook(pipeline.Clock)
{
    private const int TypeMask = 0xF000;

    private const string Replacement = "\uFFFD";

    /// <summary>The longest character of UTF-8 has one more.</summary>
    private const int LargestCut = 3;

    public V1Settings Settings => settings;

    public override async ValueTask<FileStat> Stat(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
    {
        var stat = await Send(UtilitiesRequests.Stat(systemName, path, dereference), async, cancellationToken).ConfigureAwait(false);
        return (stat.Mode & TypeMask) != 0
            ? stat
            : stat with { Mode = stat.Mode | await LookUpType(systemName, path, dereference, async, cancellationToken).ConfigureAwait(false) };
    }

    public override ValueTask<FileChecksum> Checksum(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
        => Send(UtilitiesRequests.Checksum(systemName, path), async, cancellationToken);

    public override ValueTask<string> ReadEnd(string systemName, RemotePath path, long lines, bool async, CancellationToken cancellationToken)
        => Tail(systemName, path, ReadWindow.Lines(lines), async, cancellationToken);

    public override ValueTask<IReadOnlyList<RemotePath>> GetRoots(string systemName, bool async, CancellationToken cancellationToken)
        => settings.GetRoots(systemName, async, cancellationToken);

    public override ValueTask<string> GetUserName(string systemName, bool async, CancellationToken cancellationToken)
        => Send(UtilitiesRequests.GetUserName(systemName), async, cancellationToken);

    public async ValueTask<string> Head(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Send(UtilitiesRequests.Head(systemName, path, HeadOf(window)), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException refused) when (ServerMessages.SaysThatTextIsNoUtf8(refused.ServerMessage))
        {
            if (await TryDownload(systemName, path, async, cancellationToken).ConfigureAwait(false) is { } content)
            {
                return Encoding.UTF8.GetString(TextWindow.Head(content, window));
            }

            // The last character may be cut.
            var count = window?.ByteCount ?? 0;
            for (var cut = 1; cut <= LargestCut && cut < count; cut++)
            {
                if (await TryRead(UtilitiesRequests.Head(systemName, path, new() { Bytes = count - cut }), async, cancellationToken).ConfigureAwait(false) is { } text)
                {
                    return text + Replacement;
                }
            }

            throw NoText(systemName, path, refused);
        }
    }

    public async ValueTask<string> Tail(string systemName, RemotePath path, ReadWindow? window, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Send(UtilitiesRequests.Tail(systemName, path, TailOf(window)), async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException refused) when (ServerMessages.SaysThatTextIsNoUtf8(refused.ServerMessage))
        {
            if (await TryDownload(systemName, path, async, cancellationToken).ConfigureAwait(false) is { } content)
            {
                return Encoding.UTF8.GetString(TextWindow.Tail(content, window));
            }

            // The first character may be cut.
            var count = window?.ByteCount ?? 0;
            for (var cut = 1; cut <= LargestCut && cut < count; cut++)
            {
                if (await TryRead(UtilitiesRequests.Tail(systemName, path, new() { Bytes = count - cut }), async, cancellationToken).ConfigureAwait(false) is { } text)
                {
                    return string.Concat(Enumerable.Repeat(Replacement, cut)) + text;
                }
            }

            throw NoText(systemName, path, refused);
        }
    }

    public override async ValueTask<Stream> OpenRead(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        if (stat.Type == FileType.Directory)
        {
            throw IsDirectory(systemName, path);
        }

        var limit = await settings.GetOutputLimit(async, cancellationToken).ConfigureAwait(false);
        var content = DirectLimits.CanDownload(stat.Size, limit)
            ? await new UtilitiesTransfer(pipeline, this, systemName, path).Download(async, cancellationToken).ConfigureAwait(false)
            : await ReadFromBothEnds(systemName, path, stat.Size, limit, async, cancellationToken).ConfigureAwait(false);
        return new MemoryStream(content, writable: false);
    }

    /// <summary>The whole file, whatever it holds; null when it is too large for that.</summary>
    public async ValueTask<byte[]?> TryDownload(string systemName, RemotePath path, bool async, CancellationToken cancellationToken)
    {
        var stat = await Stat(systemName, path, dereference: true, async, cancellationToken).ConfigureAwait(false);
        return DirectLimits.CanDownload(stat.Size, await settings.GetOutputLimit(async, cancellationToken).ConfigureAwait(false))
            ? await Send(UtilitiesRequests.Download(systemName, path), async, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>A part of a text file; null when it begins or ends within a character.</summary>
    public async ValueTask<string?> TryRead(ApiRequest<string> request, bool async, CancellationToken cancellationToken)
    {
        try
        {
            return await Send(request, async, cancellationToken).ConfigureAwait(false);
        }
        catch (FirecrestApiException exception) when (ServerMessages.SaysThatTextIsNoUtf8(exception.ServerMessage))
        {
            return null;
        }
    }

    /// <summary>The beginning of a text file in bytes, no more than a number of them and less where the last character would be cut.</summary>
    public async ValueTask<byte[]> ReadBeginning(string systemName, RemotePath path, long bytes, bool async, CancellationToken cancellationToken)
    {
        for (var cut = 0; cut <= LargestCut; cut++)
        {
            if (await TryRead(UtilitiesRequests.Head(systemName, path, new() { Bytes = bytes - cut }), async, cancellationToken).ConfigureAwait(false) is { } text)
            {
                return Encoding.UTF8.GetBytes(text);
            }
        }

        throw NoText(systemName, path, null);
    }

    public static FirecrestNotSupportedException NoText(string systemName, RemotePath path, Exception? cause) => new(
        $"{systemName}:{path} holds bytes that are no UTF-8 text. Beyond the size that the server downloads at once, FirecREST v1 gives text only.", cause);

    protected override bool SaysThatNothingIsThere(FirecrestApiException failure)
        => failure.ErrorCode == FirecrestErrorCode.NotFound || ServerMessages.SaysThatFileIsNoDirectory(failure.ServerMessage);

    /// <summary>The server gives no part from the middle of a file: what its two ends together do not cover cannot be read.</summary>
    private async ValueTask<byte[]> ReadFromBothEnds(string systemName, RemotePath path, long size, long limit, bool async, CancellationToken cancellationToken)
    {
        if ((size + 1) / 2 >= limit - LargestCut)
        {
            throw new FirecrestNotSupportedException(
                $"{systemName}:{path} has {size} bytes. FirecREST v1 gives no more than {DirectLimits.LargestDownload(limit)} of any file at once, and twice {limit} of a text from its two ends. Larger files need a transfer, which this version of Firecrest.Client does not have.");
        }

        var beginning = await ReadBeginning(systemName, path, size / 2, async, cancellationToken).ConfigureAwait(false);
        var rest = await TryRead(UtilitiesRequests.Tail(systemName, path, new() { Bytes = beginning.Length + 1, SkipBeginning = true }), async, cancellationToken).ConfigureAwait(false)
            ?? throw NoText(systemName, path, null);
        var content = new byte[size];
        beginning.CopyTo(content, 0);
        var bytes = Encoding.UTF8.GetBytes(rest);
        if (beginning.Length + bytes.Length < size)
        {
            throw new TransferFailedException($"{systemName}:{path} had {size} bytes when it was opened and has {beginning.Length + bytes.Length} now: it was cut meanwhile. Open it again.");
        }

        bytes.AsSpan(0, (int)size - beginning.Length).CopyTo(content.AsSpan(beginning.Length));
        return content;
    }

    /// <summary>Servers before 1.16 tell the type of a file only where they list it: a file by its full path, a directory by what is in it.</summary>
    private async ValueTask<int> LookUpType(string systemName, RemotePath path, bool dereference, bool async, CancellationToken cancellationToken)
    {
        var request = UtilitiesRequests.List(systemName, path, new() { FollowLinks = dereference, PageSize = 1 });
        var listed = await Send(request, async, cancellationToken).ConfigureAwait(false);
        return (listed.Count == 1 && listed[0].Name == path.ToString() ? listed[0].Type.Value : FileType.Directory.Value) switch
        {
            "-" => 0x8000,
            "d" => 0x4000,
            "l" => 0xA000,
            "p" => 0x1000,
            "c" => 0x2000,
            "b" => 0x6000,
            "s" => 0xC000,
            _ => 0,
        };
    }

    private ValueTask<T> Send<T>(ApiRequest<T> request, bool async, CancellationToken cancellationToken) => pipeline.SendCore(request, async, cancellationToken);

    private static HeadOptions HeadOf(ReadWindow? window) => new() { Lines = window?.LineCount, Bytes = window?.ByteCount };

    private static TailOptions TailOf(ReadWindow? window) => new() { Lines = window?.LineCount, Bytes = window?.ByteCount };
}
