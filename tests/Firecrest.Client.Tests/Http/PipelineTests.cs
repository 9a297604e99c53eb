using System.Net;
using System.Text;
using Firecrest.Client.Http;
using Firecrest.Client.V2.Requests;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Http;

public sealed class PipelineTests
{
    [Theory, SyncAndAsync]
    public async Task An_answer_that_is_too_large_for_memory_says_so(Mode mode)
    {
        using var response = new HttpResponseMessage { Content = new StreamContent(new MemoryStream(new byte[200_000])) };
        response.Content.Headers.ContentLength = null;

        var failure = await FluentActions.Awaiting(() => mode.Run(
            () => { using var answer = ApiAnswer.Read(response, async: false, default, largest: 100_000).EnsureCompleted(); return answer.Body.Length; },
            async () => { using var answer = await ApiAnswer.Read(response, async: true, default, largest: 100_000); return answer.Body.Length; })).Should().ThrowAsync<FirecrestException>();

        failure.Which.Message.Should().Contain("131072 bytes");
    }

    [Theory, SyncAndAsync]
    public async Task A_request_carries_token_user_agent_and_path_prefix(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        using var client = new FirecrestClient(
            new Uri("https://api.example/hpc/firecrest/v2"), new StaticTokenAuth("abc"), TestClient.Options(handler) with { ApplicationId = "MyApp/3" });

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        var request = handler.Requests.Should().ContainSingle().Which;
        request.Uri.Should().Be(new Uri("https://api.example/hpc/firecrest/v2/status/systems"));
        request.Headers["Authorization"].Should().Be("Bearer abc");
        request.Headers["User-Agent"].Should().MatchRegex(@"^firecrest-dotnet/\d+\.\d+\.\d+\S* \(net\d+\.\d+; \w+\) MyApp/3$");
        request.Version.Should().Be(mode == Mode.Sync ? HttpVersion.Version11 : HttpVersion.Version20);
    }

    [Fact]
    public void A_synchronous_core_is_complete_when_it_returns()
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/compute/job-whose-name-contains-a-pipe").ToResponse(), () => Fixture.Load("v2/compute/all-jobs").ToResponse());
        using var pipeline = new FirecrestPipeline(TestClient.Address, new StaticTokenAuth("abc"), TestClient.Options(handler).Freeze());

        var task = pipeline.SendCore(ComputeRequests.GetJobs("daint", null), async: false, TestContext.Current.CancellationToken);

