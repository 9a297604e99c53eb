using System.Globalization;

namespace Firecrest.Emulator.Scheduling;

/// <summary>The tasks of a job array: <c>1-3</c>, <c>1,5,9</c>, <c>0-15:4</c>, each with an optional <c>%2</c> for how many run at once.</summary>
internal sealed record ArrayRange(IReadOnlyList<int> Indices, int MaximumRunning)
{
    // Slurm's default MaxArraySize.
    private const int Size = 1001;

    public static ArrayRange? TryParse(string text)
    {
        string[] parts = text.Split('%');
        int maximum = int.MaxValue;
        if (parts.Length > 2 || (parts.Length == 2 && !Number(parts[1], out maximum)))
        {
            return null;
        }

        var indices = new SortedSet<int>();
        foreach (string range in parts[0].Trim('[', ']').Split(','))
        {
            string[] steps = range.Split(':');
            string[] ends = steps[0].Split('-');
            int step = 1;
            if (steps.Length > 2 || ends.Length > 2 || !Number(ends[0], out int first) || !Number(ends[^1], out int last)
                || (steps.Length == 2 && !Number(steps[1], out step)) || first > last || last >= Size || step < 1)
            {
                return null;
            }

            for (int index = first; index <= last; index += step)
            {
                indices.Add(index);
            }
        }

        return new ArrayRange([.. indices], maximum == 0 ? int.MaxValue : maximum);
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
