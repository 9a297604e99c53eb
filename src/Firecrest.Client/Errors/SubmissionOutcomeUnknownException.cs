namespace Firecrest.Client;

/// <summary>It is not known whether a job was submitted: the server may have run the submission although it reported no job id, and the job could not be found.</summary>
/// <remarks>
/// Before this is thrown the user's jobs were looked through several times for the key of the submission. Look at <see cref="UndecidedJobIds"/> yourself,
/// or, where there is an <see cref="IdempotencyKey"/>, submit again with it: a job that has the key by then is adopted instead of submitted twice.
/// With a key of the caller's it is also thrown before anything is sent, when a job that is listed may have been submitted with that key before, but its
/// script cannot be read; <see cref="SubmitOptions.KeyInName"/> needs no script.
/// </remarks>
public class SubmissionOutcomeUnknownException : FirecrestException
{
    /// <summary>Makes an exception with a message and the failure that left the outcome open.</summary>
    public SubmissionOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException) => MayHaveExecuted = true;

    /// <summary>
    /// The key of the submission, for <see cref="SubmitOptions.IdempotencyKey"/>; null when the request carried none, as for a script file that the scheduler
    /// reads itself: then a second submission cannot find the first.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The jobs that carry the key, when there are several, of which none was chosen.</summary>
    public IReadOnlyList<string> MatchingJobIds { get; init; } = [];

    /// <summary>The jobs that it may be: those of the same name and directory whose scripts cannot be read.</summary>
    public IReadOnlyList<string> UndecidedJobIds { get; init; } = [];
}
