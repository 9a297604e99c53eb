using System.Security.Cryptography;
using System.Text;
using Firecrest.Emulator.Http;
using Microsoft.AspNetCore.Http;

namespace Firecrest.Emulator.Tokens;

/// <summary>The token endpoint of the identity provider, which looks like a Keycloak.</summary>
internal sealed class TokenEndpoint(TokenMint mint, FirecrestEmulatorOptions options, string clientSecret)
{
    public const string Realm = "/auth/realms/firecrest";
    public const string Path = Realm + "/protocol/openid-connect/token";

    public async Task Answer(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        IFormCollection form = http.Request.HasFormContentType
            ? await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false)
            : FormCollection.Empty;
        (int status, TokenError? error) = Check(http.Request, form);
        await (error is null
            ? http.Response.WriteJson(StatusCodes.Status200OK, Token(), EmulatorJson.Default.TokenAnswer)
            : http.Response.WriteJson(status, error, EmulatorJson.Default.TokenError)).ConfigureAwait(false);
    }

    private TokenAnswer Token()
        => new(mint.Mint(options.TokenLifetime), (int)options.TokenLifetime.TotalSeconds, 0, "Bearer", 0, TokenMint.Scope);

    private (int Status, TokenError? Error) Check(HttpRequest request, IFormCollection form)
    {
        string? grant = form["grant_type"];
        if (string.IsNullOrEmpty(grant))
        {
            return (400, new TokenError("invalid_request", "Missing form parameter: grant_type"));
        }

        if (grant != "client_credentials")
        {
            return (400, new TokenError("unsupported_grant_type", "Unsupported grant_type"));
        }

        (string id, string secret) = Basic(request.Headers.Authorization) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        return id != options.ClientId ? (401, new TokenError("invalid_client", "Invalid client or Invalid client credentials"))
            : !Same(secret, clientSecret) ? (401, new TokenError("unauthorized_client", "Invalid client or Invalid client credentials"))
            : (200, null);
    }

    // Clients differ in whether they form-encode the two parts: the plain secret is accepted as well.
    private (string Id, string Secret)? Basic(string? authorization)
    {
        byte[] bytes = new byte[authorization?.Length ?? 0];
        if (authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true
            || !Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out int length))
        {
            return null;
        }

        string[] pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        string secret = pair.Length == 2 ? pair[1] : "";
        return (Decode(pair[0]), Same(secret, clientSecret) ? secret : Decode(secret));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
