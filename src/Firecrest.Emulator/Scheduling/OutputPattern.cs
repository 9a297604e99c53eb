using System.Globalization;
using System.Text;

namespace Firecrest.Emulator.Scheduling;

/// <summary>Fills the <c>%</c> fields of a file name of a job.</summary>
internal static class OutputPattern
{
    // What Slurm prints for the index of a job that is not an array.
    private const string NoIndex = "4294967294";

    public static string Expand(string pattern, Job job, string userName)
    {
        var result = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }

            int end = i + 1;
            while (end < pattern.Length && char.IsAsciiDigit(pattern[end]))
            {
                end++;
            }

            string? value = end < pattern.Length ? Value(pattern[end], job, userName) : null;
            if (value is null)
            {
                result.Append('%');
                continue;
            }

            _ = int.TryParse(pattern.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int width);
            result.Append(value.All(char.IsAsciiDigit) ? value.PadLeft(Math.Min(width, 10), '0') : value);
            i = end;
        }

        return result.ToString();
    }

    private static string? Value(char field, Job job, string userName) => field switch
    {
        '%' => "%",
        'j' or 'J' => job.RawId.ToString(CultureInfo.InvariantCulture),
        'A' => job.Id.ToString(CultureInfo.InvariantCulture),
        'a' => job.ArrayIndex?.ToString(CultureInfo.InvariantCulture) ?? NoIndex,
        'x' => job.Spec.Name,
        'u' => userName,
        'N' => JobEnvironment.NodeName,
        'n' or 't' => "0",
        's' => "batch",
        _ => null,
    };
}
