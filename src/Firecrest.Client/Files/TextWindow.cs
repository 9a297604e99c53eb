namespace Firecrest.Client.Files;

/// <summary>Takes from the bytes of a file what <c>head</c> and <c>tail</c> would.</summary>
internal static class TextWindow
{
    private const int DefaultLines = 10;

    public static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> content, ReadWindow? window)
    {
        if (window?.ByteCount is { } count)
        {
            return content[..(int)Math.Min(count, content.Length)];
        }

        var end = 0;
        for (var lines = window?.LineCount ?? DefaultLines; lines > 0 && end < content.Length; lines--)
        {
            var line = content[end..].IndexOf((byte)'\n');
            end = line < 0 ? content.Length : end + line + 1;
        }

        return content[..end];
    }

    public static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> content, ReadWindow? window)
    {
        if (window?.ByteCount is { } count)
        {
            return content[^(int)Math.Min(count, content.Length)..];
        }

        var start = content.Length;
        for (var lines = window?.LineCount ?? DefaultLines; lines > 0 && start > 0; lines--)
        {
            // The line break at the end of a line belongs to it.
            start = content[..(start - 1)].LastIndexOf((byte)'\n') + 1;
        }

        return content[start..];
    }
}
