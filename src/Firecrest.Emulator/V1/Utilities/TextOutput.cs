using System.Buffers;
using System.Globalization;
using System.Text;

namespace Firecrest.Emulator.V1.Utilities;

/// <summary>Makes text of what a command prints, as the server does.</summary>
internal static class TextOutput
{
    /// <summary>The text; bytes that are none make the command fail.</summary>
    public static string Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(rest, out _, out int consumed);
            if (status != OperationStatus.Done)
            {
                string reason = status == OperationStatus.NeedMoreData ? "unexpected end of data"
                    : rest[0] is >= 0xc2 and <= 0xf4 ? "invalid continuation byte"
                    : "invalid start byte";
                throw new CommandFailure(string.Create(
                    CultureInfo.InvariantCulture, $"'utf-8' codec can't decode byte 0x{rest[0]:x2} in position {bytes.Length - rest.Length}: {reason}"));
            }

            rest = rest[consumed..];
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>What a command fails with that prints too much.</summary>
    public static CommandFailure TooLong(int limit) => new(string.Create(CultureInfo.InvariantCulture, $"Command output exceeded buffer limit ({limit})"));

    /// <summary>The lines that contain a text, as grep prints them; null when there is none.</summary>
    public static string? Lines(string text, string pattern)
    {
        string[] lines = [.. text.TrimEnd('\n').Split('\n').Where(line => line.Contains(pattern, StringComparison.Ordinal))];
        return lines.Length == 0 ? null : string.Join('\n', lines) + "\n";
    }
}
