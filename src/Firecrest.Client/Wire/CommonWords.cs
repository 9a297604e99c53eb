using System.Text;
using System.Text.Json;

namespace Firecrest.Client.Wire;

/// <summary>Words that nearly every answer repeats, so that a list of jobs or files does not hold each of them a thousand times.</summary>
internal static class CommonWords
{
    private static readonly (byte[] Utf8, string Text)[] Words =
    [
        .. ((string[])["-", "d", "l", "None", "COMPLETED", "RUNNING", "PENDING", "FAILED", "slurm", "ssh", "rest", "scheduler", "filesystem", "s3"])
            .Select(word => (Encoding.UTF8.GetBytes(word), word)),
    ];

    /// <summary>The word that the reader is at; null for any other.</summary>
    public static string? Find(ref Utf8JsonReader reader)
    {
        foreach (var (utf8, text) in Words)
        {
            if (reader.ValueTextEquals(utf8))
            {
                return text;
            }
        }

        return null;
    }
}
