using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firecrest.Emulator.Files;

/// <summary>What chmod does with an octal mode.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal static class PermissionChange
{
    /// <summary>The mode of a text, or null when it is none.</summary>
    public static UnixFileMode? Parse(string text)
        => text.TrimStart('0').Length <= 4 && text.Length > 0 && text.All(c => c is >= '0' and <= '7')
            ? (UnixFileMode)text.Aggregate(0, (mode, digit) => (mode << 3) + CharUnicodeInfo.GetDecimalDigitValue(digit))
            : null;

    /// <summary>Sets the mode; folders keep their special bits unless the text has a digit for them.</summary>
    public static void Apply(RemoteEntry entry, string text, UnixFileMode mode)
    {
        UnixFileMode kept = entry.IsDirectory && text.Length < 5 ? entry.Permissions & (UnixFileMode.SetUser | UnixFileMode.SetGroup) : UnixFileMode.None;
        File.SetUnixFileMode(entry.LocalPath, mode | kept);
    }
}
