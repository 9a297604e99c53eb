namespace Firecrest.Client;

/// <summary>FirecREST did not accept the token, also after it was renewed.</summary>
/// <remarks>Status 401, or 403 without a token. Check the identity, the issuer and the clocks; a repetition does not help.</remarks>
public class FirecrestUnauthorizedException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestUnauthorizedException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
