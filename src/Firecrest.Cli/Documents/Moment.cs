using System.Globalization;

namespace Firecrest.Cli.Documents;

/// <summary>Points in time, each told twice: as seconds since 1970 and as text.</summary>
internal static class Moment
{
    public static long? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds();

    public static string? Text(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
