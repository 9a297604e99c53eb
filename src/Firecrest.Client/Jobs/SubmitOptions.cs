namespace Firecrest.Client;

/// <summary>How a submission is kept from happening twice, and what is looked at before.</summary>
public sealed record SubmitOptions
{
    /// <summary>
    /// A text of the caller's that stands for this one submission, for instance the id of a pipeline run. Submitted again with the same key, by this or
    /// another process, the job that was submitted first is found and returned (<see cref="JobHandle.WasAdopted"/>), as long as the server lists it. Costs
    /// a look at the user's jobs before each submission. Default: a new key each time, which costs nothing unless an answer is lost.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// True to append the key to the job's name, for systems that cannot give scripts back: those in REST mode. Default false: the key is a comment in
    /// the script.
    /// </summary>
    public bool KeyInName { get; init; }

    /// <summary>
    /// True to look whether the working directory exists and is a directory before the job is submitted; what was found is remembered for 10 minutes. Default
    /// true: the scheduler accepts any directory, and runs the job elsewhere when there is none.
    /// </summary>
    public bool CheckWorkingDirectory { get; init; } = true;

    /// <summary>
    /// True to submit although the system will not read directives that the job has, in its script or from its description. Default false: such a job is
    /// refused. It concerns systems that reach Slurm over REST (<see cref="SystemInfo.SchedulerConnectionMode"/> <c>rest</c> or <c>hybrid</c>).
    /// </summary>
    public bool AcceptIgnoredDirectives { get; init; }
}
