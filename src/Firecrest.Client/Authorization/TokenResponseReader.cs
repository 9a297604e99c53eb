using System.Net;
using System.Text.Json;
using Duende.IdentityModel.Client;
using Firecrest.Client.Errors;

namespace Firecrest.Client.Authorization;

/// <summary>Reads what an identity provider answered.</summary>
internal static class TokenResponseReader
{
    public static TokenGrant Read(TokenResponse response, Uri endpoint, string clientId, DateTimeOffset sent)
    {
        CheckShape(response, endpoint);
        Check(response, endpoint, clientId, complete: !string.IsNullOrWhiteSpace(response.AccessToken) && AccessToken.CanBeSent(response.AccessToken));
        var expiresOn = response.ExpiresIn > 0 ? sent.AddSeconds(response.ExpiresIn) : (DateTimeOffset?)null;
        return new TokenGrant(new AccessToken(response.AccessToken!, expiresOn), response.RefreshToken);
    }

    public static DeviceCode ReadDeviceCode(DeviceAuthorizationResponse response, Uri endpoint)
    {
        CheckShape(response, endpoint);
        var page = Uri.TryCreate(response.VerificationUri, UriKind.Absolute, out var uri) ? uri : null;
        Check(response, endpoint, null, complete: page is not null && !string.IsNullOrEmpty(response.DeviceCode) && !string.IsNullOrEmpty(response.UserCode));
        var pageWithCode = Uri.TryCreate(response.VerificationUriComplete, UriKind.Absolute, out var complete) ? complete : null;
        var life = TimeSpan.FromSeconds(response.ExpiresIn ?? 600);
        var interval = response.Interval > 0 ? TimeSpan.FromSeconds(response.Interval) : (TimeSpan?)null;
        return new DeviceCode(response.DeviceCode!, new DeviceCodePrompt(page!, response.UserCode!, pageWithCode, life), interval);
    }

    public static FirecrestAuthenticationException Unanswered(string? endpoint, TimeSpan limit, OperationCanceledException cause)
        => cause.GetBaseException() is TimeoutException unconnected
            ? Unreachable(new Uri(endpoint!), unconnected)
            : new($"{Place(new Uri(endpoint!))} gave no complete answer within {limit:c} (NetworkTimeout, or the time-out of the HttpClient given).") { Outcome = OutcomeClass.NotExecuted };

    /// <summary>A response whose JSON is no object throws when it is asked for any of its members.</summary>
    private static void CheckShape(ProtocolResponse response, Uri endpoint)
    {
        if (response.Json is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Undefined) })
        {
            throw NotThatEndpoint(response, endpoint, "something that is not a token");
        }
    }

    private static void Check(ProtocolResponse response, Uri endpoint, string? clientId, bool complete)
    {
        if (response.Exception is OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancelled.CancellationToken);
        }

        if (response.IsError || !complete)
        {
            throw Failure(response, endpoint, clientId);
        }
    }

    private static FirecrestAuthenticationException Failure(ProtocolResponse response, Uri endpoint, string? clientId)
    {
        if (response.Exception is HttpRequestException unreachable)
        {
            return Unreachable(endpoint, unreachable);
        }

        if (response.TryGet("error") is not { Length: > 0 } error)
        {
            var instead = response.IsError && response.Exception is null ? response.HttpErrorReason : "something that is not a token";
            return NotThatEndpoint(response, endpoint, instead);
        }

        var words = response.TryGet("error_description") is { Length: > 0 } description ? $": {description.TrimEnd('.')}" : "";
        var advice = clientId is not null && error is "invalid_client" or "unauthorized_client" ? $" Check the client id '{clientId}' and its secret." : "";
        return new($"{Place(endpoint)} answered {(int)response.HttpStatusCode} ({error}){words}.{advice}") { Error = error, Outcome = Outcome(response.HttpStatusCode) };
    }

    private static FirecrestAuthenticationException NotThatEndpoint(ProtocolResponse response, Uri endpoint, string? instead)
        => new($"{Place(endpoint)} answered {(int)response.HttpStatusCode} ({instead}). Is it the address of that endpoint?", response.Exception)
        {
            Outcome = Outcome(response.HttpStatusCode),
        };

    private static FirecrestAuthenticationException Unreachable(Uri endpoint, Exception cause)
        => new($"{Place(endpoint)} could not be reached: {FirecrestConnectionException.Words(cause)}", cause) { Outcome = FirecrestConnectionException.OutcomeOf(cause) };

    private static string Place(Uri endpoint) => $"The token endpoint {endpoint.GetLeftPart(UriPartial.Path)}";

    /// <summary>A token request changes nothing, so it may be repeated whenever the provider could answer differently.</summary>
    private static OutcomeClass Outcome(HttpStatusCode status)
        => status == HttpStatusCode.TooManyRequests || (int)status >= 500 ? OutcomeClass.NotExecuted : OutcomeClass.Refused;
}

/// <summary>A device code, which is a secret, and what belongs to it.</summary>
internal sealed record DeviceCode(string Value, DeviceCodePrompt Prompt, TimeSpan? Interval)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => "DeviceCode";
}
