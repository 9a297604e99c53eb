namespace Firecrest.Client;

/// <summary>The system, its login node, or a proxy on the way is not available at the moment.</summary>
public class FirecrestUnavailableException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestUnavailableException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
