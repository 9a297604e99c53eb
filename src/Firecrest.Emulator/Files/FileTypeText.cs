using System.Text;

namespace Firecrest.Emulator.Files;

/// <summary>A small part of what the file command knows.</summary>
internal static class FileTypeText
{
    public static string Of(ReadOnlySpan<byte> start)
        => start.IsEmpty ? "empty"
        : start is [0x1f, 0x8b, ..] ? "gzip compressed data"
        : start.StartsWith("\x7fELF"u8) ? "ELF executable"
        : start.Contains((byte)0) ? "data"
        : start.StartsWith("#!"u8) ? Script(start)
        : Ascii.IsValid(start) ? "ASCII text"
        : System.Text.Unicode.Utf8.IsValid(start) ? "Unicode text, UTF-8 text"
        : "data";

    private static string Script(ReadOnlySpan<byte> start)
    {
        string line = Encoding.UTF8.GetString(start).Split('\n')[0];
        string name = line.EndsWith("bash", StringComparison.Ordinal) ? "Bourne-Again shell script"
            : line.EndsWith("/sh", StringComparison.Ordinal) ? "POSIX shell script"
            : $"a {line[2..].Trim()} script";
        return name + (Ascii.IsValid(start) ? ", ASCII text executable" : ", Unicode text, UTF-8 text executable");
    }
}
