using System.Globalization;

namespace Firecrest.Client;

/// <summary>Checks option values; the messages name the option and the value.</summary>
internal static class OptionCheck
{
    /// <summary>The limit of the runtime's timers.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    public static void NotNegative(int value, string option)
    {
        if (value < 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must not be negative."));
        }
    }

    public static void NotNegative(TimeSpan value, string option)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentException($"{option} is {value}; it must not be negative.");
        }
    }

    public static void Positive(TimeSpan value, string option)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{option} is {value}; it must be positive.");
        }

        if (value > LongestTimer)
        {
            throw new ArgumentException($"{option} is {value}; it must be at most {LongestTimer}, the longest that a timer can run.");
        }
    }
}
