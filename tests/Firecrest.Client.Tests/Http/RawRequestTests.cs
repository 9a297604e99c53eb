using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Http;

public sealed class RawRequestTests
{
    private static readonly JsonSerializerOptions Reflected = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Theory, SyncAndAsync]
    public async Task An_unknown_endpoint_is_reached_with_token_query_and_body(Mode mode)
    {
        using var handler = new StubHandler(_ => StubHandler.Json("""[1, 2]""", HttpStatusCode.Created));
        using var client = TestClient.Create(handler);
        var request = new RawRequest(HttpMethod.Put, "new/thing")
        {
            Query = [new("a b", "c&d"), new("e", "f")],
            Content = "{}"u8.ToArray(),
        };

        var response = await mode.Run(() => client.Send(request), () => client.SendAsync(request));

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        response.ContentType.Should().Be("application/json");
        response.ReadText().Should().Be("[1, 2]");
        response.ReadJson((JsonTypeInfo<int[]>)Reflected.GetTypeInfo(typeof(int[]))).Should().Equal(1, 2);
        response.ToString().Should().Be("201 (6 bytes of application/json)");
        var sent = handler.Requests.Should().ContainSingle().Which;
        sent.Method.Should().Be("PUT");
        sent.PathAndQuery.Should().Be("/new/thing?a%20b=c%26d&e=f");
        sent.Body.Should().Be("{}");
        sent.Headers["Authorization"].Should().Be("Bearer test-token");
    }

    [Theory, SyncAndAsync]
    public async Task A_path_below_a_prefix_may_begin_with_a_slash(Mode mode)
    {
        using var handler = new StubHandler(_ => StubHandler.Json(""));
        using var client = new FirecrestClient(new Uri("https://firecrest.example/hpc/v2"), new StaticTokenAuth("t"), TestClient.Options(handler));

        var response = await mode.Run(() => client.Send(new(HttpMethod.Get, "/status/systems")), () => client.SendAsync(new(HttpMethod.Get, "/status/systems")));

        handler.Requests.Should().ContainSingle().Which.PathAndQuery.Should().Be("/hpc/v2/status/systems");
        response.Content.Length.Should().Be(0);
    }

    [Theory]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", false, 1)]
    [InlineData("PUT", true, 3)]
    public async Task Only_what_may_be_repeated_is_repeated(string method, bool idempotent, int attempts)
    {
        using var handler = new StubHandler(_ => StubHandler.Json("{}", HttpStatusCode.InternalServerError));
        using var client = TestClient.Create(handler);
        var request = idempotent ? new RawRequest(new HttpMethod(method), "x") { IsIdempotent = true } : new RawRequest(new HttpMethod(method), "x");

        var failure = await FluentActions.Awaiting(() => client.SendAsync(request)).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.MayHaveExecuted.Should().Be(method != "GET");
        handler.Requests.Should().HaveCount(attempts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//evil.example/x")]
    [InlineData("///evil.example/x")]
    [InlineData("https://evil.example/x")]
    [InlineData("../x")]
    [InlineData("x/../../y")]
    [InlineData("x?y=1")]
    [InlineData("x#y")]
    [InlineData("%2e%2e/x")]
    [InlineData("\\\\evil.example\\x")]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        using var handler = new StubHandler(_ => StubHandler.Json("{}"));
        using var client = TestClient.Create(handler);

        FluentActions.Invoking(() => client.Send(new(HttpMethod.Get, path))).Should().Throw<ArgumentException>().WithMessage("*is not a path below the base address*");

        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public void A_body_is_written_as_JSON()
    {
        var request = RawRequest.WithJson(HttpMethod.Post, "x", 5, (JsonTypeInfo<int>)Reflected.GetTypeInfo(typeof(int)));

        request.Content.ToArray().Should().Equal((byte)'5');
        request.ToString().Should().Be("POST x");
    }
}
