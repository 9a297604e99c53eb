using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>A time limit of ours ran out: that of one connection or request, or that of a wait. The caller's own cancellation is never reported this way.</summary>
public class FirecrestTimeoutException : FirecrestException
{
    /// <summary>Makes an exception with a message.</summary>
    public FirecrestTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>True for the limit of a connection or request; false for that of a wait.</summary>
    internal bool IsOfRequest { get; private init; }

    /// <summary>For a connection that was not made in time, so that nothing was sent.</summary>
    internal static FirecrestTimeoutException ForConnection(RequestFacts facts, Uri server, Exception cause)
        => new($"{facts.Method} {facts.Path}: {server.GetLeftPart(UriPartial.Authority)} could not be reached: {cause.Message}", cause) { Outcome = OutcomeClass.NotExecuted, IsOfRequest = true };

    internal static FirecrestTimeoutException ForRequest(RequestFacts facts, TimeSpan limit)
    {
        var mayHaveExecuted = facts.Kind != OperationKind.Read;
        var advice = mayHaveExecuted ? " The server may have carried it out: look before you repeat it." : "";
        return new($"{facts.Method} {facts.Path} got no complete answer within {limit:c} (NetworkTimeout, or the time-out of the HttpClient given).{advice} Request id {facts.RequestId}.")
        {
            Outcome = OutcomeClass.Unknown,
            MayHaveExecuted = mayHaveExecuted,
            RequestId = facts.RequestId,
            IsOfRequest = true,
        };
    }
}
