using System.Security.Authentication;
using Firecrest.Client.Errors;
using Firecrest.Client.Http;

namespace Firecrest.Client;

/// <summary>No complete answer came from the server: it could not be reached, or the connection broke.</summary>
public class FirecrestConnectionException : FirecrestException
{
    /// <summary>Makes an exception with a message and the failure behind it.</summary>
    public FirecrestConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static FirecrestConnectionException From(RequestFacts facts, Uri server, HttpRequestException cause)
    {
        var connected = cause.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
        var happened = connected ? "the connection broke before the answer was complete" : $"{server.GetLeftPart(UriPartial.Authority)} could not be reached";
        var mayHaveExecuted = connected && facts.Kind != OperationKind.Read;
        var advice = mayHaveExecuted ? " The server may have carried it out: look before you repeat it." : "";
        var attempts = facts.Attempts > 1 ? $" Tried {facts.Attempts} times." : "";
        return new($"{facts.Method} {facts.Path}: {happened}: {Words(cause)}{attempts}{advice}{(connected ? $" Request id {facts.RequestId}." : "")}", cause)
        {
            Outcome = connected ? OutcomeClass.Unknown : OutcomeOf(cause),
            MayHaveExecuted = mayHaveExecuted,
            RequestId = connected ? facts.RequestId : null,
        };
    }

    /// <summary>Nothing was sent, so it may be tried again; but a certificate that is refused now is refused the next time too.</summary>
    internal static OutcomeClass OutcomeOf(Exception cause)
        => cause.GetBaseException() is AuthenticationException ? OutcomeClass.Refused : OutcomeClass.NotExecuted;

    /// <summary>The runtime tells the reason, such as what is wrong with a certificate, in inner exceptions only.</summary>
    internal static string Words(Exception cause)
    {
        var words = cause.Message;
        for (var inner = cause.InnerException; inner is not null; inner = inner.InnerException)
        {
            words = words.Contains(inner.Message, StringComparison.Ordinal) ? words : $"{words} {inner.Message}";
        }

        return words.Replace(", see inner exception", "", StringComparison.Ordinal);
    }
}
