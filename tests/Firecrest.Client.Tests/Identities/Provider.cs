using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

/// <summary>What an identity provider is asked and answers.</summary>
internal static class Provider
{
    public static readonly Uri TokenEndpoint = new("https://idp.example/realms/hpc/token");

    public static readonly Uri DeviceEndpoint = new("https://idp.example/realms/hpc/device");

    public static HttpResponseMessage Token(string accessToken, string? refreshToken = null, int expiresIn = 300)
        => StubHandler.Json(new JsonObject { ["access_token"] = accessToken, ["token_type"] = "Bearer", ["expires_in"] = expiresIn, ["refresh_token"] = refreshToken }.ToJsonString());

    public static HttpResponseMessage Refusal(string error, string? description = null, HttpStatusCode status = HttpStatusCode.BadRequest)
        => StubHandler.Json(new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), status);

    /// <summary>A token with these claims and nothing that a signature check would like.</summary>
    public static string Jwt(JsonObject claims)
        => $"eyJhbGciOiJSUzI1NiJ9.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2lnbmF0dXJl";

    public static Dictionary<string, string> Form(StubRequest request)
        => request.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));

    /// <summary>A context whose time limits strike only when the clock says so: never on an <see cref="InstantTime"/>.</summary>
    public static AuthorizationContext Context(HttpMessageHandler handler, TimeProvider? time = null)
        => new(new HttpClient(handler)) { TimeProvider = time ?? new InstantTime(), NetworkTimeout = InstantTime.NeverStrikes };

    public static Task<AccessToken> GetToken(this Mode mode, IAuthorization authorization, AuthorizationContext context, CancellationToken cancellationToken = default) => mode.Run(
        () => authorization.GetAccessToken(context, cancellationToken),
        () => authorization.GetAccessTokenAsync(context, cancellationToken).AsTask());

    public static Task<IReadOnlyList<SystemInfo>> GetSystems(this Mode mode, FirecrestClient client) => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
}
