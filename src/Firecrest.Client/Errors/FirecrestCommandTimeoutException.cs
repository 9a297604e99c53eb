namespace Firecrest.Client;

/// <summary>The command on the system took longer than the server allows.</summary>
/// <remarks>Status 408. The command may have had its effect: see <see cref="FirecrestException.MayHaveExecuted"/>.</remarks>
public class FirecrestCommandTimeoutException : FirecrestApiException
{
    /// <summary>Makes an exception from the facts of a failure.</summary>
    public FirecrestCommandTimeoutException(FirecrestApiFailure failure, Exception? innerException = null)
        : base(failure, innerException)
    {
    }
}
