namespace Firecrest.Client;

/// <summary>An account, QOS or disk quota is used up.</summary>
public class FirecrestQuotaException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestQuotaException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
