using System.Globalization;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>A job on a line of squeue or sacct; the tasks of an array that wait share one.</summary>
/// <param name="Id">The id on the line: <c>13</c>, <c>13_1</c>, <c>13_[2-4,7]</c>.</param>
/// <param name="Job">The job, the first of several.</param>
/// <param name="Status">What it is.</param>
internal sealed record JobLine(string Id, Job Job, JobStatus Status)
{
    /// <summary>The lines of jobs, in the order of their ids.</summary>
    public static IReadOnlyList<JobLine> Of(IEnumerable<(Job Job, JobStatus Status)> jobs)
    {
        var lines = new List<JobLine>();
        foreach (var group in jobs.GroupBy(one => (one.Job.Id, Waits: one.Job.ArrayIndex is not null && one.Status.IsWaiting)))
        {
            lines.AddRange(group.Key.Waits
                ? [new JobLine($"{group.Key.Id}_[{Ranges([.. group.Select(one => one.Job.ArrayIndex!.Value)])}]", group.First().Job, group.First().Status)]
                : group.Select(one => new JobLine(one.Job.DisplayId, one.Job, one.Status)));
        }

        return lines;
    }

    private static string Ranges(IReadOnlyList<int> indices)
    {
        var parts = new List<string>();
        for (int i = 0; i < indices.Count; i++)
        {
            int first = i;
            while (i + 1 < indices.Count && indices[i + 1] == indices[i] + 1)
            {
                i++;
            }

            parts.Add(first == i
                ? indices[i].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{indices[first]}-{indices[i]}"));
        }

        return string.Join(',', parts);
    }
}
