using System.Globalization;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The forms of a time limit: minutes, mm:ss, hh:mm:ss, d-hh, d-hh:mm, d-hh:mm:ss and words for no limit.</summary>
internal static class SlurmTime
{
    /// <summary>Reads a limit; null in <paramref name="limit"/> stands for none. Slurm counts whole minutes and rounds up.</summary>
    public static bool TryParse(string text, out TimeSpan? limit)
    {
        limit = null;
        if (text.ToUpperInvariant() is "UNLIMITED" or "INFINITE" or "-1" or "0")
        {
            return true;
        }

        string[] days = text.Split('-');
        string[] clock = days[^1].Split(':');
        var numbers = new int[clock.Length];
        int day = 0;
        if (days.Length > 2 || clock.Length > 3 || (days.Length == 2 && !Number(days[0], out day)))
        {
            return false;
        }

        for (int i = 0; i < clock.Length; i++)
        {
            if (!Number(clock[i], out numbers[i]))
            {
                return false;
            }
        }

        bool hasDays = days.Length == 2;
        TimeSpan time = (hasDays, numbers) switch
        {
            (true, [var hours]) => new TimeSpan(day, hours, 0, 0),
            (true, [var hours, var minutes]) => new TimeSpan(day, hours, minutes, 0),
            (_, [var hours, var minutes, var seconds]) => new TimeSpan(day, hours, minutes, seconds),
            (false, [var minutes, var seconds]) => new TimeSpan(0, minutes, seconds),
            (false, [var minutes]) => new TimeSpan(0, minutes, 0),
            _ => TimeSpan.Zero,
        };
        limit = time == TimeSpan.Zero ? null : TimeSpan.FromMinutes(Math.Ceiling(time.TotalMinutes));
        return true;
    }

    // Up to six digits: far beyond any limit, and never too large for a time span.
    private static bool Number(string text, out int value)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && text.Length <= 6;
}
