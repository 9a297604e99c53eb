using System.Globalization;
using System.Text.Json;
using Firecrest.Emulator.Files;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Http;
using Firecrest.Emulator.Scheduling;

namespace Firecrest.Emulator.Status;

/// <summary>The operations under <c>status</c>.</summary>
internal sealed class StatusRoutes(Scheduler scheduler, HealthBoard health, ReservationBoard reservations, FirecrestEmulatorOptions options)
{
    private const int CheckInterval = SystemRows.CheckInterval;
    private const int Memory = 16000;

    private readonly DateTimeOffset _started = options.TimeProvider.GetUtcNow();

    private bool OverRest => options.Connection != EmulatedConnection.Ssh;

    public IEnumerable<Route> Routes()
    {
        yield return new("GET", "/status/systems", Systems);
        yield return new("GET", "/status/liveness/", Liveness) { NeedsToken = false };
        yield return new("GET", "/status/{system}/nodes", Nodes);
        yield return new("GET", "/status/{system}/reservations", Reservations);
        yield return new("GET", "/status/{system}/partitions", Partitions);
        yield return new("GET", "/status/{system}/userinfo", UserInfo) { Services = [HealthBoard.Ssh] };
    }

    private DateTimeOffset LastCheck
    {
        get
        {
            double sinceStart = (options.TimeProvider.GetUtcNow() - _started).TotalSeconds;
            return _started.AddSeconds(Math.Floor(sinceStart / CheckInterval) * CheckInterval);
        }
    }

    private Task Systems(Exchange exchange)
    {
        string checkedAt = Text(LastCheck);
        var rows = options.SystemNames.Select(name => SystemRows.Of(name, exchange, checkedAt, health, options)).ToList();
        return exchange.Answer(200, new SystemsAnswer(rows), EmulatorJson.Default.SystemsAnswer);
    }

    private Task Liveness(Exchange exchange)
    {
        DateTimeOffset last = LastCheck;
        var runs = options.SystemNames.ToDictionary(name => name, _ => Text(last));
        int age = (int)(options.TimeProvider.GetUtcNow() - last).TotalSeconds;
        return exchange.Answer(200, new LivenessAnswer(runs, age), EmulatorJson.Default.LivenessAnswer);
    }

    private Task Nodes(Exchange exchange)
    {
        (int used, string state) = Cluster.Load(scheduler);
        return exchange.Answer(200, new NodesAnswer([OverRest ? RestNode(used, state) : SshNode(used, state)]), EmulatorJson.Default.NodesAnswer);
    }

    // Over ssh the server puts the sockets into cores and threads as well, and all memory into the allocated one.
    private static NodeRow SshNode(int used, string state) => new(
        Cluster.Cpus, Cluster.Cpus, Cluster.Cpus, Cluster.Cpus, used, Memory, Shape.Text(string.Join(',', Cluster.Features)), JobEnvironment.NodeName,
        "127.0.0.1", JobEnvironment.NodeName, [state], Cluster.AllPartitions, 1, Memory, used, Cluster.Cpus - used);

    // The REST API tells the load in percent and not what is free.
    private static NodeRow RestNode(int used, string state) => new(
        Cluster.Cpus, 1, 1, Cluster.Cpus, used * 100.0, null, Shape.List(Cluster.Features), JobEnvironment.NodeName,
        "127.0.0.1", JobEnvironment.NodeName, [state], Cluster.AllPartitions, 1, 0, used, null);

    private Task Reservations(Exchange exchange)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        string? none = OverRest ? "" : null;
        var rows = reservations.All.Select(held => held.Reservation).Select(one => new ReservationRow(
            one.Name, one.NodeList, one.End.ToUnixTimeSeconds(), one.Start.ToUnixTimeSeconds(), one.Features ?? none)
        {
            State = options.Release == EmulatedRelease.V24 ? null : one.IsActive(now) ? "active" : "inactive",
        });
        return exchange.Answer(200, new ReservationsAnswer([.. rows]), EmulatorJson.Default.ReservationsAnswer);
    }

    private Task Partitions(Exchange exchange)
    {
        bool hidden = options.Release != EmulatedRelease.V24 && exchange.Query.Flag("show_hidden");
        exchange.Query.Check();
        IEnumerable<string> names = hidden ? Cluster.AllPartitions : Cluster.Partitions;
        // The member named partition is the state.
        JsonElement state = OverRest ? Shape.List(["UP"]) : Shape.Text("UP");
        var rows = names.Select(name => new PartitionRow(name, Cluster.Cpus, 1, state)).ToList();
        return exchange.Answer(200, new PartitionsAnswer(rows), EmulatorJson.Default.PartitionsAnswer);
    }

    private Task UserInfo(Exchange exchange)
    {
        var group = new IdentityRow($"{FileRow.GroupId}", FileRow.GroupName);
        var accounts = options.Accounts.Select((name, index) => new AccountRow(name, index == 0)).ToList();
        var answer = new UserInfoAnswer(
            new IdentityRow($"{FileRow.UserId}", exchange.User!), group, [group, new IdentityRow($"{FileRow.OtherGroupId}", FileRow.OtherGroupName)])
        {
            Accounts = options.Release == EmulatedRelease.V24 ? null : accounts,
        };
        return exchange.Answer(200, answer, EmulatorJson.Default.UserInfoAnswer);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
