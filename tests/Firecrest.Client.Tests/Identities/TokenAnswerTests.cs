using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Identities;

/// <summary>What a token endpoint, or something else at its address, may answer to any grant.</summary>
public sealed class TokenAnswerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"s3cret\"")]
    [InlineData("{}")]
    [InlineData("{\"access_token\":null}")]
    [InlineData("{\"access_token\":\"\"}")]
    [InlineData("{\"access_token\":\" \"}")]
    [InlineData("{\"access_token\":\"s3cret\\n\"}")]
    [InlineData("{\"access_token\":\"s3cret-ä\"}")]
    [InlineData("{\"access_token\":\"s3cret\"")]
    public async Task A_success_without_a_token_is_a_failure_that_does_not_show_it(string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => StubHandler.Json(answer));

            var failure = await Fails(mode, handler);

            failure.Message.Should().Contain("answered 200").And.Contain("Is it the address of that endpoint?");
        }
    }

    [Theory]
    [InlineData("{\"access_token\":\"token\"}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":null}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":0}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":-1}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":\"soon\"}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":1e300}")]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":{}}")]
    [InlineData("{\"access_token\":\"token\",\"token_type\":7,\"scope\":[],\"refresh_token\":null}")]
    public async Task A_token_whose_end_cannot_be_told_has_none(string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => StubHandler.Json(answer));

            var token = await mode.GetToken(Create(), Provider.Context(handler));

            (token.Value, token.ExpiresOn).Should().Be(("token", null));
        }
    }

    [Theory]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":60}", 60)]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":\"60\"}", 60)]
    [InlineData("{\"access_token\":\"token\",\"expires_in\":2147483647}", 2147483647)]
    public async Task The_end_of_a_token_counts_from_the_request(string answer, int seconds)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var time = new InstantTime();
            var sent = time.GetUtcNow();
            using var handler = new StubHandler(_ =>
            {
                time.Advance(TimeSpan.FromSeconds(7));
                return StubHandler.Json(answer);
            });

            (await mode.GetToken(Create(), Provider.Context(handler, time))).ExpiresOn.Should().Be(sent.AddSeconds(seconds));
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "[]")]
    [InlineData(HttpStatusCode.BadRequest, "null")]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":7}")]
    [InlineData(HttpStatusCode.BadRequest, "{\"error\":{\"code\":7}}")]
    [InlineData(HttpStatusCode.BadRequest, "")]
    [InlineData(HttpStatusCode.NotFound, "<html>No such page</html>")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.NoContent, "")]
    public async Task Any_other_answer_is_a_failure_with_the_endpoint_and_the_status(HttpStatusCode status, string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => StubHandler.Json(answer, status));

            (await Fails(mode, handler)).Message.Should().StartWith($"The token endpoint {Provider.TokenEndpoint} answered {(int)status} (");
        }
    }

    private static ClientCredentialsAuth Create() => new("me", "s3cret", Provider.TokenEndpoint);

    private static async Task<FirecrestAuthenticationException> Fails(Mode mode, StubHandler handler)
    {
        using var client = TestClient.Create(handler, authorization: Create());
        var failure = await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestAuthenticationException>();
        handler.Requests.Should().ContainSingle();
        failure.Which.ToString().Should().NotContain("s3cret");
        return failure.Which;
    }
}
