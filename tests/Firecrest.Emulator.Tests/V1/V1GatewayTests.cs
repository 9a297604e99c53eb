using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Emulator.Tests.V1;

public sealed class V1GatewayTests
{
    private static readonly FirecrestEmulatorOptions Options = V1TestServer.Options with { V1 = V1TestServer.Options.V1 with { HasGateway = true } };

    [Fact]
    public async Task The_gateway_lets_one_request_a_second_through()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var server = await V1TestServer.Start(Options with { TimeProvider = time, Simulation = new JobSimulation() });

        Answer first = await server.Get("/status/parameters");
        Answer second = await server.Get("/status/parameters");
        time.Advance(TimeSpan.FromSeconds(1));
        Answer third = await server.Get("/status/parameters");

        first.Status.Should().Be(200);
        V1Recording.Differences("routing/kong-rate-limit", second).Should().BeEmpty();
        third.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("routing/kong-no-token")]
    [InlineData("routing/kong-expired-token")]
    public async Task The_gateway_refuses_tokens_in_its_own_words(string name)
    {
        await using var server = await V1TestServer.Start(Options);

        (await V1Recording.Compare(server, name)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_needs_its_signature_and_scope_but_not_the_word_bearer()
    {
        await using var server = await V1TestServer.Start(V1TestServer.Options with { V1 = V1TestServer.Options.V1 with { RequiredScope = "firecrest" } });
        string token = server.Emulator.Tokens.Mint(TimeSpan.FromHours(1));
        string broken = token[..token.LastIndexOf('.')] + "." + new string('A', 342);

        V1Recording.Differences("routing/token-without-scope", await Ask(server, token)).Should().BeEmpty();
        V1Recording.Differences("routing/signature-broken", await Ask(server, broken)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_word_bearer_is_not_needed()
    {
        await using var server = await V1TestServer.Start();

        (await Ask(server, server.Emulator.Tokens.Mint(TimeSpan.FromHours(1)))).Status.Should().Be(200);
    }

    [Fact]
    public async Task Answers_of_the_status_service_are_kept_until_told_to_look()
    {
        await using var server = await V1TestServer.Start();
        string before = (await server.Get("/status/systems/cluster", machine: null)).Text;
        server.Emulator.SetHealth("ssh", false, "cluster");

        string kept = (await server.Get("/status/systems/cluster", machine: null)).Text;
        string fresh = (await server.Send(HttpMethod.Get, "/status/systems/cluster", machine: null, headers: [("Cache-Control", "no-cache")])).Text;

        kept.Should().Be(before);
        fresh.Should().Contain("System down");
    }

    [Fact]
    public async Task Faults_and_the_journal_know_the_older_generation_by_its_path()
    {
        await using var server = await V1TestServer.Start();
        server.Emulator.Faults.On(HttpMethod.Get, "/v1/utilities/*").ExpireToken();
        server.Emulator.Faults.On(HttpMethod.Post, "/v1/utilities/mkdir").TimeOutAfter();

        Answer expired = await server.Get("/utilities/whoami");
        Answer late = await server.Send(HttpMethod.Post, "/utilities/mkdir", [("targetPath", "/home/test1/made")]);

        V1Recording.Differences("routing/expired-token", expired).Should().BeEmpty();
        late.Status.Should().Be(400);
        late.Header("X-Timeout").Should().Be("Command has finished with timeout signal");
        Directory.Exists(server.Local("/home/test1/made")).Should().BeTrue("the command ran");
        server.Emulator.Journal.Requests.Select(request => request.ToString()).Should()
            .Equal("GET /v1/utilities/whoami 401", "POST /v1/utilities/mkdir 400");
    }

    private static Task<Answer> Ask(V1TestServer server, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/status/parameters");
        request.Headers.TryAddWithoutValidation("Authorization", token);
        request.Headers.Authorization ??= new AuthenticationHeaderValue(token);
        return server.V2.Send(request, withToken: false);
    }
}
