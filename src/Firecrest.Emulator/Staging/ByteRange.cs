using System.Globalization;

namespace Firecrest.Emulator.Staging;

/// <summary>The part of an object that a request asks for.</summary>
internal sealed record ByteRange(long Start, long Length)
{
    /// <summary>Reads <c>bytes=first-last</c>, <c>bytes=first-</c> or <c>bytes=-count</c>; null, for all, when it is anything else.</summary>
    public static ByteRange? Of(string? header, long size)
    {
        if (header?.Split('=', 2) is not ["bytes", var text] || text.Split('-') is not [var first, var last])
        {
            return null;
        }

        bool hasFirst = Number(first, out long start);
        bool hasLast = Number(last, out long end);
        if ((!hasFirst && first.Length > 0) || (!hasLast && last.Length > 0) || !(hasFirst || hasLast) || (hasFirst && hasLast && end < start))
        {
            return null;
        }

        if (!hasFirst)
        {
            (start, end) = (Math.Max(size - end, 0), size - 1);
        }

        end = hasLast ? Math.Min(end, size - 1) : size - 1;
        return start <= end ? new ByteRange(start, end - start + 1) : throw S3Error.InvalidRange;
    }

    private static bool Number(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
