namespace Firecrest.Client;

/// <summary>The user may not do this: the file, job or system belongs to somebody else.</summary>
public class FirecrestPermissionException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestPermissionException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
