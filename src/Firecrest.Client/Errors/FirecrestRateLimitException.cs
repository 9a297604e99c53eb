namespace Firecrest.Client;

/// <summary>Too many requests: the server asks to wait for <see cref="FirecrestApiException.RetryAfter"/>.</summary>
/// <remarks>Thrown when the wait is longer than <see cref="RetryOptions.MaxRetryDelay"/>, or when repetitions were used up. The request was not carried out.</remarks>
public class FirecrestRateLimitException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestRateLimitException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
