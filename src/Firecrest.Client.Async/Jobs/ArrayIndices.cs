using System.Globalization;

namespace Firecrest.Client.Jobs;

/// <summary>Reads the numbers of the tasks of an array, as they are asked for: <c>0-9</c>, <c>0-9:3</c>, <c>1,3,5-7</c>, all of them also with <c>%2</c>.</summary>
internal static class ArrayIndices
{
    /// <summary>The largest that Slurm can be set to take; PBS takes less.</summary>
    private const int Largest = 4_000_001;

    public static IReadOnlyList<int> Of(string array)
    {
        var indices = new SortedSet<int>();
        foreach (var range in array.Split('%')[0].Split(','))
        {
            var step = range.Split(':');
            var ends = step[0].Split('-');
            if (step.Length > 2 || ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last) || !Number(step.Length == 2 ? step[1] : "1", out var by) || by == 0 || last > Largest)
            {
                throw new ArgumentException($"'{array}' does not name the tasks of an array; expected for instance 0-9, 0-9:3 or 1,3,5.", nameof(array));
            }

            for (var index = (long)first; index <= last; index += by)
            {
                indices.Add((int)index);
            }
        }

        return [.. indices];
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
