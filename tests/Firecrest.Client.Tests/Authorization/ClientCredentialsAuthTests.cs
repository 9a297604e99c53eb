using System.Net;
using System.Text;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Authorization;

public sealed class ClientCredentialsAuthTests
{
    private const string Secret = "s3cret&/+ä";
    private static readonly Uri Endpoint = new("https://idp.example/realms/hpc/token");

    [Theory, SyncAndAsync]
    public async Task The_secret_is_posted_in_the_body(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/token/client-credentials-post").ToResponse());
        var time = new FakeTimeProvider();

        var token = await GetToken(mode, handler, new ClientCredentialsAuth("me", Secret, Endpoint), time);

        var request = handler.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Uri.Should().Be(Endpoint);
        request.Headers.Should().NotContainKey("Authorization");
        Form(request).Should().BeEquivalentTo(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "me", ["client_secret"] = Secret });
        token.Value.Should().Be("<access-token>");
        token.ExpiresOn.Should().Be(time.GetUtcNow().AddSeconds(300));
    }

    [Theory, SyncAndAsync]
    public async Task The_secret_scope_and_extra_parameters_are_sent_as_asked(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/token/client-credentials-basic").ToResponse());
        var options = new TokenRequestOptions { SecretStyle = ClientSecretStyle.Basic, Scope = "openid firecrest", ExtraParameters = { ["audience"] = "hpc" } };
        var authorization = new ClientCredentialsAuth("me", Secret, Endpoint, options);
        options.ExtraParameters["audience"] = "changed later";

        await GetToken(mode, handler, authorization);

        var request = handler.Requests.Should().ContainSingle().Which;
        var basic = Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers["Authorization"]["Basic ".Length..])).Split(':');
        basic.Select(Uri.UnescapeDataString).Should().Equal("me", Secret);
        Form(request).Should().BeEquivalentTo(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "openid firecrest", ["audience"] = "hpc" });
    }

    [Theory, SyncAndAsync]
    public async Task A_wrong_secret_is_reported_in_the_providers_words_without_the_secret(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/token/wrong-secret").ToResponse());
        var authorization = new ClientCredentialsAuth("me", Secret, Endpoint);

        var failure = await FluentActions.Awaiting(() => GetToken(mode, handler, authorization)).Should().ThrowAsync<FirecrestAuthenticationException>();

        failure.Which.Error.Should().Be("unauthorized_client");
        failure.Which.Message.Should().Be(
            "The token endpoint https://idp.example/realms/hpc/token answered 401 (unauthorized_client): Invalid client or Invalid client credentials. Check the client id 'me' and its secret.");
        (failure.Which + authorization.ToString()).Should().NotContain(Secret).And.NotContain(Uri.EscapeDataString(Secret));
    }

    [Theory, SyncAndAsync]
    public async Task A_refusal_by_the_provider_is_not_repeated_by_a_client(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/token/wrong-secret").ToResponse());
        using var client = TestClient.Create(handler, authorization: new ClientCredentialsAuth("me", Secret, Endpoint));

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestAuthenticationException>();

        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_provider_that_is_down_for_a_moment_is_asked_again_by_a_client(Mode mode)
    {
        var answers = new Queue<Func<HttpResponseMessage>>(
        [
            () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<html>down</html>") },
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => Fixture.Load("v2/token/client-credentials-post").ToResponse(),
            () => Fixture.Load("v2/status/systems").ToResponse(),
        ]);
        using var flaky = new StubHandler(_ => answers.Dequeue()());
        using var client = TestClient.Create(flaky, authorization: new ClientCredentialsAuth("me", Secret, Endpoint));

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        systems.Should().ContainSingle();
        flaky.Requests.Select(request => request.Uri.Host).Should().Equal("idp.example", "idp.example", "idp.example", "firecrest.example");
    }

    [Theory, SyncAndAsync]
    public async Task A_web_page_instead_of_a_token_is_explained(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => new HttpResponseMessage { Content = new StringContent("<html>Welcome</html>", Encoding.UTF8, "text/html") });

        var failure = await FluentActions.Awaiting(() => GetToken(mode, handler, new ClientCredentialsAuth("me", Secret, Endpoint))).Should().ThrowAsync<FirecrestAuthenticationException>();

        failure.Which.Message.Should().Contain("Is it the address of that endpoint?");
    }

    [Theory, SyncAndAsync]
    public async Task The_callers_cancellation_passes_as_such(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/token/client-credentials-post").ToResponse());
        using var http = new HttpClient(handler);
        var authorization = new ClientCredentialsAuth("me", Secret, Endpoint);
        var context = new AuthorizationContext(http);
        var cancelled = new CancellationToken(canceled: true);

        await FluentActions.Awaiting(() => mode.Run(() => authorization.GetAccessToken(context, cancelled), () => authorization.GetAccessTokenAsync(context, cancelled).AsTask()))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("http://idp.example/token", "not encrypted")]
    [InlineData("ftp://idp.example/token", "not an absolute http(s) address")]
    [InlineData("https://user:password@idp.example/token", "must not contain a user name or password")]
    public void An_endpoint_that_would_leak_the_secret_is_refused(string endpoint, string because)
        => FluentActions.Invoking(() => new ClientCredentialsAuth("me", Secret, new Uri(endpoint))).Should().Throw<ArgumentException>()
            .Which.Message.Should().Contain(because).And.NotContain("password@");

    private static Task<AccessToken> GetToken(Mode mode, StubHandler handler, ClientCredentialsAuth authorization, TimeProvider? time = null)
    {
        var context = new AuthorizationContext(new HttpClient(handler)) { TimeProvider = time ?? new FakeTimeProvider() };
        return mode.Run(
            () => authorization.GetAccessToken(context, TestContext.Current.CancellationToken),
            () => authorization.GetAccessTokenAsync(context, TestContext.Current.CancellationToken).AsTask());
    }

    private static Dictionary<string, string> Form(StubRequest request)
        => request.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));
}
