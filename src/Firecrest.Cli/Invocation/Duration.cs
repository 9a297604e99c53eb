using System.Globalization;
using Firecrest.Cli.Failures;

namespace Firecrest.Cli.Invocation;

/// <summary>Times on the command line: <c>90</c>, <c>90s</c>, <c>500ms</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>, <c>1h30m</c>, and Slurm's <c>hh:mm:ss</c> and <c>d-hh:mm:ss</c>.</summary>
internal static class Duration
{
    public static TimeSpan? Parse(string? text, string option)
        => text is null ? null : TryParse(text) ?? throw new UsageException($"{option} is '{text}', which is no time. Write 90s, 15m, 2h, 1h30m or 01:30:00.");

    public static TimeSpan? TryParse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            var clock = text.Split('-', 2);
            var withDays = clock.Length == 2;
            var parts = clock[^1].Split(':');
            var days = 0;
            return (!withDays || Number(clock[0], out days)) && parts.Length is 2 or 3 && parts.All(part => Number(part, out _))
                ? TimeSpan.FromDays(days) + Clock([.. parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture))], withDays)
                : null;
        }

        return Number(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : Units(text);
    }

    /// <summary>As Slurm reads it: two parts are minutes and seconds, behind days hours and minutes.</summary>
    private static TimeSpan Clock(int[] parts, bool withDays)
        => parts.Length == 3 ? new TimeSpan(parts[0], parts[1], parts[2]) : withDays ? new TimeSpan(parts[0], parts[1], 0) : new TimeSpan(0, parts[0], parts[1]);

    private static TimeSpan? Units(string text)
    {
        var total = TimeSpan.Zero;
        for (var i = 0; i < text.Length;)
        {
            var digits = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
            {
                i++;
            }

            var letters = i;
            while (i < text.Length && char.IsAsciiLetter(text[i]))
            {
                i++;
            }

            double? unit = text[letters..i] switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => null };
            if (unit is null || !double.TryParse(text[digits..letters], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * unit > 1e9)
            {
                return null;
            }

            total += TimeSpan.FromSeconds(count * unit.Value);
        }

        return text.Length == 0 ? null : total;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
