using System.Globalization;
using System.Text.Json;

namespace Firecrest.Client.V1.Wire;

/// <summary>Of the settings that the server tells, those that the helpers go by; each may be missing or in another form.</summary>
internal static class SettingsWire
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>The size in bytes up to which the operations on files work; null when it is not told.</summary>
    public static long? ReadUtilitiesLimit(JsonElement settings)
    {
        var value = Find(settings, "utilities", "UTILITIES_MAX_FILE_SIZE");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes is > 0 and < int.MaxValue
            ? (long)(mebibytes * Mebibyte)
            : null;
    }

    /// <summary>Where file systems are mounted, by system.</summary>
    public static ILookup<string, RemotePath> ReadFileSystems(JsonElement settings) => (
        from system in Elements(Find(settings, "storage", "FILESYSTEMS"))
        from mounted in Elements(Member(system, "mounted"))
        let path = mounted.ValueKind == JsonValueKind.String ? RemotePath.FromServer(mounted.GetString()) : null
        where path is not null
        select (Name: Member(system, "system").ToString(), Path: path.Value)).ToLookup(found => found.Name, found => found.Path, StringComparer.Ordinal);

    private static JsonElement Find(JsonElement settings, string group, string name) => Elements(Member(Member(settings, "out"), group))
        .Where(setting => Member(setting, "name").ToString() == name).Select(setting => Member(setting, "value")).FirstOrDefault();

    private static JsonElement Member(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement.ArrayEnumerator Elements(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default;
}
