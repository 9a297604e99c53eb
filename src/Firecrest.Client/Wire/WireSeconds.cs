namespace Firecrest.Client.Wire;

/// <summary>Turns seconds into times, also those that are beyond what .NET can tell.</summary>
internal static class WireSeconds
{
    /// <summary>Null for a duration that cannot be.</summary>
    public static TimeSpan? ToTimeSpan(double? seconds)
        => seconds is { } known && Math.Abs(known) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(known) : null;

    /// <summary>The nearest date there is: files may have any time.</summary>
    public static DateTimeOffset ToDate(long unixSeconds)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unixSeconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
