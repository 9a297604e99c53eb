using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

public sealed class ApiKeyAuthTests
{
    [Theory, SyncAndAsync]
    public async Task The_key_is_sent_in_its_header_and_no_Authorization_header_with_it(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        using var client = TestClient.Create(handler, authorization: new ApiKeyAuth("k3y with a blank"));

        await mode.GetSystems(client);

        var headers = handler.Requests.Should().ContainSingle().Which.Headers;
        headers["X-API-Key"].Should().Be("k3y with a blank");
        headers.Should().NotContainKey("Authorization");
    }

    [Theory, SyncAndAsync]
    public async Task The_header_may_have_another_name(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        var authorization = new ApiKeyAuth("k3y", "apikey");
        using var client = TestClient.Create(handler, authorization: authorization);

        await mode.GetSystems(client);

        authorization.HeaderName.Should().Be("apikey");
        handler.Requests.Single().Headers["apikey"].Should().Be("k3y");
    }

    [Theory, SyncAndAsync]
    public async Task A_refused_key_is_not_sent_twice_and_not_shown(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/auth/no-authorization-header").ToResponse());
        var authorization = new ApiKeyAuth("k3y");
        using var client = TestClient.Create(handler, authorization: authorization);

        var failure = await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestUnauthorizedException>();

        handler.Requests.Should().ContainSingle();
        (failure.Which + authorization.ToString()).Should().NotContain("k3y");
    }

    [Theory]
    [InlineData("k3y\n", "X-API-Key")]
    [InlineData("k3y\r\nX-Evil: 1", "X-API-Key")]
    [InlineData("k3y", "X API Key")]
    [InlineData("k3y", "X-API-Key:")]
    [InlineData("k3y", "")]
    public void What_no_header_can_carry_is_refused_without_being_told(string key, string header)
        => FluentActions.Invoking(() => new ApiKeyAuth(key, header)).Should().Throw<ArgumentException>().Which.Message.Should().NotContain("k3y");
}
