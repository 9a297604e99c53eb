namespace Firecrest.Client.V2.Requests;

internal static class CompressionName
{
    /// <summary>The server's word; null, which is not sent, for its default.</summary>
    public static string? ToWireName(this CompressionType? compression) => compression?.ToWireName();

    public static string ToWireName(this CompressionType compression) => compression switch
    {
        CompressionType.None => "none",
        CompressionType.Bzip2 => "bzip2",
        CompressionType.Gzip => "gzip",
        CompressionType.Xz => "xz",
        _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, null),
    };
}
