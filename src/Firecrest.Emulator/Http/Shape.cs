using System.Globalization;
using System.Text.Json;

namespace Firecrest.Emulator.Http;

/// <summary>Values whose JSON type differs from server to server.</summary>
internal static class Shape
{
    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, EmulatorJson.Default.String);

    public static JsonElement List(IReadOnlyList<string> texts) => JsonSerializer.SerializeToElement(texts, EmulatorJson.Default.IReadOnlyListString);

    /// <summary>The id of a job: a text since 2.5, a number before.</summary>
    public static JsonElement JobId(int id, FirecrestEmulatorOptions options)
        => options.Release == EmulatedRelease.V24
            ? JsonSerializer.SerializeToElement(id, EmulatorJson.Default.Int32)
            : Text(id.ToString(CultureInfo.InvariantCulture));
}
