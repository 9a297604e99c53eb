using System.Globalization;
using System.Text.Json.Nodes;
using Firecrest.Testing;

namespace Firecrest.Emulator.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Every_answer_has_the_headers_of_the_server()
    {
        await using var server = await TestServer.Start();

        foreach (string path in (string[])["status/systems", "status/liveness/", "nothing/here", $"compute/{server.System}/jobs/x_y"])
        {
            Answer answer = await server.Get(path);
            foreach ((string name, _) in Fixture.Load("v2/headers/all-headers").Headers)
            {
                answer.Header(name).Should().NotBeNull("{0} has {1}", path, name);
            }

            answer.Header("server").Should().Be("uvicorn");
            answer.Header("f7t-appversion").Should().Be("2.x.x");
            double.Parse(answer.Header("f7t-timestamp")!, CultureInfo.InvariantCulture).Should().BeGreaterThan(1.7e9);
            Guid.TryParseExact(answer.Header("x-request-id"), "N", out _).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("11111111-2222-4333-8444-555555555555")]
    [InlineData("111111112222433384445555555555ff")]
    public async Task A_request_id_is_echoed(string id)
    {
        await using var server = await TestServer.Start();

        Answer answer = await server.Send(WithHeader("X-Request-ID", id));

        answer.Status.Should().Be(200);
        answer.Header("x-request-id").Should().Be(id);
        answer.Header("x-correlation-id").Should().NotBe(id);
    }

    [Theory]
    [InlineData("X-Request-ID", "my-request-1")]
    [InlineData("X-Correlation-ID", "order/42")]
    public async Task An_id_that_is_no_uuid_gets_an_empty_answer(string header, string value)
    {
        await using var server = await TestServer.Start();

        Answer answer = await server.Send(WithHeader(header, value));

        answer.Status.Should().Be(400);
        answer.Bytes.Should().BeEmpty();
        answer.Headers.Select(one => one.Key).Should().BeEquivalentTo("Date", "Server");
    }

    [Theory]
    [InlineData("example.org", 400)]
    [InlineData("127.0.0.1.example.org", 400)]
    [InlineData("169.254.169.254", 400)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:1", 200)]
    [InlineData("[::1]:8080", 200)]
    public async Task Only_loopback_host_names_are_answered(string host, int status)
    {
        await using var server = await TestServer.Start();

        (await server.Send(WithHeader("Host", host))).Status.Should().Be(status);
    }

    [Fact]
    public async Task The_systems_look_like_the_recorded_ones()
    {
        await using var server = await TestServer.Start();

        JsonObject system = (await server.Get("status/systems")).Json["systems"]![0]!.AsObject();

        JsonObject recorded = JsonNode.Parse(Fixture.Load("v2/status/systems").Body)!["systems"]![0]!.AsObject();
        Names(system).Should().Equal(Names(recorded));
        foreach (string name in (string[])["ssh", "scheduler", "probing", "dataOperation"])
        {
            Names(system[name]!).Should().Equal(Names(recorded[name]!));
        }

        system["fileSystems"]!.ToJsonString().Should().Be(recorded["fileSystems"]!.ToJsonString());
        Names(system["servicesHealth"]![2]!).Should().Equal(Names(recorded["servicesHealth"]![2]!));
    }

    [Fact]
    public async Task Nodes_look_like_the_recorded_ones()
    {
        await using var server = await TestServer.Start(Recording.Options);

        JsonObject node = (await server.Get("STATUS/CLUSTER-slurm-SSH/Nodes")).Json["nodes"]![0]!.AsObject();

        JsonObject recorded = JsonNode.Parse(Fixture.Load("v2/status/nodes-ssh").Body)!["nodes"]![0]!.AsObject();
        Names(node).Should().Equal(Names(recorded));
        node["state"]!.ToJsonString().Should().Be("""["IDLE"]""");
    }

    [Fact]
    public async Task Liveness_needs_no_token()
    {
        await using var server = await TestServer.Start(Recording.Options);

        Answer answer = await server.Send(new HttpRequestMessage(HttpMethod.Get, "status/liveness/"), withToken: false);

        answer.Json["healthcheckRuns"]!.AsObject().Select(run => run.Key).Should().Equal("cluster-slurm-ssh", "cluster-slurm-s3");
    }

    [Fact]
    public async Task A_head_request_is_no_method_of_the_api()
    {
        await using var server = await TestServer.Start();

        Answer answer = await server.Send(new HttpRequestMessage(HttpMethod.Head, "status/systems"));

        answer.Status.Should().Be(405);
        answer.Header("allow").Should().Be("GET");
        answer.Header("content-length").Should().Be("92");
    }

    [Fact]
    public async Task The_api_can_have_a_path_in_front()
    {
        await using var server = await TestServer.Start(new() { PathBase = "/hpc/Firecrest/v2/" });

        server.Emulator.BaseAddress.AbsolutePath.Should().Be("/hpc/Firecrest/v2/");
        (await server.Get("status/systems")).Status.Should().Be(200);
        (await server.Get("/status/systems")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("Slots")]
    [InlineData("SystemNames")]
    [InlineData("PathBase")]
    [InlineData("UserName")]
    public async Task An_option_that_cannot_be_is_refused_with_its_name(string name)
    {
        FirecrestEmulatorOptions options = name switch
        {
            "Slots" => new() { Slots = 0 },
            "SystemNames" => new() { SystemNames = ["Daint"] },
            "PathBase" => new() { PathBase = "v2" },
            _ => new() { UserName = "../x" },
        };

        Func<Task> start = () => FirecrestEmulator.StartAsync(options, TestContext.Current.CancellationToken);

        await start.Should().ThrowAsync<ArgumentException>().WithMessage($"FirecrestEmulatorOptions.{name} *");
    }

    private static IEnumerable<string> Names(JsonNode members) => members.AsObject().Select(member => member.Key);

    private static HttpRequestMessage WithHeader(string name, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "status/liveness/");
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
