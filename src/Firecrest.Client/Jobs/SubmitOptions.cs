namespace Firecrest.Client;

/// <summary>How a submission is kept from happening twice, and what is looked at before.</summary>
public sealed record SubmitOptions
{
    /// <summary>
    /// A text of the caller's that stands for this one submission, for instance the id of a pipeline run. Submitted again with the same key, by this or
    /// another process, the job that was submitted first is found and returned (<see cref="JobHandle.WasAdopted"/>), as long as the server lists it: for
    /// seven days at most. Costs a look at the user's jobs before each submission. Default: a new key each time, which costs nothing unless an answer is lost.
    /// </summary>
    /// <remarks>
    /// The look shows what the server lists at that moment. A program that was killed while it submitted, or whose machine lost its network, should wait a
    /// minute before it starts again on FirecREST v2: until then its request may still be under way to the scheduler, or its job not be listed yet, and the job
    /// would be submitted a second time. Where scripts cannot be read (PBS, REST mode, sites that do not keep them), set <see cref="KeyInName"/> too, from
    /// the first submission on: without it, each listed job that may be this one is answered by <see cref="SubmissionOutcomeUnknownException"/>.
    /// </remarks>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// True to append the key to the job's name, for systems that cannot give scripts back: those in REST mode, those with PBS, and those that do not keep
    /// the scripts of jobs that have ended. Default false: the key is a comment in the script.
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
