using Firecrest.Emulator.Tokens;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.V1;

/// <summary>Finds out whose a request is, as a service does, and before it the gateway when there is one.</summary>
internal sealed class V1Authentication(TokenReader tokens, FirecrestEmulatorOptions options)
{
    /// <summary>The answer of a service to a token that has expired.</summary>
    public static V1Answer Expired => Refused("JWT token has expired");

    public string UserOf(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (options.V1.HasGateway && GatewayRefusal(header) is { } refusal)
        {
            throw new V1Refusal(refusal);
        }

        if (header.Length == 0)
        {
            throw new V1Refusal(Refused("No Auth Header given"));
        }

        // The word before the token is not needed.
        TokenFault fault = tokens.Read(TokenOf(header), out TokenClaims claims);
        string? complaint = fault switch
        {
            TokenFault.None => null,
            TokenFault.Expired => "JWT token has expired",
            TokenFault.WrongAlgorithm => "JWT token has invalid signature algorithm",
            TokenFault.UnknownKey or TokenFault.WrongSignature => "JWT token has invalid signature",
            _ => "Bad header or JWT, general exception raised",
        };
        if (complaint is null && options.V1.RequiredScope is { } scope && claims.Scope?.Split(' ').Contains(scope) != true)
        {
            complaint = $"Scope '{scope}' wasn't found in JWT";
        }

        return complaint is not null ? throw new V1Refusal(Refused(complaint)) : claims.PreferredUserName ?? throw V1Refusal.Unhandled;
    }

    private V1Answer? GatewayRefusal(string header) => header.Length == 0
        ? V1Answer.Gateway(401, "message", "Unauthorized")
        : tokens.Read(TokenOf(header), out _) switch
        {
            TokenFault.None => null,
            TokenFault.Expired => V1Answer.Gateway(401, "exp", "token expired"),
            TokenFault.UnknownKey => V1Answer.Gateway(401, "message", "No credentials found for given 'iss'"),
            TokenFault.NotAToken => V1Answer.Gateway(401, "message", "Unauthorized"),
            _ => V1Answer.Gateway(401, "message", "Invalid signature"),
        };

    private static string TokenOf(string header) => header.Replace("Bearer ", "", StringComparison.Ordinal);

    private static V1Answer Refused(string description) => V1Answer.Refused(401, description);
}
