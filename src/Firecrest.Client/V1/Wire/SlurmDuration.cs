using System.Globalization;

namespace Firecrest.Client.V1.Wire;

/// <summary>Reads durations as Slurm writes them: <c>1-02:03:04</c>, <c>02:03:04</c>, <c>3:04</c>; words such as <c>UNLIMITED</c> are none.</summary>
internal static class SlurmDuration
{
    public static TimeSpan? Parse(string? text)
    {
        var dash = (text ?? "").Split('-');
        var parts = dash[^1].Split(':');
        var days = dash.Length == 2 ? Number(dash[0]) : 0;
        var seconds = Number(parts[^1].Split('.')[0]);
        var minutes = parts.Length > 1 ? Number(parts[^2]) : null;
        var hours = parts.Length > 2 ? Number(parts[^3]) : 0;
        return dash.Length <= 2 && parts.Length <= 3 && (days, hours, minutes, seconds) is ({ } d, { } h, { } m, { } s) ? new TimeSpan(d, h, m, s) : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : null;
}
