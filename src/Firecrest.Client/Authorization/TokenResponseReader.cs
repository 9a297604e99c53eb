using System.Net;
using Duende.IdentityModel.Client;
using Firecrest.Client.Errors;

namespace Firecrest.Client.Authorization;

/// <summary>Reads what a token endpoint answered.</summary>
internal static class TokenResponseReader
{
    public static AccessToken Read(TokenResponse response, Uri endpoint, string clientId, DateTimeOffset sent)
    {
        if (response.Exception is OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancelled.CancellationToken);
        }

        if (response.IsError || string.IsNullOrWhiteSpace(response.AccessToken))
        {
            throw Failure(response, endpoint, clientId);
        }

        var expiresOn = response.ExpiresIn > 0 ? sent.AddSeconds(response.ExpiresIn) : (DateTimeOffset?)null;
        return new AccessToken(response.AccessToken, expiresOn);
    }

    private static FirecrestAuthenticationException Failure(TokenResponse response, Uri endpoint, string clientId)
    {
        var place = $"The token endpoint {endpoint.GetLeftPart(UriPartial.Path)}";
        if (response.Exception is HttpRequestException unreachable)
        {
            return new($"{place} could not be reached: {unreachable.Message}", unreachable) { Outcome = OutcomeClass.NotExecuted };
        }

        var status = (int)response.HttpStatusCode;
        var outcome = Outcome(response.HttpStatusCode);
        if (response.TryGet("error") is not { Length: > 0 } error)
        {
            var instead = response.IsError && response.Exception is null ? response.HttpErrorReason : "something that is not a token";
            return new($"{place} answered {status} ({instead}). Is it the address of the token endpoint?", response.Exception) { Outcome = outcome };
        }

        var words = response.TryGet("error_description") is { Length: > 0 } description ? $": {description.TrimEnd('.')}" : "";
        var advice = error is "invalid_client" or "unauthorized_client" ? $" Check the client id '{clientId}' and its secret." : "";
        return new($"{place} answered {status} ({error}){words}.{advice}") { Error = error, Outcome = outcome };
    }

    /// <summary>A token request changes nothing, so it may be repeated whenever the provider could answer differently.</summary>
    private static OutcomeClass Outcome(HttpStatusCode status)
        => status == HttpStatusCode.TooManyRequests || (int)status >= 500 ? OutcomeClass.NotExecuted : OutcomeClass.Refused;
}
