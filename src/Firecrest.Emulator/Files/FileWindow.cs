namespace Firecrest.Emulator.Files;

/// <summary>Finds the part of a file that head and tail print.</summary>
internal static class FileWindow
{
    /// <summary>Where head stops: after <paramref name="lines"/> lines, or before the last ones when negative.</summary>
    public static Task<long> EndOfHead(Stream file, long lines, CancellationToken cancellationToken)
        => lines >= 0 ? AfterLines(file, lines, cancellationToken) : StartOfLast(file, -lines, cancellationToken);

    /// <summary>Where the last <paramref name="lines"/> lines begin; a last line without an end counts.</summary>
    public static async Task<long> StartOfLast(Stream file, long lines, CancellationToken cancellationToken)
    {
        if (lines == 0)
        {
            return file.Length;
        }

        long total = 0;
        bool open = false;
        await Scan(file, (_, isEnd) => Count(isEnd), cancellationToken).ConfigureAwait(false);
        return await AfterLines(file, Math.Max(total + (open ? 1 : 0) - lines, 0), cancellationToken).ConfigureAwait(false);

        bool Count(bool isEnd)
        {
            total += isEnd ? 1 : 0;
            open = !isEnd;
            return true;
        }
    }

    /// <summary>The position after so many line ends, or the end of the file.</summary>
    public static async Task<long> AfterLines(Stream file, long lines, CancellationToken cancellationToken)
    {
        long left = lines;
        long end = 0;
        if (lines > 0)
        {
            await Scan(file, Step, cancellationToken).ConfigureAwait(false);
        }

        return end;

        bool Step(long position, bool isEnd)
        {
            end = position + 1;
            left -= isEnd ? 1 : 0;
            return left > 0;
        }
    }

    /// <summary>The bytes between two positions, fewer when the file is shorter by then.</summary>
    public static async Task<byte[]> Read(Stream file, long start, long end, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[Math.Max(end - start, 0)];
        file.Position = start;
        int count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count == bytes.Length ? bytes : bytes[..count];
    }

    private static async Task Scan(Stream file, Func<long, bool, bool> visit, CancellationToken cancellationToken)
    {
        file.Position = 0;
        byte[] buffer = new byte[65536];
        long position = 0;
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            for (int i = 0; i < count; i++, position++)
            {
                if (!visit(position, buffer[i] == '\n'))
                {
                    return;
                }
            }
        }
    }
}
