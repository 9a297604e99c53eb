namespace Firecrest.Client.Jobs;

/// <summary>Chooses jobs as the server does, since older servers ignore what they are asked to choose by. A job that lacks what is asked for stays.</summary>
internal static class JobFilter
{
    /// <summary>How much the clocks of the cluster and of this machine may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<JobInfo> Apply(IReadOnlyList<JobInfo> jobs, GetJobsOptions? options, DateTimeOffset now)
    {
        if (options is not { Account: not null } and not { Name: not null } and not { TimeWindow: not null })
        {
            return jobs;
        }

        DateTimeOffset? earliest = options.TimeWindow is { } window ? now - Length(window) - ClockTolerance : null;
        return [.. jobs.Where(job => IsOneOf(job.Name, options.Name, StringComparison.Ordinal)
            && IsOneOf(job.Account, options.Account, StringComparison.OrdinalIgnoreCase)
            && !(job.State.IsTerminal && EndOf(job) < earliest))];
    }

    /// <summary>PBS does not tell when a job ended, and its servers do not look at the time.</summary>
    private static DateTimeOffset? EndOf(JobInfo job) => job.EndTime ?? job.StartTime + job.Elapsed;

    /// <summary>The scheduler takes several values separated by commas.</summary>
    private static bool IsOneOf(string? value, string? asked, StringComparison comparison)
        => asked is null || string.IsNullOrEmpty(value) || string.Equals(value, asked, comparison)
            || asked.Split(',').Any(one => string.Equals(one.Trim(), value, comparison));

    public static TimeSpan Length(JobsTimeWindow window) => window switch
    {
        JobsTimeWindow.OneHour => TimeSpan.FromHours(1),
        JobsTimeWindow.EightHours => TimeSpan.FromHours(8),
        JobsTimeWindow.OneDay => TimeSpan.FromDays(1),
        JobsTimeWindow.ThreeDays => TimeSpan.FromDays(3),
        _ => TimeSpan.FromDays(7),
    };
}
