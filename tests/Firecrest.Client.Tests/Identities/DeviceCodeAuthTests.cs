using System.Net;
using System.Text.Json.Nodes;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Identities;

public sealed class DeviceCodeAuthTests
{
    private const string DeviceCode = "dev1ce-c0de";

    private readonly List<DeviceCodePrompt> _prompts = [];

    [Theory, SyncAndAsync]
    public async Task The_person_is_shown_page_code_complete_page_and_life(Mode mode)
    {
        using var handler = Answering(() => Provider.Token("access-1"));
        var options = new TokenRequestOptions { Scope = "openid", ExtraParameters = { ["audience"] = "hpc" } };
        var authorization = new DeviceCodeAuth("cli", Provider.DeviceEndpoint, Provider.TokenEndpoint, _prompts.Add, options);

        var token = await mode.GetToken(authorization, Provider.Context(handler));

        token.HeaderValue.Should().Be("Bearer access-1");
        _prompts.Should().Equal(new DeviceCodePrompt(new Uri("https://idp.example/activate"), "ABCD-EFGH", new Uri("https://idp.example/activate?code=ABCD-EFGH"), TimeSpan.FromMinutes(10)));
        handler.Requests.Select(request => request.Uri).Should().Equal(Provider.DeviceEndpoint, Provider.TokenEndpoint);
        Provider.Form(handler.Requests[0]).Should().BeEquivalentTo(new Dictionary<string, string> { ["client_id"] = "cli", ["scope"] = "openid", ["audience"] = "hpc" });
        Provider.Form(handler.Requests[1]).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["device_code"] = DeviceCode,
            ["client_id"] = "cli",
            ["audience"] = "hpc",
        });
    }

    [Theory, SyncAndAsync]
    public async Task A_complete_page_and_an_interval_are_optional(Mode mode)
    {
        using var handler = Answering(new JsonObject { ["device_code"] = DeviceCode, ["user_code"] = "1", ["verification_uri"] = "https://idp.example/activate", ["expires_in"] = 60 }, () => Provider.Token("access-1"));
        var time = new InstantTime();

        await mode.GetToken(Create(), Provider.Context(handler, time));

        _prompts.Should().Equal(new DeviceCodePrompt(new Uri("https://idp.example/activate"), "1", null, TimeSpan.FromMinutes(1)));
        time.Waits.Should().Equal([TimeSpan.FromSeconds(5)], "RFC 8628 names 5 s where the provider names nothing");
    }

    [Theory, SyncAndAsync]
    public async Task The_provider_is_asked_at_its_interval_until_the_person_is_done(Mode mode)
    {
        using var handler = Answering(Pending, Pending, Pending, () => Provider.Token("access-1"));
        var time = new InstantTime();

        var token = await mode.GetToken(Create(), Provider.Context(handler, time));

        token.Value.Should().Be("access-1");
        time.Waits.Should().Equal(Seconds(7, 7, 7, 7));
        _prompts.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_provider_that_says_slow_down_is_asked_5_s_later_from_then_on(Mode mode)
    {
        using var handler = Answering(() => Provider.Refusal("slow_down"), Pending, () => Provider.Refusal("slow_down"), Pending, () => Provider.Token("access-1"));
        var time = new InstantTime();

        await mode.GetToken(Create(), Provider.Context(handler, time));

        time.Waits.Should().Equal(Seconds(7, 12, 12, 17, 17));
    }

    [Theory, SyncAndAsync]
    public async Task Each_new_refresh_token_is_told_once(Mode mode)
    {
        using var handler = Answering(() => Provider.Token("access-1", "refresh-1"), () => Provider.Token("access-2", "refresh-1"), () => Provider.Token("access-3", "refresh-2"));
        var told = new List<string>();
        var authorization = new DeviceCodeAuth("cli", Provider.DeviceEndpoint, Provider.TokenEndpoint, _prompts.Add) { RefreshTokenChanged = told.Add };

        for (var i = 0; i < 3; i++)
        {
            await mode.GetToken(authorization, Provider.Context(handler));
        }

        told.Should().Equal("refresh-1", "refresh-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_person_who_refuses_ends_the_login(Mode mode)
    {
        using var handler = Answering(Pending, () => Provider.Refusal("access_denied", "The end user denied the request"));

        var failure = (await FluentActions.Awaiting(() => mode.GetToken(Create(), Provider.Context(handler))).Should().ThrowAsync<FirecrestAuthenticationException>()).Which;

        failure.Error.Should().Be("access_denied");
        failure.Message.Should().Contain("The end user denied the request");
        failure.ToString().Should().NotContain(DeviceCode);
        handler.Requests.Should().HaveCount(3);
    }

    [Theory, SyncAndAsync]
    public async Task A_code_that_nobody_entered_ends_the_login_before_a_client_would_start_another(Mode mode)
    {
        using var handler = Answering(Pending);
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time, Create());

        var failure = (await FluentActions.Awaiting(() => mode.GetSystems(client)).Should().ThrowAsync<FirecrestAuthenticationException>()).Which;

        failure.Error.Should().Be("expired_token");
        failure.Message.Should().Be("Nobody entered the code at https://idp.example/activate within 00:10:00. Start again for a new code.");
        time.Waits.Should().HaveCount(85).And.OnlyContain(wait => wait == TimeSpan.FromSeconds(7), "85 times 7 s are within 600 s");
        _prompts.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_code_that_the_provider_calls_expired_ends_the_login(Mode mode)
    {
        using var handler = Answering(() => Provider.Refusal("expired_token"));

        var failure = await FluentActions.Awaiting(() => mode.GetToken(Create(), Provider.Context(handler))).Should().ThrowAsync<FirecrestAuthenticationException>();

        failure.Which.Error.Should().Be("expired_token");
    }

    [Theory, SyncAndAsync]
    public async Task A_provider_that_is_down_for_a_moment_does_not_make_the_person_start_again(Mode mode)
    {
        using var handler = Answering(
            Pending, () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable), () => throw new HttpRequestException("refused"), () => Provider.Token("access-1"));
        var time = new InstantTime();
        using var client = TestClient.Create(handler, time, Create());

        await mode.GetSystems(client);

        _prompts.Should().ContainSingle();
        time.Waits.Should().Equal(Seconds(7, 7, 12, 17), "RFC 8628 asks to slow down when there is no answer");
    }

    [Theory, SyncAndAsync]
    public async Task A_login_is_given_up_while_it_waits(Mode mode)
    {
        using var handler = Answering(Pending);
        var time = new WaitingTime();
        using var cancellation = new CancellationTokenSource();

        var login = mode.GetToken(Create(), Provider.Context(handler, time), cancellation.Token);
        await time.WaitMade;
        await cancellation.CancelAsync();

        var failure = await FluentActions.Awaiting(() => login).Should().ThrowAsync<OperationCanceledException>();
        failure.Which.CancellationToken.Should().Be(cancellation.Token);
        handler.Requests.Should().ContainSingle("no poll came");
    }

    [Theory, SyncAndAsync]
    public async Task A_login_may_take_longer_than_the_clients_NetworkTimeout(Mode mode)
    {
        using var handler = Answering(Pending, Pending, Pending, Pending, () => Provider.Token("access-1"));
        var time = new WaitingTime { Automatic = true };
        using var client = new FirecrestClient(TestClient.Address, Create(), TestClient.Options(handler, time) with { NetworkTimeout = WaitingTime.NetworkTimeout });

        await mode.GetSystems(client).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        (time.GetUtcNow() - time.Start).Should().Be(TimeSpan.FromSeconds(35), "that is longer than NetworkTimeout");
        handler.Requests.Should().HaveCount(7);
    }

    [Theory, SyncAndAsync]
    public async Task Later_tokens_come_by_the_newest_refresh_token_without_the_person(Mode mode)
    {
        using var handler = Answering(
            () => Provider.Token("access-1", "refresh-1"), () => Provider.Token("access-2", "refresh-2"), () => Provider.Token("access-3", ""), () => Provider.Token("access-4"));
        var authorization = Create();
        var context = Provider.Context(handler);

        for (var i = 1; i <= 4; i++)
        {
            (await mode.GetToken(authorization, context)).Value.Should().Be($"access-{i}");
        }

        _prompts.Should().ContainSingle();
        handler.Requests.Skip(2).Select(Provider.Form).Should().OnlyContain(form => form["grant_type"] == "refresh_token");
        handler.Requests.Skip(2).Select(request => Provider.Form(request)["refresh_token"]).Should().Equal("refresh-1", "refresh-2", "refresh-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_dead_refresh_token_makes_the_person_be_asked_again(Mode mode)
    {
        using var handler = Answering(
            () => Provider.Token("access-1", "refresh-1"), () => Provider.Refusal("invalid_grant", "Session not active"), () => Provider.Token("access-2", "refresh-2"));
        var authorization = Create();
        var context = Provider.Context(handler);

        await mode.GetToken(authorization, context);
        (await mode.GetToken(authorization, context)).Value.Should().Be("access-2");

        _prompts.Should().HaveCount(2);
        handler.Requests.Select(request => request.Uri == Provider.DeviceEndpoint).Should().Equal(true, false, false, true, false);
    }

    [Theory, SyncAndAsync]
    public async Task A_provider_that_is_down_at_a_renewal_does_not_bother_the_person(Mode mode)
    {
        using var handler = Answering(() => Provider.Token("access-1", "refresh-1"), () => new HttpResponseMessage(HttpStatusCode.BadGateway), () => Provider.Token("access-2"));
        var authorization = Create();
        var context = Provider.Context(handler);

        await mode.GetToken(authorization, context);
        await FluentActions.Awaiting(() => mode.GetToken(authorization, context)).Should().ThrowAsync<FirecrestAuthenticationException>();
        (await mode.GetToken(authorization, context)).Value.Should().Be("access-2");

        _prompts.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"device_code":"dev1ce-c0de","user_code":"ABCD"}""")]
    [InlineData("""{"device_code":"dev1ce-c0de","user_code":"ABCD","verification_uri":"activate"}""")]
    [InlineData("""{"user_code":"ABCD","verification_uri":"https://idp.example/activate"}""")]
    [InlineData("""{"device_code":"dev1ce-c0de","verification_uri":"https://idp.example/activate"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"dev1ce-c0de\"")]
    [InlineData("<html>Welcome</html>")]
    public async Task An_answer_that_is_no_device_code_is_explained(string answer)
    {
        foreach (var mode in Enum.GetValues<Mode>())
        {
            using var handler = StubHandler.Sequence(() => StubHandler.Json(answer));

            var failure = await FluentActions.Awaiting(() => mode.GetToken(Create(), Provider.Context(handler))).Should().ThrowAsync<FirecrestAuthenticationException>();

            failure.Which.Message.Should().Contain(Provider.DeviceEndpoint.AbsoluteUri).And.Contain("Is it the address of that endpoint?");
            failure.Which.ToString().Should().NotContain(DeviceCode);
            _prompts.Should().BeEmpty();
        }
    }

    private static HttpResponseMessage Pending() => Provider.Refusal("authorization_pending");

    private static IEnumerable<TimeSpan> Seconds(params int[] seconds) => seconds.Select(second => TimeSpan.FromSeconds(second));

    private DeviceCodeAuth Create() => new("cli", Provider.DeviceEndpoint, Provider.TokenEndpoint, _prompts.Add);

    /// <summary>Answers the polls and renewals one after the other, and FirecREST with its systems.</summary>
    private static StubHandler Answering(params Func<HttpResponseMessage>[] polls) => Answering(
        new JsonObject
        {
            ["device_code"] = DeviceCode,
            ["user_code"] = "ABCD-EFGH",
            ["verification_uri"] = "https://idp.example/activate",
            ["verification_uri_complete"] = "https://idp.example/activate?code=ABCD-EFGH",
            ["expires_in"] = 600,
            ["interval"] = 7,
        },
        polls);

    private static StubHandler Answering(JsonObject deviceCode, params Func<HttpResponseMessage>[] polls)
    {
        var next = -1;
        return new StubHandler(request => request.Uri == Provider.DeviceEndpoint ? StubHandler.Json(deviceCode.ToJsonString())
            : request.Uri == Provider.TokenEndpoint ? polls[Math.Min(++next, polls.Length - 1)]()
            : Fixture.Load("v2/status/systems").ToResponse());
    }

    /// <summary>A clock that tells waits from time limits, and can let its waits pass by themselves.</summary>
    private sealed class WaitingTime : FakeTimeProvider
    {
        public static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(30);

        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Automatic { get; init; }

        public Task WaitMade => _made.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime < NetworkTimeout)
            {
                _made.TrySetResult();
                if (Automatic)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(_ => Advance(dueTime), null);
                }
            }

            return timer;
        }
    }
}
