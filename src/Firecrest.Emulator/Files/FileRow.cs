using System.Globalization;
using System.Text;

namespace Firecrest.Emulator.Files;

/// <summary>A file as the API lists it: what <c>ls -l</c> prints, in parts.</summary>
internal sealed record FileRow(
    string Name, string Type, string? LinkTarget, string User, string Group, string Permissions, string LastModified, string Size)
{
    /// <summary>The numbers of the user and its group, shown instead of names when asked for.</summary>
    public const int UserId = 5001;
    public const int GroupId = 100;
    public const string GroupName = "users";
    public const int OtherGroupId = 6001;
    public const string OtherGroupName = "project1";

    public static FileRow Of(
        string name, RemoteEntry entry, RemoteFiles files, FirecrestEmulatorOptions options, bool numericIds = false, bool unicodeNames = false)
    {
        DateTimeOffset modified = TimeZoneInfo.ConvertTime(new DateTimeOffset(entry.Info.LastWriteTimeUtc), options.TimeProvider.LocalTimeZone);
        return new FileRow(
            Escape(name, unicodeNames),
            entry.TypeLetter.ToString(),
            entry.IsLink ? Escape(files.RemoteTarget(entry.Info.LinkTarget!), unicodeNames) : null,
            numericIds ? UserId.ToString(CultureInfo.InvariantCulture) : options.UserName,
            numericIds ? GroupId.ToString(CultureInfo.InvariantCulture) : GroupName,
            entry.PermissionText,
            modified.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            entry.Size.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A name as ls quotes it: without a locale, what is not printable ASCII comes as octal numbers.</summary>
    public static string Escape(string name, bool unicodeNames = false)
    {
        var result = new StringBuilder();
        foreach (Rune letter in name.EnumerateRunes())
        {
            _ = letter.Value switch
            {
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                < 0x20 or 0x7f => AppendOctal(result, letter),
                > 0x7f when !unicodeNames => AppendOctal(result, letter),
                _ => result.Append(letter.ToString()),
            };
        }

        return result.ToString();
    }

    private static StringBuilder AppendOctal(StringBuilder result, Rune letter)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(letter.ToString()))
        {
            result.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
        }

        return result;
    }
}
