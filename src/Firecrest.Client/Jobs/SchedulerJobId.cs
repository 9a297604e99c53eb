using System.Globalization;

namespace Firecrest.Client.Jobs;

/// <summary>Reads job ids: <c>123</c>, tasks of arrays as <c>123_4</c> and <c>123_[5-10]</c> (Slurm) or <c>123[4]</c> (PBS), parts as <c>123+1</c>.</summary>
internal static class SchedulerJobId
{
    private static readonly char[] Separators = ['_', '[', '+', '.'];

    public static bool IsBase(string jobId) => jobId.IndexOfAny(Separators) < 0;

    /// <summary>The id that the API can be asked for.</summary>
    public static string Base(string jobId)
    {
        var end = jobId.IndexOfAny(Separators);
        return end < 0 ? jobId : jobId[..end];
    }

    /// <summary>Checks an id that came from the caller.</summary>
    public static string Checked(string jobId, string parameterName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId, parameterName);
        var baseId = Base(jobId);
        return baseId.Length > 0 && baseId.All(char.IsAsciiLetterOrDigit) && jobId.All(c => char.IsAsciiLetterOrDigit(c) || "_[]+.,:%-".Contains(c))
            ? jobId
            : throw new ArgumentException($"'{jobId}' is not a job id; expected for instance 123 or, for a task of an array, 123_4.", parameterName);
    }

    /// <summary>True when a row for tasks that have not started, such as <c>123_[5-10%2]</c>, stands for the task asked for.</summary>
    public static bool Covers(string row, string task)
    {
        var open = row.IndexOf("_[", StringComparison.Ordinal);
        if (open < 0 || !row.EndsWith(']') || !task.StartsWith(row[..(open + 1)], StringComparison.Ordinal)
            || !int.TryParse(task.AsSpan(open + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        return row[(open + 2)..^1].Split('%')[0].Split(',').Any(range => Contains(range, index));
    }

    /// <summary>How many tasks a row stands for: more than one for <c>123_[5-10%2]</c>.</summary>
    public static int TaskCount(string row)
    {
        var open = row.IndexOf("_[", StringComparison.Ordinal);
        return open < 0 || !row.EndsWith(']') ? 1 : Math.Max(1, row[(open + 2)..^1].Split('%')[0].Split(',').Sum(Count));
    }

    private static int Count(string range)
    {
        var (first, last, step) = Read(range);
        return first >= 0 && step > 0 && last >= first ? ((last - first) / step) + 1 : 0;
    }

    private static bool Contains(string range, int index)
    {
        var (first, last, step) = Read(range);
        return first >= 0 && step > 0 && index >= first && index <= last && (index - first) % step == 0;
    }

    private static (int First, int Last, int Step) Read(string range)
    {
        var stepAt = range.Split(':');
        var ends = stepAt[0].Split('-');
        return (Number(ends[0]), Number(ends[^1]), stepAt.Length > 1 ? Number(stepAt[1]) : 1);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
