namespace Firecrest.Client;

/// <summary>A job that is over, whatever its end.</summary>
/// <param name="Job">The handle that was given.</param>
/// <param name="Info">The job as it ended: see <see cref="JobInfo.EnsureSucceeded"/>.</param>
public sealed record CompletedJob(JobHandle Job, JobInfo Info);
