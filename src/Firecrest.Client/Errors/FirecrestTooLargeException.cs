namespace Firecrest.Client;

/// <summary>The file is larger than the direct operations of this server allow.</summary>
public class FirecrestTooLargeException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestTooLargeException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
