namespace Firecrest.Client;

/// <summary>How much of the beginning or end of a file to read: a number of lines or of bytes.</summary>
public sealed record ReadWindow
{
    private ReadWindow(long? lineCount, long? byteCount)
    {
        LineCount = lineCount;
        ByteCount = byteCount;
    }

    /// <summary>The number of lines; null when bytes are counted.</summary>
    public long? LineCount { get; }

    /// <summary>The number of bytes; null when lines are counted.</summary>
    public long? ByteCount { get; }

    /// <summary>A number of lines.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static ReadWindow Lines(long count) => new(Positive(count), null);

    /// <summary>A number of bytes. A character of several bytes that is cut shows as U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static ReadWindow Bytes(long count) => new(null, Positive(count));

    // The server takes 0 as "not given" and would answer with ten lines.
    private static long Positive(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return count;
    }
}
