using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class TokenTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_token_endpoint_gives_tokens_by_basic_and_by_post(bool basic)
    {
        await using var server = await TestServer.Start();
        FirecrestEmulator emulator = server.Emulator;

        Answer answer = basic
            ? await Ask(server, "grant_type=client_credentials", $"{emulator.ClientId}:{emulator.ClientSecret}")
            : await Ask(server, $"grant_type=client_credentials&client_id={emulator.ClientId}&client_secret={emulator.ClientSecret}");

        answer.Status.Should().Be(200);
        answer.Header("cache-control").Should().Be("no-store");
        JsonObject recorded = JsonNode.Parse(Fixture.Load("v2/token/client-credentials-basic").Body)!.AsObject();
        JsonObject given = answer.Json.AsObject();
        string token = given["access_token"]!.ToString();
        given["access_token"] = recorded["access_token"]!.DeepClone();
        given.ToJsonString().Should().Be(recorded.ToJsonString());
        (await UserInfo(server, token)).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("wrong-secret", "grant_type=client_credentials", "firecrest-emulator:nope")]
    [InlineData("unsupported-grant", "grant_type=bogus", "firecrest-emulator:nope")]
    public async Task A_refused_token_request_is_answered_as_recorded(string recording, string form, string credentials)
    {
        await using var server = await TestServer.Start();

        Answer answer = await Ask(server, form, credentials);

        var fixture = Fixture.Load("v2/token/" + recording);
        answer.Status.Should().Be(fixture.StatusCode);
        Recording.Normal(answer.Text).Should().Be(Recording.Normal(fixture.Body));
        answer.Header("cache-control").Should().Be(fixture.Headers["cache-control"]);
    }

    [Fact]
    public async Task A_secret_is_new_at_each_start_unless_it_is_given()
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start();
        await using var given = await TestServer.Start(new() { ClientSecret = "known" });

        one.Emulator.ClientSecret.Should().NotBe(other.Emulator.ClientSecret);
        given.Emulator.ClientSecret.Should().Be("known");
        new FirecrestEmulatorOptions { ClientSecret = "known" }.ToString().Should().NotContain("known");
    }

    [Fact]
    public async Task Tokens_expire_and_are_refused_shortly_before()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.Start(new() { TimeProvider = time });
        string token = server.Emulator.Tokens.Mint(TimeSpan.FromMinutes(5));

        (await UserInfo(server, token)).Status.Should().Be(200);
        time.Advance(TimeSpan.FromSeconds(271));
        ShouldBeRecorded(await UserInfo(server, token), "token-expires-too-soon", token);
        time.Advance(TimeSpan.FromSeconds(29));
        ShouldBeRecorded(await UserInfo(server, token), "expired-token", token);
    }

    [Fact]
    public async Task Tokens_that_are_not_right_are_refused_as_recorded()
    {
        await using var server = await TestServer.Start();
        string good = server.Token;
        string forged = good[..good.LastIndexOf('.')] + "." + Convert.ToBase64String(new byte[256]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string foreign = server.Emulator.Tokens.Mint(TimeSpan.FromHours(1), keyId: "other");
        string nameless = server.Emulator.Tokens.Mint(TimeSpan.FromHours(1), user: "");

        ShouldBeRecorded(await UserInfo(server, "abc.def.ghi"), "malformed-token", "abc.def.ghi");
        ShouldBeRecorded(await UserInfo(server, "garbage"), "not-even-three-parts", "garbage");
        ShouldBeRecorded(await UserInfo(server, forged), "wrong-signature", forged);
        ShouldBeRecorded(await UserInfo(server, foreign), "unknown-kid", foreign);
        ShouldBeRecorded(await UserInfo(server, nameless), "no-username-claim", null);
    }

    [Fact]
    public async Task Authentication_comes_before_the_system_is_looked_up()
    {
        await using var server = await TestServer.Start();

        (await server.Send(new HttpRequestMessage(HttpMethod.Get, "status/nowhere/nodes"), withToken: false)).Status.Should().Be(403);
        (await server.Get("status/nowhere/nodes")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_token_of_one_emulator_is_worth_nothing_at_another()
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start();

        (await UserInfo(one, one.Token)).Status.Should().Be(200);
        ShouldBeRecorded(await UserInfo(one, other.Token), "unknown-kid", other.Token);
    }

    private static void ShouldBeRecorded(Answer answer, string recording, string? token)
    {
        var fixture = Fixture.Load("v2/auth/" + recording);
        answer.Status.Should().Be(fixture.StatusCode);
        Recording.Normal(answer.Text).Should().Be(Recording.Normal(fixture.Body));
        answer.Header("auth-token").Should().Be(token);
        answer.Header("f7t-authusername").Should().BeNull();
    }

    private static Task<Answer> UserInfo(TestServer server, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"status/{server.System}/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return server.Send(request, withToken: false);
    }

    private static Task<Answer> Ask(TestServer server, string form, string? credentials = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Emulator.TokenEndpoint)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        return server.Send(request, withToken: false);
    }
}
