namespace Firecrest.Client;

/// <summary>The file or directory exists already.</summary>
public class FirecrestAlreadyExistsException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestAlreadyExistsException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
