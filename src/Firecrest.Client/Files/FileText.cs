using System.Text;

namespace Firecrest.Client.Files;

/// <summary>Reads file content as text.</summary>
internal static class FileText
{
    /// <summary>UTF-8, without byte order mark; other bytes show as U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
        => Encoding.UTF8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
}
