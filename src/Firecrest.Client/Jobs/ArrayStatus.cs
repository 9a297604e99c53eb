using System.Diagnostics;

namespace Firecrest.Client;

/// <summary>How many tasks of an array are in which state.</summary>
/// <remarks>Tasks that wait and share a row, such as <c>123_[5-10]</c>, count one by one, except where the scheduler cuts a long list of them short (<c>...</c>).</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ArrayStatus
{
    private readonly SortedDictionary<JobCategory, int> _counts = [];

    internal ArrayStatus(IEnumerable<JobInfo> tasks)
    {
        foreach (var task in tasks)
        {
            var count = JobId.Read(task.JobId).TaskCount;
            _counts[task.Category] = Count(task.Category) + count;
            Total += count;
            Unfinished += task.State.IsTerminal ? 0 : count;
        }
    }

    /// <summary>The number of tasks.</summary>
    public int Total { get; }

    /// <summary>The number of tasks that are not over.</summary>
    public int Unfinished { get; }

    /// <summary>The number of tasks that are over, with success.</summary>
    public int Succeeded => Count(JobCategory.Succeeded);

    /// <summary>The number of tasks that are over without success.</summary>
    public int Unsuccessful => Total - Unfinished - Succeeded;

    /// <summary>The number of tasks in a category.</summary>
    public int Count(JobCategory category) => _counts.GetValueOrDefault(category);

    /// <summary>The counts: <c>3 Running, 1 Failed</c>.</summary>
    public override string ToString() => string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"));
}