        task.IsCompleted.Should().BeTrue("the core waits on the calling thread, also before the repetition");
        task.EnsureCompleted().Should().HaveCount(2);
    }

    [Theory, SyncAndAsync]
    public async Task A_401_leads_to_one_new_token_and_one_more_request(Mode mode)
    {
        using var handler = new StubHandler(request => request.Headers["Authorization"] == "Bearer token-1"
            ? Fixture.Load("v2/auth/expired-token").ToResponse()
            : Fixture.Load("v2/status/systems").ToResponse());
        var authorization = new CountingAuth();
        using var client = TestClient.Create(handler, authorization: authorization);

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        handler.Requests.Select(request => request.Headers["Authorization"]).Should().Equal("Bearer token-1", "Bearer token-2");
        authorization.Contexts.Should().HaveCount(2);
        authorization.Contexts[1].ForceRefresh.Should().BeTrue();
        authorization.Contexts[1].Reason.Should().Be("Access token expired");
    }

    [Theory, SyncAndAsync]
    public async Task A_second_401_ends_the_call_without_showing_the_token(Mode mode)
    {
        using var handler = StubHandler.Sequence(() =>
        {
            var response = Fixture.Load("v2/auth/expired-token").ToResponse();
            response.Headers.Remove("auth-token");
            response.Headers.Add("auth-token", "token-1");
            return response;
        });
        var authorization = new CountingAuth();
        using var client = TestClient.Create(handler, authorization: authorization);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnauthorizedException>();

        handler.Requests.Should().HaveCount(2);
        failure.Which.ServerMessage.Should().Be("Access token expired");
        failure.Which.ToString().Should().NotContain("token-1").And.NotContain("token-2");
    }

    [Theory, SyncAndAsync]
    public async Task A_token_that_cannot_change_is_not_sent_twice(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/auth/expired-token").ToResponse());
        using var client = TestClient.Create(handler);

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestUnauthorizedException>();

        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task A_login_page_instead_of_json_is_explained(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => new HttpResponseMessage
        {
            Content = new StringContent("<html><head><title>Sign in</title></head></html>", Encoding.UTF8, "text/html"),
        });
        using var client = TestClient.Create(handler);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<FirecrestApiException>();

        failure.Which.ErrorCode.Should().Be(FirecrestErrorCode.UnexpectedResponse);
        failure.Which.Message.Should().Contain("Sign in").And.Contain("base address");
        handler.Requests.Should().ContainSingle();
    }

    [Theory, SyncAndAsync]
    public async Task The_network_timeout_is_no_cancellation(Mode mode)
    {
        var time = new FakeTimeProvider();
        using var arrived = new SemaphoreSlim(0);
        using var handler = new HangingHandler(arrived);
        using var client = new FirecrestClient(TestClient.Address, new StaticTokenAuth("abc"), TestClient.Options(handler, time) with
        {
            NetworkTimeout = TimeSpan.FromSeconds(30),
            Retry = new RetryOptions { MaxRetries = 0 },
        });

        var call = mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await FluentActions.Awaiting(() => call).Should().ThrowAsync<FirecrestTimeoutException>();
        failure.Which.Message.Should().Contain("00:00:30").And.Contain("/status/systems");
        failure.Which.MayHaveExecuted.Should().BeFalse("the operation only reads");
    }

    [Theory, SyncAndAsync]
    public async Task The_callers_cancellation_passes_as_such(Mode mode)
    {
        using var cancellation = new CancellationTokenSource();
        using var arrived = new SemaphoreSlim(0);
        using var handler = new HangingHandler(arrived);
        using var client = TestClient.Create(handler);

        var call = mode.Run(() => client.GetSystems(cancellation.Token), () => client.GetSystemsAsync(cancellation.Token));
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        var failure = await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        failure.Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Theory, SyncAndAsync]
    public async Task A_disposed_client_says_so(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        var client = TestClient.Create(handler);
        client.Dispose();

        await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<ObjectDisposedException>();
        handler.Requests.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_full_version_header_is_learnt_and_shown_in_errors(Mode mode)
    {
        using var handler = StubHandler.Sequence(() =>
        {
            var response = Fixture.Load("v2/status/unknown-system").ToResponse();
            response.Headers.Remove("f7t-appversion");
            response.Headers.Add("f7t-appversion", "2.5.6");
            response.Headers.Add("x-request-id", "e17e5f8228df46b88147e1f7e2a47798");
            return response;
        });
        using var client = TestClient.Create(handler);

        var failure = await FluentActions.Awaiting(() => mode.Run(() => client.V2.Status.GetUserInfo("nowhere"), () => client.V2.Status.GetUserInfoAsync("nowhere")))
            .Should().ThrowAsync<FirecrestNotFoundException>();

        failure.Which.Message.Should().Be(
            "GET /status/nowhere/userinfo answered 404 (system_not_found): System not found. Request id e17e5f8228df46b88147e1f7e2a47798, FirecREST 2.5.6.");
    }

    private sealed class CountingAuth : IAuthorization
    {
        public List<AuthorizationContext> Contexts { get; } = [];

        public AccessToken GetAccessToken(AuthorizationContext context, CancellationToken cancellationToken = default)
        {
            Contexts.Add(context);
            return new AccessToken($"token-{Contexts.Count}");
        }

        public ValueTask<AccessToken> GetAccessTokenAsync(AuthorizationContext context, CancellationToken cancellationToken = default) => new(GetAccessToken(context, cancellationToken));
    }

    private sealed class HangingHandler(SemaphoreSlim arrived) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            arrived.Release();
            cancellationToken.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellationToken);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            arrived.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("never reached");
        }
    }
}
