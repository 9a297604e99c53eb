using System.Text.Json.Nodes;
using Firecrest.Emulator.Scheduling;
using Firecrest.Emulator.Status;
using Firecrest.Emulator.V1.Tasks;
using TaskStatus = Firecrest.Emulator.V1.Tasks.TaskStatus;

namespace Firecrest.Emulator.V1.Compute;

/// <summary>The operations of v1 on nodes, partitions and reservations: each makes a task.</summary>
internal sealed class ClusterRoutes(
    ComputeAccess access, TaskBoard tasks, Scheduler scheduler, ReservationBoard reservations, FirecrestEmulatorOptions options)
{
    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/compute/nodes", exchange => Nodes(exchange, exchange.Query("nodes")));
        yield return new("GET", "/compute/nodes/{node}", exchange => Nodes(exchange, exchange["node"]));
        yield return new("GET", "/compute/partitions", Partitions);
        yield return new("GET", "/compute/reservations", Reservations);
    }

    private V1Answer Nodes(V1Exchange exchange, string? asked)
    {
        access.RequireMachine(exchange);
        ComputeAccess.RequireReady(exchange);
        string? unknown = asked?.Split(',').FirstOrDefault(name => name != JobEnvironment.NodeName);
        (int status, JsonNode data) = unknown is null
            ? (TaskStatus.Success, (JsonNode)new JsonArray(Node()))
            : (TaskStatus.Error, $"Node {unknown} not found");
        return End(exchange, status, data);
    }

    private V1Answer Partitions(V1Exchange exchange)
    {
        if (NotReachable(exchange) is { } refused)
        {
            return refused;
        }

        string[]? asked = exchange.Query("partitions")?.Split(',');
        return End(exchange, TaskStatus.Success, new JsonArray([.. Cluster.Partitions.Where(name => asked?.Contains(name) != false).Select(Partition)]));
    }

    private V1Answer Reservations(V1Exchange exchange)
    {
        if (NotReachable(exchange) is { } refused)
        {
            return refused;
        }

        string[]? asked = exchange.Query("reservations")?.Split(',');
        return End(exchange, TaskStatus.Success, new JsonArray(
            [.. reservations.All.Where(held => asked?.Contains(held.Name) != false).Select(held => Reservation(held.Reservation))]));
    }

    // These two do not look whether the machine answers before they make the task.
    private V1Answer? NotReachable(V1Exchange exchange)
    {
        access.RequireMachine(exchange);
        if (exchange.State is MachineState.Refusing or MachineState.UnknownUser)
        {
            return End(exchange, TaskStatus.Error, exchange.State == MachineState.Refusing ? "Connection refused" : "Authentication failed.");
        }

        ComputeAccess.RequireReady(exchange, ComputeAccess.AccountFailed);
        return null;
    }

    private V1Answer End(V1Exchange exchange, int status, JsonNode data)
    {
        V1Task task = tasks.Create(exchange.User, "compute", exchange.Machine);
        tasks.Finish(task, status, data);
        return task.Created(200);
    }

    private JsonObject Node() => new()
    {
        ["NodeName"] = JobEnvironment.NodeName,
        ["ActiveFeatures"] = Texts(Cluster.Features),
        ["Partitions"] = Texts(Cluster.AllPartitions),
        ["State"] = Texts([Cluster.Load(scheduler).State]),
    };

    private static JsonObject Partition(string name) => new()
    {
        ["PartitionName"] = name,
        ["State"] = "UP",
        ["TotalCPUs"] = $"{Cluster.Cpus}",
        ["TotalNodes"] = "1",
        ["Default"] = name == Cluster.Partitions[0] ? "YES" : "NO",
    };

    private JsonObject Reservation(EmulatedReservation one) => new()
    {
        ["ReservationName"] = one.Name,
        ["State"] = one.IsActive(options.TimeProvider.GetUtcNow()) ? "ACTIVE" : "INACTIVE",
        ["Nodes"] = one.NodeList,
        ["StartTime"] = ServerTime.Text(one.Start, options),
        ["EndTime"] = ServerTime.Text(one.End, options),
        ["Features"] = one.Features is null ? null : Texts(one.Features.Split('&', ',')),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
