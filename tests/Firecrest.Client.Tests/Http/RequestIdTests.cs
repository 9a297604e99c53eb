using System.Diagnostics;
using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Http;

public sealed class RequestIdTests
{
    [Theory, SyncAndAsync]
    public async Task A_call_and_its_repetitions_have_one_id_and_the_next_call_another(Mode mode)
    {
        using var handler = new StubHandler(_ => StubHandler.Json("{}", HttpStatusCode.ServiceUnavailable));
        using var client = TestClient.Create(handler, retry: new() { MaxRetries = 1 });

        var first = await Fails<FirecrestUnavailableException>(mode, client);
        var second = await Fails<FirecrestUnavailableException>(mode, client);

        var ids = handler.Requests.Select(request => request.Headers["X-Request-ID"]).ToList();
        ids.Should().HaveCount(4);
        ids[1].Should().Be(ids[0]);
        ids[3].Should().Be(ids[2]).And.NotBe(ids[0]);
        ids.Select(id => Guid.TryParseExact(id, "N", out _)).Should().NotContain(false);
        first.RequestId.Should().Be(ids[0]);
        first.Message.Should().Contain($"Request id {ids[0]}");
        second.RequestId.Should().Be(ids[2]);
    }

    [Theory, SyncAndAsync]
    public async Task The_trace_of_the_caller_is_the_id(Mode mode)
    {
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var handler = new StubHandler(_ => StubHandler.Json("""{"systems":[]}"""));
        using var client = TestClient.Create(handler);

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        handler.Requests.Should().ContainSingle().Which.Headers["X-Request-ID"].Should().Be(activity.TraceId.ToHexString());
    }

    [Theory, SyncAndAsync]
    public async Task A_trace_id_of_another_form_which_the_server_would_refuse_is_not_sent(Mode mode)
    {
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        using var handler = new StubHandler(_ => StubHandler.Json("""{"systems":[]}"""));
        using var client = TestClient.Create(handler);

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        Guid.TryParseExact(handler.Requests.Should().ContainSingle().Which.Headers["X-Request-ID"], "N", out _).Should().BeTrue();
    }

    [Theory, SyncAndAsync]
    public async Task The_id_that_the_server_answers_with_wins(Mode mode)
    {
        using var handler = new StubHandler(_ =>
        {
            var response = StubHandler.Json("{}", HttpStatusCode.NotFound);
            response.Headers.Add("x-request-id", "4f0000000000000000000000000000aa");
            return response;
        });
        using var client = TestClient.Create(handler);

        (await Fails<FirecrestNotFoundException>(mode, client)).RequestId.Should().Be("4f0000000000000000000000000000aa");
    }

    [Theory, SyncAndAsync]
    public async Task A_broken_connection_and_a_time_limit_tell_the_id(Mode mode)
    {
        using var handler = new StubHandler(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"));
        using var client = TestClient.Create(handler, retry: new() { MaxRetries = 0 });
        var broken = await Fails<FirecrestConnectionException>(mode, client);
        broken.RequestId.Should().Be(handler.Requests[^1].Headers["X-Request-ID"]);
        broken.Message.Should().EndWith($"Request id {broken.RequestId}.");

        using var slow = new StubHandler(_ => throw new TaskCanceledException("slow"));
        using var waiting = TestClient.Create(slow, retry: new() { MaxRetries = 0 });
        var late = await Fails<FirecrestTimeoutException>(mode, waiting);
        late.RequestId.Should().Be(slow.Requests[^1].Headers["X-Request-ID"]);
        late.Message.Should().EndWith($"Request id {late.RequestId}.");
    }

    private static async Task<T> Fails<T>(Mode mode, FirecrestClient client)
        where T : Exception
        => (await FluentActions.Awaiting(() => mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync())).Should().ThrowAsync<T>()).Which;
}
