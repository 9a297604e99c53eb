using System.Text.Json.Nodes;

namespace Firecrest.Emulator.Tests;

public sealed class HealthTests
{
    private static readonly FirecrestEmulatorOptions Options = new() { SystemNames = ["cluster-broken", "other"] };

    [Theory]
    [InlineData("status/unhealthy-system-userinfo")]
    [InlineData("status/unhealthy-system-jobs")]
    [InlineData("status/unhealthy-system-ls")]
    [InlineData("transfer-errors/unhealthy-system")]
    public async Task What_needs_a_broken_service_is_refused_as_recorded(string name)
    {
        await using var server = await TestServer.Start(Options);
        server.Emulator.SetHealth("scheduler", false, "cluster-broken");
        server.Emulator.SetHealth("ssh", false, "cluster-broken");

        (await Recording.Compare(server, "v2/" + name)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_can_be_broken_on_one_system_and_be_whole_again()
    {
        await using var server = await TestServer.Start(Options);
        server.Emulator.SetHealth("scheduler", false, "cluster-broken");

        (await server.Get("compute/cluster-broken/jobs")).Status.Should().Be(503);
        (await server.Get("compute/other/jobs")).Status.Should().Be(200);
        (await server.Ops("ls", server.Home)).Status.Should().Be(200, "files need no scheduler");
        JsonNode system = (await server.Get("status/systems")).Json["systems"]![0]!;
        system["servicesHealth"]!.AsArray().Where(health => !health!["healthy"]!.GetValue<bool>()).Select(health => health!["serviceType"]!.ToString())
            .Should().Equal("scheduler");
        server.Emulator.SetHealth("scheduler", true);

        (await server.Get("compute/cluster-broken/jobs")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_broken_file_system_is_named_with_its_mount_point()
    {
        await using var server = await TestServer.Start(Options);
        server.Emulator.SetHealth("filesystem", false);

        Answer answer = await server.Ops("ls", "/scratch/fireuser");

        answer.Status.Should().Be(503);
        answer.Message.Should().Be("The requested filesystem (/scratch on cluster-broken) is unhealthy.");
    }

    [Theory]
    [InlineData("disk", null)]
    [InlineData("ssh", "nowhere")]
    public async Task Services_and_systems_that_are_not_there_are_refused(string service, string? system)
    {
        await using var server = await TestServer.Start(Options);

        server.Emulator.Invoking(emulator => emulator.SetHealth(service, false, system)).Should().Throw<ArgumentException>();
    }
}
