using System.Globalization;
using System.Text;

namespace Firecrest.Client.Jobs;

/// <summary>Expands the placeholders that Slurm allows in the names of output files.</summary>
internal static class OutputPattern
{
    public const string Default = "slurm-%j.out";

    public const string DefaultForArrays = "slurm-%A_%a.out";

    /// <summary>What Slurm writes for the task number of a whole array.</summary>
    private const string NoTask = "4294967294";

    /// <summary>The absolute path for a job, or null when it needs something that only the cluster knows, such as <c>%N</c>.</summary>
    public static RemotePath? Resolve(string pattern, RemotePath workingDirectory, string jobId, string? jobName, bool isArray)
    {
        var expanded = Expand(pattern, jobId, jobName, isArray);
        return expanded is null ? (RemotePath?)null : workingDirectory / expanded;
    }

    /// <summary>The absolute path from what the scheduler reports, which may still hold placeholders; null when it cannot be told.</summary>
    /// <remarks>
    /// For a whole array schedulers report the path of one task, usually the last. That of another task follows from the pattern, provided that the
    /// reported path fits it.
    /// </remarks>
    public static RemotePath? ResolveReported(string? reported, string jobId, string patternForTasks)
    {
        if (string.IsNullOrEmpty(reported))
        {
            return null;
        }

        var isTask = JobId.Read(jobId).ArrayTask is not null;
        if (!isTask && reported.Contains(NoTask, StringComparison.Ordinal))
        {
            return null;
        }

        var path = reported.Contains('%') ? Expand(reported, jobId, null, isTask) : isTask ? OfTask(reported, jobId, patternForTasks) : reported;
        return RemotePath.FromServer(path);
    }

    private static string? OfTask(string reported, string taskId, string pattern)
    {
        var ends = pattern.Split("%a");
        if (ends.Length != 2 || Expand(ends[0], taskId, null, isArray: true) is not { } head || Expand(ends[1], taskId, null, isArray: true) is not { } tail)
        {
            return null;
        }

        if (!reported.EndsWith(tail, StringComparison.Ordinal))
        {
            return null;
        }

        // What stands before the number must be the pattern's own beginning, whole: from a slash on.
        var numbered = reported[..^tail.Length];
        var before = numbered.TrimEnd("0123456789".ToCharArray());
        return before.Length < numbered.Length && ("/" + before).EndsWith("/" + head, StringComparison.Ordinal) ? before + JobId.Read(taskId).ArrayTask + tail : null;
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

            text.Append(pattern[letter] == 'x' ? value : Pad(value, pattern[(i + 1)..letter]));
            i = letter;
        }

        return text.ToString();
    }

    private static string? Value(char letter, string jobId, string? jobName, bool isArray)
    {
        var id = JobId.Read(jobId);
        return letter switch
        {
            '%' => "%",
            // A task of an array has a numeric id of its own, which is not known here.
            'j' or 'J' when !isArray => id.Base,
            'A' => id.Base,
            'a' when id.ArrayTask is { } task => task.ToString(CultureInfo.InvariantCulture),
            'x' when jobName is not null => jobName,
            _ => null,
        };
    }

    /// <summary>Numbers take a width, of at most ten digits.</summary>
    private static string Pad(string number, string width)
        => width.Length == 0 ? number : number.PadLeft(int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Min(10, wanted) : 10, '0');
}
