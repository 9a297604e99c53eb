using Firecrest.Emulator;
using Firecrest.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Firecrest.Client.Tests.Emulated;

/// <summary>Systems end to end: real HTTP, both modes.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clusterTime = new(DateTimeOffset.UtcNow);
    private FirecrestEmulator _hpc = null!;
    private FirecrestClient? _connected;

    private FirecrestClient _client => _connected ?? throw new InvalidOperationException("The test connects first.");

    private string Name => _hpc.SystemName;

    public async ValueTask InitializeAsync()
    {
        _hpc = await FirecrestEmulator.StartAsync(new FirecrestEmulatorOptions { TimeProvider = _clusterTime, V1 = new() { TaskDelay = TimeSpan.Zero } }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _connected?.Dispose();
        await _hpc.DisposeAsync();
    }

    [Theory, EachGeneration]
    public async Task One_system_is_found_whatever_the_case_of_its_name(Generation generation, Mode mode)
    {
        Connect(generation);
        var name = generation.IsV1() ? Name : Name.ToUpperInvariant();

        var system = await mode.Run(() => _client.GetSystem(name), () => _client.GetSystemAsync(name));

        system.Name.Should().Be(Name);
        system.IsHealthy.Should().BeTrue();
        system.FileSystems.Should().NotBeEmpty();
    }

    [Theory, EachGeneration]
    public async Task A_system_that_does_not_exist_is_not_found_and_the_others_are_named(Generation generation, Mode mode)
    {
        Connect(generation);
        var failure = (await FluentActions.Awaiting(() => mode.Run(() => _client.GetSystem("nowhere"), () => _client.GetSystemAsync("nowhere")))
            .Should().ThrowAsync<FirecrestNotFoundException>()).Which;

        failure.ErrorCode.Should().Be(FirecrestErrorCode.SystemNotFound);
        failure.Message.Should().Contain(generation.IsV1() ? "System does not exists" : $"there is no system 'nowhere'; there are: {Name}");
        failure.MayHaveExecuted.Should().BeFalse();
    }

    [Theory, EachGeneration]
    public async Task Nodes_are_listed(Generation generation, Mode mode)
    {
        Connect(generation);
        var node = (await mode.Run(() => _client.GetNodes(Name), () => _client.GetNodesAsync(Name))).Should().ContainSingle().Which;

        node.States.Should().Equal("IDLE");
        node.Features.Should().Equal("f7t", "mc");
        (node.IdleCpuCount ?? 0).Should().Be(node.CpuCount, "v1 tells neither");
    }

    [Theory, EachGeneration]
    public async Task Partitions_are_listed_and_hidden_ones_only_when_asked_for(Generation generation, Mode mode)
    {
        Connect(generation);
        var all = new GetPartitionsOptions { ShowHidden = true };

        var seen = await mode.Run(() => _client.GetPartitions(Name), () => _client.GetPartitionsAsync(Name));
        seen.Should().HaveCountGreaterThan(1).And.OnlyContain(partition => partition.IsUp);
        if (generation.IsV1())
        {
            seen.Should().Contain(partition => partition.IsDefault == true);
            await FluentActions.Awaiting(() => mode.Run(() => _client.GetPartitions(Name, all), () => _client.GetPartitionsAsync(Name, all))).Should().ThrowAsync<FirecrestNotSupportedException>();
            return;
        }

        var hidden = await mode.Run(() => _client.GetPartitions(Name, all), () => _client.GetPartitionsAsync(Name, all));
        hidden.Select(partition => partition.Name).Except(seen.Select(partition => partition.Name)).Should().Equal("jupyter");
    }

    [Theory, EachGeneration]
    public async Task Reservations_are_listed(Generation generation, Mode mode)
    {
        Connect(generation);

        (await mode.Run(() => _client.GetReservations(Name), () => _client.GetReservationsAsync(Name))).Should().BeEmpty();
    }

    [Theory, EachGeneration]
    public async Task The_user_is_told(Generation generation, Mode mode)
    {
        Connect(generation);
        var user = await mode.Run(() => _client.GetUserInfo(Name), () => _client.GetUserInfoAsync(Name));

        user.User.Name.Should().NotBeEmpty();
        user.Groups.Should().NotBeEmpty();
        user.Accounts.Any(account => account.IsDefault).Should().Be(!generation.IsV1());
    }

    [Theory, SyncAndAsync]
    public async Task Liveness_is_checked(Mode mode)
    {
        Connect(Generation.V2);
        _clusterTime.Advance(TimeSpan.FromSeconds(35));

        var report = await mode.Run(() => _client.CheckLiveness(), () => _client.CheckLivenessAsync());

        report.OldestCheckAge.Should().Be(TimeSpan.FromSeconds(5));
        report.HealthChecks.Should().ContainKey(Name);
    }

    [Theory, EachGeneration]
    public async Task What_a_system_that_does_not_exist_has_is_not_found(Generation generation, Mode mode)
    {
        Connect(generation);
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
        Connect(Generation.V2);
        var status = _client.V2.Status;

        (await mode.Run(() => status.GetNodes(Name), () => status.GetNodesAsync(Name))).Should().ContainSingle();
        (await mode.Run(() => status.GetPartitions(Name), () => status.GetPartitionsAsync(Name))).Should().NotBeEmpty();
        (await mode.Run(() => status.GetReservations(Name), () => status.GetReservationsAsync(Name))).Should().BeEmpty();
        (await mode.Run(() => status.GetLiveness(), () => status.GetLivenessAsync())).HealthChecks.Should().ContainKey(Name);
    }

    [Theory, SyncAndAsync]
    public async Task The_first_generation_lives_when_its_services_answer(Mode mode)
    {
        Connect(Generation.V1);

        var report = await mode.Run(() => _client.CheckLiveness(), () => _client.CheckLivenessAsync());

        report.HealthChecks.Should().BeEmpty("it makes no checks by itself");
        _hpc.Journal.Requests[^1].ToString().Should().Be("GET /v1/status/services 200");
    }

    private void Connect(Generation generation) => _connected = _hpc.Connect(generation);
}
