using Firecrest.Client;

namespace Firecrest.Cli.Failures;

/// <summary>How the end of jobs becomes the end of a command.</summary>
internal static class JobOutcome
{
    public static int CodeOf(JobCategory category) => category switch
    {
        JobCategory.Succeeded => ExitCode.Ok,
        JobCategory.Cancelled => ExitCode.Cancelled,
        _ => ExitCode.RemoteFailed,
    };

    /// <summary>Fails unless all jobs succeeded; a job that failed counts more than one that was cancelled.</summary>
    public static void Demand(IReadOnlyList<JobInfo> jobs)
    {
        var worst = jobs.Where(job => job.Category != JobCategory.Succeeded).MinBy(job => CodeOf(job.Category));
        if (worst is null)
        {
            return;
        }

        var words = new JobFailedException(worst).Message;
        var others = jobs.Count(job => job.Category != JobCategory.Succeeded) - 1;
        throw new OutcomeException(CodeOf(worst.Category), others == 0 ? words : $"{words} {others} more ended without success.") { JobExitCode = OwnCode(worst) };
    }

    /// <summary>The job's exit code as a shell would tell it: 128 and the signal for one that ended by a signal; never 0 for a job that failed.</summary>
    private static int OwnCode(JobInfo job)
        => job.Signal is > 0 and var signal ? 128 + signal : job.ExitCode is > 0 and <= 255 and var code ? code : 1;
}
