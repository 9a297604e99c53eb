using System.Text.Json.Nodes;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Identities;

/// <summary>Tokens that tell only their end, on the clock of the issuer, while the clock of this machine is wrong.</summary>
public sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>By how many minutes the clock of this machine is ahead, how long tokens live in seconds, and how long they are kept.</summary>
    public static TheoryData<int, int, int> Clocks => new()
    {
        { 0, 300, 210 }, { 10, 300, 210 }, { -10, 300, 210 },
        { 0, 60, 29 }, { 10, 60, 29 }, { -10, 60, 29 },
        { 0, 3600, 3510 }, { 10, 3600, 3510 }, { -10, 3600, 3510 },
        { 24 * 60, 300, 210 }, { -24 * 60, 300, 210 },
    };

    [Theory, MemberData(nameof(Clocks))]
    public async Task After_the_first_answer_a_token_is_kept_until_its_end_nears(int minutesAhead, int lifetime, int keptFor)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = new Site(TimeSpan.FromMinutes(minutesAhead), TimeSpan.FromSeconds(lifetime));
            using var client = site.CreateClient();

            for (var i = 0; i < 5; i++)
            {
                await mode.GetSystems(client);
            }

            site.Time.Advance(TimeSpan.FromSeconds(keptFor - 1));
            await mode.GetSystems(client);
            site.Fetches.Should().Be(1);

            site.Time.Advance(TimeSpan.FromSeconds(1));
            await mode.GetSystems(client);
            site.Fetches.Should().Be(2);
            site.Refusals.Should().Be(0);
        }
    }

    [Theory, MemberData(nameof(Clocks))]
    public async Task After_an_idle_time_a_token_is_not_used_past_its_end(int minutesAhead, int lifetime, int keptFor)
    {
        var longAfter = keptFor + ((lifetime - keptFor) * 1.2);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = new Site(TimeSpan.FromMinutes(minutesAhead), TimeSpan.FromSeconds(lifetime));
            using var client = site.CreateClient();

            for (var i = 1; i <= 5; i++)
            {
                await mode.GetSystems(client);
                site.Fetches.Should().Be(i);
                site.Time.Advance(TimeSpan.FromSeconds(longAfter));
            }

            site.Refusals.Should().Be(0, "the token was known to be over");
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_set_right_while_the_program_runs_changes_nothing(int minutesAhead)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var site = new Site(TimeSpan.FromMinutes(minutesAhead), TimeSpan.FromSeconds(300));
            using var client = site.CreateClient();

            await mode.GetSystems(client);
            site.Time.Ahead = TimeSpan.Zero;
            site.Time.Advance(TimeSpan.FromSeconds(200));
            await mode.GetSystems(client);

            (site.Fetches, site.Refusals).Should().Be((1, 0));
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_new_token_that_expires_too_soon_ends_the_call_after_one_renewal_and_says_why(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/auth/token-expires-too-soon").ToResponse());
        var tokens = new Issuer(() => Noon, TimeSpan.FromSeconds(20));
        using var client = TestClient.Create(handler, authorization: tokens);

        var failure = (await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestUnauthorizedException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.TokenExpiresTooSoon);
        failure.Message.Should().Contain("Access token expires too soon").And.Contain("its lifetime is shorter than this server asks for, or a clock is wrong");
        tokens.Fetches.Should().Be(2);
        handler.Requests.Select(request => request.Headers["Authorization"]).Should().OnlyHaveUniqueItems().And.HaveCount(2);
    }

    /// <summary>A server that refuses tokens with less than 30 s left, and an issuer, both by the right time.</summary>
    private sealed class Site
    {
        private readonly Issuer _issuer;

        public Site(TimeSpan ahead, TimeSpan lifetime)
        {
            Time = new WrongTime(Noon) { Ahead = ahead };
            _issuer = new Issuer(() => Time.Right, lifetime);
        }

        public WrongTime Time { get; }

        public int Fetches => _issuer.Fetches;

        public int Refusals { get; private set; }

        public FirecrestClient CreateClient() => TestClient.Create(new StubHandler(Answer), Time, _issuer);

        private HttpResponseMessage Answer(StubRequest request)
        {
            var refused = AccessToken.FromJwt(request.Headers["Authorization"]["Bearer ".Length..]).ExpiresOn - Time.Right < TimeSpan.FromSeconds(30);
            Refusals += refused ? 1 : 0;
            var response = Fixture.Load(refused ? "v2/auth/token-expires-too-soon" : "v2/status/systems").ToResponse();
            response.Headers.Date = Time.Right;
            return response;
        }
    }

    private sealed class Issuer(Func<DateTimeOffset> now, TimeSpan lifetime) : IAuthorization
    {
        public int Fetches { get; private set; }

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
            => AccessToken.FromJwt(Provider.Jwt(new JsonObject { ["jti"] = ++Fetches, ["exp"] = (now() + lifetime).ToUnixTimeSeconds() }));

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));
    }

    private sealed class WrongTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public TimeSpan Ahead { get; set; }

        public DateTimeOffset Right => base.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
    }
}
