namespace Firecrest.Client;

/// <summary>It is not known whether a job was submitted: the server may have run the submission although it reported no job id.</summary>
/// <remarks>The request is not repeated, since that could start the job twice. Look for the job by its name and working directory before you submit it again.</remarks>
public class SubmissionOutcomeUnknownException : FirecrestException
{
    /// <summary>Makes an exception with a message and the failure that left the outcome open.</summary>
    public SubmissionOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException) => MayHaveExecuted = true;
}
