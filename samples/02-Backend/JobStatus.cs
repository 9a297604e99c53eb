using Firecrest.Client;

namespace Firecrest.Samples;

/// <summary>What the service tells of a job.</summary>
internal sealed record JobStatus(string System, string Id, string Name, string State, string? Reason, int? ExitCode, DateTimeOffset? Started, DateTimeOffset? Ended)
{
    public static JobStatus Of(string system, JobInfo job)
        => new(system, job.JobId, job.Name, job.State.ToString(), job.StateReason, job.ExitCode, job.StartTime, job.EndTime);
}
