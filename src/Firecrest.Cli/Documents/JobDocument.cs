using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A job with the server's member names; what is ours is under <c>f7t</c>.</summary>
internal sealed record JobDocument(
    string JobId, bool Found, string? Name, JobStatusPart? Status, IReadOnlyList<JobTaskPart>? Tasks, JobTimePart? Time, string? Account, int? AllocationNodes, string? Cluster,
    string? Group, string? Nodes, string? Partition, long? Priority, string? KillRequestUser, string? User, string? WorkingDirectory, JobPart? F7t)
{
    public static JobDocument From(JobInfo job, string systemName) => new(
        job.JobId, true, job.Name, JobStatusPart.From(job.State, job.StateReason, job.ExitCode, job.Signal), [.. job.Steps.Select(JobTaskPart.From)],
        JobTimePart.From(job.Elapsed, job.StartTime, job.EndTime, job.TimeLimit), job.Account, job.NodeCount, job.Cluster, job.Group, job.NodeList, job.Partition, job.Priority,
        job.KilledBy, job.User, job.WorkingDirectory?.ToString(), JobPart.From(job, systemName));

    public static JobDocument Missing(string jobId) => new(jobId, false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}

internal sealed record JobStatusPart(string State, string? StateReason, int? ExitCode, int? InterruptSignal)
{
    public static JobStatusPart From(JobState state, string? reason, int? exitCode, int? signal) => new(state.Value, reason, exitCode, signal);
}

internal sealed record JobTimePart(long? Elapsed, long? Start, string? StartAt, long? End, string? EndAt, long? Limit)
{
    public static JobTimePart From(TimeSpan? elapsed, DateTimeOffset? start, DateTimeOffset? end, TimeSpan? limit)
        => new((long?)elapsed?.TotalSeconds, Moment.Seconds(start), Moment.Text(start), Moment.Seconds(end), Moment.Text(end), (long?)limit?.TotalSeconds);
}

internal sealed record JobTaskPart(string Id, string Name, JobStatusPart Status, JobTimePart Time)
{
    public static JobTaskPart From(JobStep step)
        => new(step.Id, step.Name, JobStatusPart.From(step.State, null, step.ExitCode, step.Signal), JobTimePart.From(step.Elapsed, step.StartTime, step.EndTime, null));
}

/// <summary>What follows from the server's words.</summary>
internal sealed record JobPart(string Schema, string System, string Category, bool Terminal, bool Ok, IReadOnlyList<string> States, IReadOnlyList<string> Hosts)
{
    public static JobPart From(JobInfo job, string systemName)
    {
        IReadOnlyList<JobInfo> members = job.ArrayTasks.Count > 0 ? job.ArrayTasks : [job];
        return new("job/1", systemName, job.Category.ToString(), job.State.IsTerminal, job.Category == JobCategory.Succeeded, [.. members.Select(member => member.State.Name)], HostsOf(job.NodeList));
    }

    private static IReadOnlyList<string> HostsOf(string nodeList)
    {
        try
        {
            return HostList.Expand(nodeList);
        }
        catch (FormatException)
        {
            // The list itself is in "nodes".
            return [];
        }
    }
}
