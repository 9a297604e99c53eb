using System.Collections.Concurrent;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Identities;

public sealed class RefreshTokenAuthTests
{
    private const string First = "refresh&/+ä-1";
    private const int Callers = 50;

    [Theory, SyncAndAsync]
    public async Task The_refresh_token_is_posted_with_the_client(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1"));
        var time = new FakeTimeProvider();
        var options = new TokenRequestOptions { Scope = "openid firecrest", ExtraParameters = { ["audience"] = "hpc" } };
        var authorization = new RefreshTokenAuth("portal", "s3cret", First, Provider.TokenEndpoint, options);

        var token = await mode.GetToken(authorization, Provider.Context(handler, time));

        var request = handler.Requests.Should().ContainSingle().Which;
        (request.Method, request.Uri).Should().Be(("POST", Provider.TokenEndpoint));
        request.Headers.Should().NotContainKey("Authorization");
        Provider.Form(request).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = First,
            ["client_id"] = "portal",
            ["client_secret"] = "s3cret",
            ["scope"] = "openid firecrest",
            ["audience"] = "hpc",
        });
        (token.HeaderValue, token.ExpiresOn).Should().Be(("Bearer access-1", time.GetUtcNow().AddSeconds(300)));
    }

    [Theory, SyncAndAsync]
    public async Task A_public_client_sends_no_secret(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1"));

        await mode.GetToken(new RefreshTokenAuth("portal", null, First, Provider.TokenEndpoint), Provider.Context(handler));

        Provider.Form(handler.Requests.Single()).Keys.Should().BeEquivalentTo("grant_type", "refresh_token", "client_id");
    }

    [Theory, SyncAndAsync]
    public async Task The_newest_refresh_token_is_used_and_told(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1", "refresh-2"), () => Provider.Token("access-2", "refresh-3"), () => Provider.Token("access-3", "refresh-3"));
        var told = new List<string>();
        var authorization = new RefreshTokenAuth("portal", null, First, Provider.TokenEndpoint, new TokenRequestOptions(), told.Add);
        var context = Provider.Context(handler);

        for (var i = 1; i <= 3; i++)
        {
            (await mode.GetToken(authorization, context)).Value.Should().Be($"access-{i}");
        }

        handler.Requests.Select(request => Provider.Form(request)["refresh_token"]).Should().Equal(First, "refresh-2", "refresh-3");
        told.Should().Equal("refresh-2", "refresh-3");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(First)]
    public async Task A_provider_that_does_not_rotate_is_asked_with_the_same_refresh_token(string? answered)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => Provider.Token("access", answered));
            var told = new List<string>();
            var authorization = new RefreshTokenAuth("portal", null, First, Provider.TokenEndpoint, new TokenRequestOptions(), told.Add);

            await mode.GetToken(authorization, Provider.Context(handler));
            await mode.GetToken(authorization, Provider.Context(handler));

            handler.Requests.Select(request => Provider.Form(request)["refresh_token"]).Should().Equal(First, First);
            told.Should().BeEmpty();
        }
    }

    [Theory, SyncAndAsync]
    public async Task A_dead_refresh_token_is_reported_in_the_providers_words_without_any_token(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Refusal("invalid_grant", "Token is not active."));
        var told = new List<string>();
        var authorization = new RefreshTokenAuth("portal", "s3cret", First, Provider.TokenEndpoint, new TokenRequestOptions(), told.Add);
        using var client = TestClient.Create(handler, authorization: authorization);

        var failure = (await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestAuthenticationException>()).Which;

        failure.Error.Should().Be("invalid_grant");
        failure.Message.Should().Be("The token endpoint https://idp.example/realms/hpc/token answered 400 (invalid_grant): Token is not active.");
        (failure + authorization.ToString()).Should().NotContainAny(First, Uri.EscapeDataString(First), "s3cret");
        handler.Requests.Should().ContainSingle("a refusal is not repeated");
        told.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_failure_keeps_the_refresh_token_for_the_next_call(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Provider.Token("access-1", "refresh-2"), () => throw new HttpRequestException("refused"), () => Provider.Token("access-2"));
        var authorization = new RefreshTokenAuth("portal", null, First, Provider.TokenEndpoint);
        var context = Provider.Context(handler);

        await mode.GetToken(authorization, context);
        await FluentActions.Awaiting(() => mode.GetToken(authorization, context)).Should().ThrowAsync<FirecrestAuthenticationException>();
        await mode.GetToken(authorization, context);

        handler.Requests.Select(request => Provider.Form(request)["refresh_token"]).Should().Equal(First, "refresh-2", "refresh-2");
    }

    [Fact]
    public async Task Fifty_callers_over_two_clients_in_both_modes_send_one_request_at_a_time_and_never_use_a_refresh_token_twice()
    {
        var time = new FakeTimeProvider();
        using var provider = new RotatingProvider(time);
        using var handler = new StubHandler(request => request.Uri.Host == Provider.TokenEndpoint.Host ? provider.Answer(request) : Fixture.Load("v2/status/systems").ToResponse());
        var told = new ConcurrentQueue<string>();
        var authorization = new RefreshTokenAuth("portal", null, "refresh-0", Provider.TokenEndpoint, new TokenRequestOptions(), told.Enqueue);
        using var one = TestClient.Create(handler, time, authorization);
        using var other = TestClient.Create(handler, time, authorization);

        var calls = Enumerable.Range(0, Callers).Select(i => (i % 2 == 0 ? Mode.Sync : Mode.Async, i % 4 < 2 ? one : other))
            .Select(((Mode Mode, FirecrestClient Client) caller) => Task.Run(() =>
            {
                provider.CallerComes();
                return caller.Mode.GetSystems(caller.Client);
            })).ToList();
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        provider.MostAtOnce.Should().Be(1);
        provider.Reused.Should().BeEmpty();
        told.Should().Equal(Enumerable.Range(1, Callers).Select(number => $"refresh-{number}"), "each caller found the token of the one before it to be over");
    }

    /// <summary>Ends a refresh token with its first use, and each access token as soon as it is given, so that every caller needs a request of its own.</summary>
    private sealed class RotatingProvider(FakeTimeProvider time) : IDisposable
    {
        private readonly CountdownEvent _missing = new(Callers);
        private readonly ConcurrentDictionary<string, bool> _used = [];
        private int _inside;
        private int _mostAtOnce;
        private int _number;

        public int MostAtOnce => _mostAtOnce;

        public ConcurrentQueue<string> Reused { get; } = [];

        public void CallerComes() => _missing.Signal();

        public HttpResponseMessage Answer(StubRequest request)
        {
            var inside = Interlocked.Increment(ref _inside);
            InterlockedMax(ref _mostAtOnce, inside);

            // The first request is answered when every caller is on its way, so that they do meet.
            _missing.Wait(TimeSpan.FromSeconds(60));
            var refreshToken = Provider.Form(request)["refresh_token"];
            if (!_used.TryAdd(refreshToken, true))
            {
                Reused.Enqueue(refreshToken);
            }

            var number = Interlocked.Increment(ref _number);
            time.Advance(TimeSpan.FromMinutes(6));
            Interlocked.Decrement(ref _inside);
            return Provider.Token($"access-{number}", $"refresh-{number}");
        }

        public void Dispose() => _missing.Dispose();

        private static void InterlockedMax(ref int target, int value)
        {
            int seen;
            while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
            {
            }
        }
    }
}
