using Firecrest.Client.Errors;

namespace Firecrest.Client;

/// <summary>The base of every failure that this library reports.</summary>
public class FirecrestException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    public FirecrestException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and the failure behind it.</summary>
    public FirecrestException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// True when the request would have changed something and the server may have carried it out although no success was reported.
    /// Look at the state of things before repeating it.
    /// </summary>
    public bool MayHaveExecuted { get; init; }

    /// <summary>The id of the request, under which the server's operators find it in their logs; null when none was sent to FirecREST.</summary>
    public string? RequestId { get; init; }

    /// <summary>True when the cause may pass by itself: an outage, a rate limit, a broken connection. Whether a repetition is safe tells <see cref="MayHaveExecuted"/>.</summary>
    public bool IsTransient => Outcome != OutcomeClass.Refused;

    internal OutcomeClass Outcome { get; init; }
}
