using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Systems end to end: real HTTP, both modes.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clusterTime = new(DateTimeOffset.UtcNow);
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient _client = null!;

    private string Name => _hpc.SystemName;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { TimeProvider = _clusterTime }, TestContext.Current.CancellationToken);
        _client = _hpc.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, SyncAndAsync]
    public async Task One_system_is_found_whatever_the_case_of_its_name(Mode mode)
    {
        var name = Name.ToUpperInvariant();

        var system = await mode.Run(() => _client.GetSystem(name), () => _client.GetSystemAsync(name));

        system.Name.Should().Be(Name);
        system.IsHealthy.Should().BeTrue();
        system.FileSystems.Should().NotBeEmpty();
    }

    [Theory, SyncAndAsync]
    public async Task A_system_that_does_not_exist_is_not_found_and_the_others_are_named(Mode mode)
    {
        var failure = (await FluentActions.Awaiting(() => mode.Run(() => _client.GetSystem("nowhere"), () => _client.GetSystemAsync("nowhere")))
            .Should().ThrowAsync<FirecrestNotFoundException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
        failure.Message.Should().Contain("there is no system 'nowhere'; there are: ").And.Contain(Name);
        failure.MayHaveExecuted.Should().BeFalse();
    }

    [Theory, SyncAndAsync]
    public async Task Nodes_are_listed(Mode mode)
    {
        var node = (await mode.Run(() => _client.GetNodes(Name), () => _client.GetNodesAsync(Name))).Should().ContainSingle().Which;

        node.States.Should().Equal("IDLE");
        node.Features.Should().Equal("f7t", "mc");
        node.IdleCpuCount.Should().Be(node.CpuCount);
    }

    [Theory, SyncAndAsync]
    public async Task Partitions_are_listed_and_hidden_ones_only_when_asked_for(Mode mode)
    {
        var all = new GetPartitionsOptions { ShowHidden = true };

        var seen = await mode.Run(() => _client.GetPartitions(Name), () => _client.GetPartitionsAsync(Name));
        var hidden = await mode.Run(() => _client.GetPartitions(Name, all), () => _client.GetPartitionsAsync(Name, all));

        seen.Should().HaveCountGreaterThan(1).And.OnlyContain(partition => partition.IsUp);
        hidden.Select(partition => partition.Name).Except(seen.Select(partition => partition.Name)).Should().Equal("jupyter");
    }

    [Theory, SyncAndAsync]
    public async Task Reservations_are_listed(Mode mode)
        => (await mode.Run(() => _client.GetReservations(Name), () => _client.GetReservationsAsync(Name))).Should().BeEmpty();

    [Theory, SyncAndAsync]
    public async Task The_user_is_told(Mode mode)
    {
        var user = await mode.Run(() => _client.GetUserInfo(Name), () => _client.GetUserInfoAsync(Name));

        user.User.Name.Should().NotBeEmpty();
        user.Accounts.Should().Contain(account => account.IsDefault);
    }

    [Theory, SyncAndAsync]
    public async Task Liveness_is_checked(Mode mode)
    {
        _clusterTime.Advance(TimeSpan.FromSeconds(35));

        var report = await mode.Run(() => _client.CheckLiveness(), () => _client.CheckLivenessAsync());

        report.OldestCheckAge.Should().Be(TimeSpan.FromSeconds(5));
        report.HealthChecks.Should().ContainKey(Name);
    }

    [Theory, SyncAndAsync]
    public async Task What_a_system_that_does_not_exist_has_is_not_found(Mode mode)
    {
        (Action Sync, Func<Task> Async)[] calls =
        [
            (() => _client.GetNodes("nowhere"), () => _client.GetNodesAsync("nowhere")),
            (() => _client.GetPartitions("nowhere"), () => _client.GetPartitionsAsync("nowhere")),
            (() => _client.GetReservations("nowhere"), () => _client.GetReservationsAsync("nowhere")),
            (() => _client.GetUserInfo("nowhere"), () => _client.GetUserInfoAsync("nowhere")),
        ];
        foreach (var (sync, async) in calls)
        {
            await FluentActions.Awaiting(() => mode.Run(sync, async)).Should().ThrowAsync<FirecrestNotFoundException>();
        }
    }

    [Theory, SyncAndAsync]
    public async Task The_operations_of_the_api_answer_the_same(Mode mode)
    {
        var status = _client.V2.Status;

        (await mode.Run(() => status.GetNodes(Name), () => status.GetNodesAsync(Name))).Should().ContainSingle();
        (await mode.Run(() => status.GetPartitions(Name), () => status.GetPartitionsAsync(Name))).Should().NotBeEmpty();
        (await mode.Run(() => status.GetReservations(Name), () => status.GetReservationsAsync(Name))).Should().BeEmpty();
        (await mode.Run(() => status.GetLiveness(), () => status.GetLivenessAsync())).HealthChecks.Should().ContainKey(Name);
    }
}
