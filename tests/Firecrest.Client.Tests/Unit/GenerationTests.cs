using System.Net;
using Firecrest.Testing;

namespace Firecrest.Client.Tests.Unit;

/// <summary>A client of one generation says so when the other one is reached for, and Auto finds out which it is.</summary>
public sealed class GenerationTests
{
    [Fact]
    public void The_wrong_family_throws_at_once_and_says_what_to_set()
    {
        using var handler = StubHandler.Sequence(() => new(HttpStatusCode.OK));
        using var second = TestClient.Create(handler);
        using var first = V1Client.Over(handler);

        second.Invoking(client => client.V1).Should().Throw<FirecrestNotSupportedException>().WithMessage("*FirecrestClientOptions.ApiVersion to V1*");
        first.Invoking(client => client.V2).Should().Throw<FirecrestNotSupportedException>().WithMessage("*FirecrestClientOptions.ApiVersion to V2*");
        first.V1.Should().NotBeNull();
        second.V2.Should().NotBeNull();
        handler.Requests.Should().BeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task Auto_looks_once_and_then_knows(Mode mode)
    {
        using var handler = StubHandler.Sequence(() => Fixture.Load("v2/status/systems").ToResponse());
        using var client = Auto(handler);
        client.V1.Should().NotBeNull("nothing is known yet");

        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());
        await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        handler.Requests.Should().HaveCount(3, "the look is one request");
        client.Invoking(one => one.V1).Should().Throw<FirecrestNotSupportedException>().WithMessage("*found to speak FirecREST V2*");
        client.V2.Should().NotBeNull();
    }

    [Theory, SyncAndAsync]
    public async Task Auto_finds_the_first_generation(Mode mode)
    {
        using var handler = new StubHandler(request => Fixture.Load(request.Uri.AbsolutePath.EndsWith("parameters", StringComparison.Ordinal) ? "v1/status/parameters" : "v1/status/systems").ToResponse());
        using var client = Auto(handler);

        var systems = await mode.Run(() => client.GetSystems(), () => client.GetSystemsAsync());

        systems.Select(system => (system.Name, system.IsHealthy)).Should().Equal(("cluster", true), ("offline", false), ("restricted", false));
        var cluster = systems[0];
        (cluster.SchedulerType, cluster.DirectLimit, cluster.TransferMethod, cluster.CommandTimeout).Should().Be(("slurm", 5 * 1024 * 1024, TransferMethod.S3, TimeSpan.FromSeconds(5)));
        cluster.FileSystems.Select(file => file.Path.ToString()).Should().Equal("/home", "/scratch", "/project");
        client.Invoking(one => one.V2).Should().Throw<FirecrestNotSupportedException>();
    }

    [Theory]
    [InlineData(200, """{"hello":"world"}""", "application/json")]
    [InlineData(200, "<html><title>Sign in</title></html>", "text/html")]
    [InlineData(404, """{"message":"Not Found"}""", "application/json")]
    [InlineData(400, """{"message":"Invalid"}""", "application/json")]
    public async Task A_server_that_is_neither_is_told_clearly(int status, string body, string type)
    {
        using var handler = StubHandler.Sequence(() => new((HttpStatusCode)status) { Content = new StringContent(body, null, type) });
        using var client = Auto(handler);

        var failure = await client.Awaiting(one => one.PollAsync("daint")).Should().ThrowAsync<FirecrestException>();

        failure.Which.Message.Should().Contain("speaks neither FirecREST v2 nor v1").And.Contain("Check the base address");
        handler.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(401, typeof(FirecrestUnauthorizedException))]
    [InlineData(503, typeof(FirecrestUnavailableException))]
    [InlineData(429, typeof(FirecrestRateLimitException))]
    public async Task A_failure_that_does_not_tell_is_passed_on_and_looked_at_again(int status, Type exception)
    {
        var well = false;
        using var handler = new StubHandler(_ => well ? Fixture.Load("v2/status/systems").ToResponse() : new HttpResponseMessage((HttpStatusCode)status));
        using var client = Auto(handler);

        (await client.Awaiting(one => one.GetSystemsAsync()).Should().ThrowAsync<FirecrestException>()).Which.Should().BeOfType(exception);
        well = true;

        (await client.GetSystemsAsync(TestContext.Current.CancellationToken)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_the_first_generation_cannot_do_is_told_without_a_request()
    {
        using var handler = StubHandler.Sequence(() => new(HttpStatusCode.OK));
        using var client = V1Client.Over(handler);

        await client.Awaiting(one => one.GetJobHandle("daint", "1").AttachAsync("true")).Should().ThrowAsync<FirecrestNotSupportedException>().WithMessage("*v1 cannot*");
        await client.Awaiting(one => one.GetPartitionsAsync("daint", new() { ShowHidden = true })).Should().ThrowAsync<FirecrestNotSupportedException>();
        await client.Awaiting(one => one.GetJobsAsync("daint", new() { Account = "a" })).Should().ThrowAsync<FirecrestNotSupportedException>();

        handler.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_does_not_tell_its_settings_lists_its_systems_all_the_same()
    {
        using var handler = new StubHandler(request => request.Uri.AbsolutePath.EndsWith("parameters", StringComparison.Ordinal)
            ? StubHandler.Json("""{"message":"Invalid"}""", HttpStatusCode.BadRequest) : Fixture.Load("v1/status/systems").ToResponse());
        using var client = V1Client.Over(handler);

        var systems = await client.GetSystemsAsync(TestContext.Current.CancellationToken);

        systems.Should().HaveCount(3).And.OnlyContain(system => system.DirectLimit == 5 * 1024 * 1024 && system.FileSystems.Count == 0);
    }

    private static FirecrestClient Auto(HttpMessageHandler handler)
    {
        var options = TestClient.Options(handler, retry: new RetryOptions { MaxRetries = 0 });
        options.ApiVersion = FirecrestApiVersion.Auto;
        return new(TestClient.Address, new StaticTokenAuth("test-token"), options);
    }
}
