namespace Firecrest.Client.Files;

/// <summary>What of a file the operations of the server carry at once.</summary>
internal static class DirectLimits
{
    /// <summary>The server carries a download as base64 and limits the length of that.</summary>
    public static bool CanDownload(long bytes, long limit) => (bytes + 2) / 3 * 4 < limit;

    /// <summary>The largest file that can be downloaded.</summary>
    public static long LargestDownload(long limit) => Math.Max((limit - 1) / 4 * 3, 0);
}
