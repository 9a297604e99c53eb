using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

/// <summary>Whatever happens, no text that a program might print or keep holds a secret.</summary>
public sealed class SecrecyTests : IDisposable
{
    /// <summary>Part of every secret and token here.</summary>
    private const string Mark = "s3cr3t";

    private static readonly string Jwt = Provider.Jwt(new JsonObject { ["sub"] = Mark, ["exp"] = 1795300000 });

    private readonly Folder _folder = new();

    public static MatrixTheoryData<string, string> Cases { get; } = new(
        ["static", "key", "credentials-post", "credentials-basic", "refresh", "device", "exchange", "file", "command"],
        ["works", "refused by FirecREST", "broken FirecREST", "refused", "down", "unreachable", "no token", "no JSON", "half a token", "slow"]);

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Cases))]
    public async Task Neither_exceptions_nor_logs_nor_ToString_hold_a_secret(string identity, string fate)
    {
        Assert.SkipWhen(identity == "command" && OperatingSystem.IsWindows(), "The command is a shell script.");
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var log = new LogLines();
            var authorization = Create(identity);
            using var handler = new StubHandler(request => Answer(request, fate));
            using var client = new FirecrestClient(TestClient.Address, authorization, TestClient.Options(handler) with { LoggerFactory = log });
            var texts = new List<string> { authorization.ToString()!, new TokenRequestOptions { ExtraParameters = { ["password"] = Mark } }.ToString() };

            try
            {
                await mode.GetSystems(client);
            }
            catch (FirecrestException exception)
            {
                texts.AddRange([exception.ToString(), .. exception.Data.Values.Cast<object?>().Select(value => $"{value}")]);
            }

            texts.AddRange(log.Lines);
            texts.Should().OnlyContain(text => !Shows(text), "of {0} that is {1}", identity, fate);
            (log.Lines.Count > 0 || fate != "works").Should().BeTrue("there was something to log");
        }
    }

    private static bool Shows(string text) => new[]
    {
        Mark, Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Mark)), Jwt, Jwt.Split('.')[1],
    }.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private IAuthorization Create(string identity) => identity switch
    {
        "static" => new StaticTokenAuth(Jwt),
        "key" => new ApiKeyAuth(Mark),
        "credentials-post" => new ClientCredentialsAuth("me", Mark, Provider.TokenEndpoint),
        "credentials-basic" => new ClientCredentialsAuth("me", Mark, Provider.TokenEndpoint, new TokenRequestOptions { SecretStyle = ClientSecretStyle.Basic }),
        "refresh" => new RefreshTokenAuth("me", Mark, Mark + "-refresh", Provider.TokenEndpoint),
        "device" => new DeviceCodeAuth("me", Provider.DeviceEndpoint, Provider.TokenEndpoint, _ => { }),
        "exchange" => new ExchangeTokenAuth("me", Mark, new StaticTokenAuth(Jwt), Provider.TokenEndpoint),
        "file" => new TokenFileAuth(_folder.Write("token", Jwt)),
        _ => new TokenCommandAuth("sh", _folder.Write("script", "echo " + Jwt), Mark),
    };

    private static HttpResponseMessage Answer(StubRequest request, string fate)
    {
        if (request.Uri.Host == TestClient.Address.Host)
        {
            return FirecrestAnswer(request, fate);
        }

        return fate switch
        {
            "refused" => Provider.Refusal("invalid_grant", "Not active", HttpStatusCode.Unauthorized),
            "down" => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent($"<html>{Mark}</html>", Encoding.UTF8, "text/html") },
            "unreachable" => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            "no token" => StubHandler.Json($$"""{"token":"{{Mark}}","refresh_token":"{{Mark}}","device_code":"{{Mark}}"}"""),
            "no JSON" => StubHandler.Json($"access_token={Mark}"),
            "half a token" => StubHandler.Json($$"""{"access_token":"{{Mark}}","""),
            "slow" => throw new OperationCanceledException(),
            _ when request.Uri == Provider.DeviceEndpoint => StubHandler.Json(
                $$"""{"device_code":"{{Mark}}","user_code":"A","verification_uri":"https://idp.example/activate","expires_in":600}"""),
            _ => Provider.Token(Jwt, Mark + "-refresh"),
        };
    }

    private static HttpResponseMessage FirecrestAnswer(StubRequest request, string fate)
    {
        var response = fate switch
        {
            "refused by FirecREST" => Fixture.Load("v2/auth/wrong-signature").ToResponse(),
            "broken FirecREST" => Fixture.Load("v2/compute/job-whose-name-contains-a-pipe").ToResponse(),
            _ => Fixture.Load("v2/status/systems").ToResponse(),
        };

        // As FirecREST does in its refusals.
        response.Headers.Remove("auth-token");
        response.Headers.TryAddWithoutValidation("auth-token", request.Headers.GetValueOrDefault("Authorization", Mark));
        return response;
    }
}
