namespace Firecrest.Client;

/// <summary>No access token could be had: the identity provider refused or could not be reached.</summary>
public class FirecrestAuthenticationException : FirecrestException
{
    /// <summary>Makes an exception with a message.</summary>
    public FirecrestAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What the identity provider calls the error, for instance <c>invalid_client</c>; null when it gave none.</summary>
    public string? Error { get; init; }

    /// <summary>True when no identity provider said no: a command or a file of this machine did not give a token.</summary>
    internal bool IsLocal { get; init; }
}
