namespace Firecrest.Client;

/// <summary>A job ended in another state than success; thrown by <see cref="JobInfo.EnsureSucceeded"/> only.</summary>
public class JobFailedException : FirecrestException
{
    /// <summary>Makes an exception for a job that ended without success.</summary>
    public JobFailedException(JobInfo job)
        : base(Describe(job ?? throw new ArgumentNullException(nameof(job)))) => Job = job;

    /// <summary>The job as the scheduler last described it.</summary>
    public JobInfo Job { get; }

    private static string Describe(JobInfo job)
    {
        var how = job.Signal is > 0 ? $" (signal {job.Signal})" : job.ExitCode is > 0 ? $" (exit code {job.ExitCode})" : "";
        var reason = string.IsNullOrEmpty(job.StateReason) || job.StateReason == "None" ? "" : $", reason {job.StateReason}";
        return $"Job {job.JobId} '{job.Name}' ended {job.State}{how}{reason}.";
    }
}
