namespace Firecrest.Client.Jobs;

/// <summary>The options that a submission's request has members for, beside the script.</summary>
internal static class RequestOptions
{
    private static readonly HashSet<string> SlurmOptions = ["job-name", "account", "partition", "reservation", "constraint", "input", "output", "error"];

    private static readonly HashSet<string> Properties =
    [
        nameof(JobDescription.Name), nameof(JobDescription.Account), nameof(JobDescription.Partition), nameof(JobDescription.Reservation),
        nameof(JobDescription.Constraints), nameof(JobDescription.StandardInput), nameof(JobDescription.StandardOutput), nameof(JobDescription.StandardError),
    ];

    public static bool CanCarry(JobSetting setting) => Properties.Contains(setting.Property);

    /// <summary>Also the working directory, which each request has.</summary>
    public static bool CanCarry(DirectiveOption slurmOption) => SlurmOptions.Contains(slurmOption.Name) || slurmOption.Name is "chdir" or "workdir";
}
