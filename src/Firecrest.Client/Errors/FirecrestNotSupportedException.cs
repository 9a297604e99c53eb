namespace Firecrest.Client;

/// <summary>The server, its version or this version of the library cannot do what was asked; nothing was sent.</summary>
public class FirecrestNotSupportedException : FirecrestException
{
    /// <summary>Makes an exception with a message.</summary>
    public FirecrestNotSupportedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
