using System.Text.Json;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Which of a user's tasks submitted a job.</summary>
internal static class SubmissionTasks
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    /// <summary>The job that a task submitted to a system; null for any other task.</summary>
    public static SubmittedJob? JobOf(TaskInfo task, string systemName)
        => IsCompute(task, systemName) && task.State == TaskState.Succeeded && task.Data.ValueKind == JsonValueKind.Object && task.Data.TryGetProperty("jobid", out _)
            ? ComputeRequests.ReadSubmitted(task)
            : null;

    /// <summary>Whether a task may yet become a submission, or may have become one.</summary>
    public static bool IsOpen(TaskInfo task, string systemName)
        => IsCompute(task, systemName) && (!task.State.IsTerminal || (task.State == TaskState.Failed && TaskFailure.LeavesOpen(task)));

    /// <summary>Those created within a time that ends now. The newest stands for now, since the server's clock is in a zone of its own.</summary>
    public static IReadOnlyList<TaskInfo> Since(IReadOnlyList<TaskInfo> tasks, TimeSpan? time)
    {
        var newest = tasks.Max(task => task.CreatedAt);
        return [.. tasks.Where(task => task.CreatedAt is not { } created || !(created < newest - (time ?? Fresh)))];
    }

    private static bool IsCompute(TaskInfo task, string systemName)
        => task.Service is "compute" && string.Equals(task.SystemName, systemName, StringComparison.OrdinalIgnoreCase);
}
