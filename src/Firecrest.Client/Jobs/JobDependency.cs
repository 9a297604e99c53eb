namespace Firecrest.Client;

/// <summary>What has to happen to other jobs before a job may start.</summary>
/// <example>
/// <code>
/// var second = first with { Dependencies = [JobDependency.AfterOk(job.JobId)] };
/// </code>
/// </example>
public sealed record JobDependency
{
    private readonly string _jobIds;

    private JobDependency(string kind, string[] jobIds)
    {
        ArgumentNullException.ThrowIfNull(jobIds);
        Kind = kind;
        _jobIds = string.Join(':', jobIds.Select(jobId => Checked(jobId, nameof(jobIds))));
        if (jobIds.Length == 0)
        {
            throw new ArgumentException("The id of a job is needed.", nameof(jobIds));
        }
    }

    private JobDependency(string kind)
    {
        Kind = kind;
        _jobIds = "";
    }

    internal string Kind { get; }

    internal IEnumerable<string> JobIds => _jobIds.Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>No other job of the user with the same name waits or runs any more. Slurm only.</summary>
    public static JobDependency Singleton { get; } = new("singleton");

    /// <summary>The jobs have started or were cancelled.</summary>
    public static JobDependency After(params string[] jobIds) => new("after", jobIds);

    /// <summary>The jobs are over, whatever their end.</summary>
    public static JobDependency AfterAny(params string[] jobIds) => new("afterany", jobIds);

    /// <summary>The jobs have succeeded. If one fails, the job never starts; sites differ in whether it is removed.</summary>
    public static JobDependency AfterOk(params string[] jobIds) => new("afterok", jobIds);

    /// <summary>The jobs have failed.</summary>
    public static JobDependency AfterNotOk(params string[] jobIds) => new("afternotok", jobIds);

    /// <summary>For tasks of an array: the task with the same number of the other array has succeeded. Slurm only.</summary>
    public static JobDependency AfterSameTask(params string[] jobIds) => new("aftercorr", jobIds);

    /// <summary>The dependency as Slurm writes it: <c>afterok:123:124</c>.</summary>
    public override string ToString() => _jobIds.Length == 0 ? Kind : $"{Kind}:{_jobIds}";

    private static string Checked(string jobId, string parameterName)
        => JobId.Checked(jobId, parameterName).WaitingTasks is null ? jobId : throw new ArgumentException($"'{jobId}' is not the id of one job.", parameterName);
}
