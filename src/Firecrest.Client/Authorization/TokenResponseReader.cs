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
        if (response.Json is null || string.IsNullOrEmpty(response.Error))
        {
            var instead = response.Exception is null ? response.HttpErrorReason ?? "" : "something that is not a token answer";
            return new($"{place} answered {status} {instead}".TrimEnd() + ". Is it the address of the token endpoint?", response.Exception) { Outcome = Outcome(response.HttpStatusCode) };
        }

        var advice = response.Error is "invalid_client" or "unauthorized_client" ? $" Check the client id '{clientId}' and its secret." : "";
        var words = string.IsNullOrEmpty(response.ErrorDescription) ? "" : $": {response.ErrorDescription.TrimEnd('.')}";
        return new($"{place} answered {status} ({response.Error}){words}.{advice}")
        {
            Error = response.Error,
            Outcome = Outcome(response.HttpStatusCode),
        };
    }

    /// <summary>A token request changes nothing, so it may be repeated whenever the provider could answer differently.</summary>
    private static OutcomeClass Outcome(HttpStatusCode status)
        => status == HttpStatusCode.TooManyRequests || (int)status >= 500 ? OutcomeClass.NotExecuted : OutcomeClass.Refused;
}
