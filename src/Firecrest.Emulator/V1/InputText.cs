using System.Buffers;

namespace Firecrest.Emulator.V1;

/// <summary>The check of every text that ends up in a command.</summary>
internal static class InputText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. "<>|;\"'&\\()`", .. Enumerable.Range(0, 32).Select(code => (char)code)]);

    /// <summary>What is wrong with a text; null when it is fine.</summary>
    public static string? Complaint(string? text)
        => text is null ? "not specified" : text.Length == 0 ? "is empty" : text.AsSpan().ContainsAny(Forbidden) ? "has invalid char" : null;
}
