namespace Firecrest.Client;

/// <summary>A file did not arrive as it was sent.</summary>
public class TransferFailedException : FirecrestException
{
    /// <summary>Makes an exception with a message.</summary>
    public TransferFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
