using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

public sealed class ExchangeTokenAuthTests
{
    [Theory, SyncAndAsync]
    public async Task A_token_is_exchanged_in_the_form_of_RFC_8693(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1"));
        var options = new TokenRequestOptions { Scope = "firecrest", ExtraParameters = { ["audience"] = "firecrest-api" } };
        var authorization = new ExchangeTokenAuth("portal", "s3cret", new Users(), Provider.TokenEndpoint, options);

        var token = await mode.GetToken(authorization, Provider.Context(handler));

        token.HeaderValue.Should().Be("Bearer access-1");
        var request = handler.Requests.Should().ContainSingle().Which;
        (request.Method, request.Uri).Should().Be(("POST", Provider.TokenEndpoint));
        Provider.Form(request).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = "user-token-1",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["audience"] = "firecrest-api",
            ["scope"] = "firecrest",
            ["client_id"] = "portal",
            ["client_secret"] = "s3cret",
        });
    }

    [Theory, SyncAndAsync]
    public async Task The_client_may_prove_itself_in_the_header_or_not_at_all(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1"));
        var basic = new TokenRequestOptions { SecretStyle = ClientSecretStyle.Basic };

        await mode.GetToken(new ExchangeTokenAuth("portal", "s3cret", new Users(), Provider.TokenEndpoint, basic), Provider.Context(handler));
        await mode.GetToken(new ExchangeTokenAuth("portal", null, new Users(), Provider.TokenEndpoint, basic), Provider.Context(handler));

        handler.Requests[0].Headers["Authorization"].Should().StartWith("Basic ");
        Provider.Form(handler.Requests[0]).Should().NotContainKeys("client_id", "client_secret");
        handler.Requests[1].Headers.Should().NotContainKey("Authorization");
        Provider.Form(handler.Requests[1]).Should().ContainKey("client_id").And.NotContainKey("client_secret");
    }

    [Theory, SyncAndAsync]
    public async Task The_subject_is_asked_at_each_exchange_in_the_same_mode(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access"));
        var users = new Users();
        var authorization = new ExchangeTokenAuth("portal", "s3cret", users, Provider.TokenEndpoint);
        var context = Provider.Context(handler);

        await mode.GetToken(authorization, context);
        await mode.GetToken(authorization, context);

        users.Asked.Should().Equal((mode, context), (mode, context));
        handler.Requests.Select(request => Provider.Form(request)["subject_token"]).Should().Equal("user-token-1", "user-token-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_refusal_is_reported_in_the_providers_words_without_any_token(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Refusal("invalid_target", "Audience not found", HttpStatusCode.BadRequest));
        var authorization = new ExchangeTokenAuth("portal", "s3cret", new Users(), Provider.TokenEndpoint);
        using var client = TestClient.Create(handler, authorization: authorization);

        var failure = (await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestAuthenticationException>()).Which;

        failure.Error.Should().Be("invalid_target");
        failure.Message.Should().Be("The token endpoint https://idp.example/realms/hpc/token answered 400 (invalid_target): Audience not found.");
        (failure + authorization.ToString()).Should().NotContainAny("s3cret", "user-token");
        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_subject_without_a_token_ends_the_exchange_before_it_begins(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access"));
        var authorization = new ExchangeTokenAuth("portal", "s3cret", new Users { Failure = new FirecrestAuthenticationException("The user has left.") }, Provider.TokenEndpoint);

        await FluentActions.Awaiting(() => mode.GetToken(authorization, Provider.Context(handler))).Should().ThrowAsync<FirecrestAuthenticationException>().WithMessage("The user has left.");

        handler.Requests.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_provider_that_is_down_for_a_moment_is_asked_again_by_a_client(Mode mode)
    {
        var answers = new Queue<Func<HttpResponseMessage>>(
            [() => new HttpResponseMessage(HttpStatusCode.TooManyRequests), () => Provider.Token("access"), () => Fixture.Load("v2/status/systems").ToResponse()]);
        using var handler = new StubHandler(_ => answers.Dequeue()());
        using var client = TestClient.Create(handler, authorization: new ExchangeTokenAuth("portal", "s3cret", new Users(), Provider.TokenEndpoint));

        (await mode.GetSystems(client)).Should().ContainSingle();

        handler.Requests[2].Headers["Authorization"].Should().Be("Bearer access");
    }

    private sealed class Users : IAuthorization
    {
        public List<(Mode Mode, AuthorizationContext Context)> Asked { get; } = [];

        public FirecrestAuthenticationException? Failure { get; init; }

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default) => Answer(Mode.Sync, context);

        public async ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Answer(Mode.Async, context);
        }

        private AccessToken Answer(Mode mode, AuthorizationContext context)
        {
            Asked.Add((mode, context));
            return Failure is null ? new AccessToken($"user-token-{Asked.Count}") : throw Failure;
        }
    }
}
