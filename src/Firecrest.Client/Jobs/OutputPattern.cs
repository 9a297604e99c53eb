using System.Globalization;
using System.Text;
using Firecrest.Client.Files;

namespace Firecrest.Client.Jobs;

/// <summary>Expands the placeholders that Slurm allows in the names of output files.</summary>
internal static class OutputPattern
{
    public const string Default = "slurm-%j.out";

    public const string DefaultForArrays = "slurm-%A_%a.out";

    /// <summary>What Slurm writes for the task number of a whole array.</summary>
    private const string NoTask = "4294967294";

    /// <summary>The absolute path for a job, or null when it needs something that only the cluster knows, such as <c>%N</c>.</summary>
    public static string? Resolve(string pattern, string workingDirectory, string jobId, string? jobName, bool isArray)
    {
        var expanded = Expand(pattern, jobId, jobName, isArray);
        return expanded is null ? null : RemotePath.Resolve(workingDirectory, expanded);
    }

    /// <summary>The absolute path from what the scheduler reports, which may still hold placeholders; null when it depends on the task of an array.</summary>
    public static string? ResolveReported(string? path, string jobId)
    {
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        var known = Expand(path.Replace(NoTask, "%a", StringComparison.Ordinal), jobId, null, isArray: jobId.Contains('_'));
        return known is not null && known.StartsWith('/') ? known : null;
    }

    private static string? Expand(string pattern, string jobId, string? jobName, bool isArray)
    {
        // A backslash switches placeholders off for the whole name.
        if (pattern.Contains('\\'))
        {
            return pattern.Replace("\\", "", StringComparison.Ordinal);
        }

        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            var letter = i + 1;
            while (letter < pattern.Length - 1 && char.IsAsciiDigit(pattern[letter]))
            {
                letter++;
            }

            if (Value(pattern[letter], jobId, jobName, isArray) is not { } value)
            {
                return null;
            }

            text.Append(Pad(value, pattern[(i + 1)..letter]));
            i = letter;
        }

        return text.ToString();
    }

    private static string? Value(char letter, string jobId, string? jobName, bool isArray)
    {
        var parts = jobId.Split('_');
        return letter switch
        {
            '%' => "%",
            // A task of an array has a numeric id of its own, which is not known here.
            'j' or 'J' when !isArray => jobId,
            'A' => parts[0],
            'a' when parts.Length == 2 => parts[1],
            'x' when jobName is not null => jobName,
            _ => null,
        };
    }

    private static string Pad(string value, string width)
        => width.Length > 0 && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? value.PadLeft(Math.Min(10, int.Parse(width, CultureInfo.InvariantCulture)), '0')
            : value;
}
