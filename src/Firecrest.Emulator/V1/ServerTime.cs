using System.Globalization;

namespace Firecrest.Emulator.V1;

/// <summary>Times as the services and Slurm write them: in the zone of the server, which is not told.</summary>
internal static class ServerTime
{
    public static string Text(DateTimeOffset time, FirecrestEmulatorOptions options)
        => TimeZoneInfo.ConvertTime(time, options.TimeProvider.LocalTimeZone).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A time of day as a moment.</summary>
    public static DateTimeOffset Parse(DateTime local, FirecrestEmulatorOptions options)
        => new(local, options.TimeProvider.LocalTimeZone.GetUtcOffset(local));

    /// <summary>A duration as squeue prints it: <c>0:06</c>, <c>1:02:03</c>, <c>1-02:03:04</c>.</summary>
    public static string Short(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => time.ToString(@"d\-hh\:mm\:ss", CultureInfo.InvariantCulture),
        { TotalHours: >= 1 } => time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        _ => time.ToString(@"m\:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>A duration as sacct prints it: <c>00:00:06</c>, <c>1-02:03:04</c>.</summary>
    public static string Long(TimeSpan time)
        => time.ToString(time.TotalDays >= 1 ? @"d\-hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
