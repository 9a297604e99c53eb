namespace Firecrest.Client;

/// <summary>The system, job or file does not exist; <see cref="FirecrestApiException.ErrorCode"/> says which.</summary>
public class FirecrestNotFoundException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestNotFoundException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
