namespace Firecrest.Client.Jobs;

/// <summary>How a job is looked for whose submission was not answered, and what is said when it is not found.</summary>
internal static class LostSubmission
{
    /// <summary>More would be a server that never answers a submission.</summary>
    public const int MaxSubmissions = 3;

    /// <summary>Lists show a new job with a delay; between the first look and the last are more than the 15 s that lists were seen to lag.</summary>
    public static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15)];

    /// <summary>How much the clocks of this machine and the cluster may differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <param name="systemName">The system.</param>
    /// <param name="jobName">The name of the job; null when it is not known.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="key">The key that the request carried; null when it carried none, as for a script file on the system.</param>
    /// <param name="why">Why the outcome is unknown.</param>
    /// <param name="matching">The jobs that carry the key.</param>
    /// <param name="undecided">The jobs that it may be.</param>
    /// <param name="lost">What became of the request; null when none was sent.</param>
    /// <param name="hidden">True when the key may be in scripts that cannot be read.</param>
    /// <param name="cause">What failed, if it was not the request.</param>
    public static SubmissionOutcomeUnknownException Unknown(
        string systemName, string? jobName, RemotePath directory, SubmissionKey? key, string why, IReadOnlyList<string> matching, IReadOnlyList<string> undecided, FirecrestException? lost,
        bool hidden = false, FirecrestException? cause = null)
    {
        var ids = matching.Count > 0 ? matching : undecided;
        var which = ids.Count == 0 ? "" : $" ({string.Join(", ", ids)})";
        var begin = lost is null ? $"Nothing was submitted to {systemName} now." : $"The job may have been submitted to {systemName}, but no job id came back.";
        var again = key is null ? "; it carried no key by which that could find the first."
            : hidden ? $", then with {nameof(SubmitOptions.KeyInName)} too: the name of a job can be read where its script cannot."
            : $", with the same {nameof(SubmitOptions.IdempotencyKey)}.";
        var failure = lost ?? cause;
        return new(
            $"{begin} {why.TrimEnd('.')}{which}. Look at the jobs{(jobName is null ? "" : $" '{jobName}'")} in {directory} before you submit it again{again} {failure?.Message}".TrimEnd(),
            failure)
        {
            RequestId = failure?.RequestId,
            IdempotencyKey = key?.Value,
            MatchingJobIds = matching,
            UndecidedJobIds = matching.Count > 0 ? [] : undecided,
        };
    }
}
