namespace Firecrest.Client;

/// <summary>A file did not arrive as it was sent, or a job that was to do something with files did not do it.</summary>
public class TransferFailedException : FirecrestException
{
    /// <summary>Makes an exception with a message.</summary>
    public TransferFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The end of the error log of the job; null when there was no job, or its log cannot be read.</summary>
    public string? ErrorLog { get; init; }

    /// <summary>How the job ended that did not do its work, be it COMPLETED; null when there was no such job, as when a file arrived that is not what was sent.</summary>
    public JobState? JobState { get; init; }
}
