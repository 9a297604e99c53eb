using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Firecrest.Emulator.Health;
using Firecrest.Emulator.Status;

namespace Firecrest.Emulator.V1.Reservations;

/// <summary>The operations under <c>reservations</c>, which the server calls deprecated.</summary>
internal sealed partial class ReservationRoutes(Machines machines, ReservationBoard board, FirecrestEmulatorOptions options)
{
    private const string Feature = "f7t";
    private const int LongestName = 255;

    public IEnumerable<V1Route> Routes()
    {
        yield return new("GET", "/reservations", List);
        yield return new("POST", "/reservations", Create);
        yield return new("PUT", "/reservations/{name}", Update);
        yield return new("DELETE", "/reservations/{name}", Delete);
    }

    private async Task<V1Answer> List(V1Exchange exchange)
    {
        await Begin(exchange, "Error listing reservation").ConfigureAwait(false);
        return new V1Answer(200, new JsonObject { ["success"] = new JsonArray([.. board.All.Select(Row)]) });
    }

    private async Task<V1Answer> Create(V1Exchange exchange)
    {
        const string failed = "Error creating reservation";
        await Begin(exchange, failed).ConfigureAwait(false);
        string name = Name(Field(exchange, "reservation", failed), failed);
        string account = Field(exchange, "account", failed);
        HeldReservation asked = Read(exchange, name, account, failed);
        if (!options.Accounts.Contains(account))
        {
            throw Refused(failed, $"You are not a member of the {account} project");
        }

        return board.TryAdd(asked)
            ? new V1Answer(201, new JsonObject { ["success"] = "Reservation created: " + name })
            : throw Refused(failed, "Error creating the reservation: Duplicate reservation name");
    }

    private async Task<V1Answer> Update(V1Exchange exchange)
    {
        const string failed = "Error updating reservation";
        await Begin(exchange, failed).ConfigureAwait(false);
        string name = Name(exchange["name"], failed);
        HeldReservation asked = Read(exchange, name, "", failed);
        return board.TryChange(name, held => asked with { Account = held.Account })
            ? new V1Answer(200, new JsonObject { ["success"] = "Reservation updated." })
            : throw NotOwned(name, failed);
    }

    private async Task<V1Answer> Delete(V1Exchange exchange)
    {
        const string failed = "Error deleting reservation";
        await Begin(exchange, failed).ConfigureAwait(false);
        string name = Name(exchange["name"], failed);
        return board.TryChange(name, _ => null) ? new V1Answer(204) : throw NotOwned(name, failed);
    }

    private async Task Begin(V1Exchange exchange, string failed)
    {
        // Here the error is the general text and the description the detail.
        string machine = exchange.Header(Machines.Header) ?? throw Refused(failed, Machines.NoName);
        if (!machines.Knows(machine))
        {
            throw new V1Refusal(V1Answer.Refused(400, null, failed, "X-Machine-Does-Not-Exist", "Machine does not exist"));
        }

        (string Name, string Value)? header = machines.StateOf(machine, exchange.User, HealthBoard.Ssh, HealthBoard.Scheduler) switch
        {
            MachineState.Ready => null,
            MachineState.Unreachable => ("X-Machine-Not-Available", "Machine is not available"),
            MachineState.Refusing => ("X-Error", "Connection refused"),
            MachineState.Forbidden => ("X-Permission-Denied", "User does not have permissions to access path"),
            _ => ("X-Error", "Authentication failed."),
        };
        if (header is { } refused)
        {
            // The plural is the server's.
            string error = failed == "Error listing reservation" ? failed + "s" : failed;
            throw new V1Refusal(V1Answer.Refused(400, null, error, refused.Name, refused.Value));
        }

        exchange.Form = await FormReading.Read(exchange, options.MaxOpsFileSize, _ => HtmlPages.InternalError).ConfigureAwait(false);
    }

    private HeldReservation Read(V1Exchange exchange, string name, string account, string failed)
    {
        string count = Field(exchange, "numberOfNodes", failed);
        string feature = Field(exchange, "nodeType", failed);
        DateTimeOffset start = Time(exchange, "starttime", failed);
        DateTimeOffset end = Time(exchange, "endtime", failed);
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int nodes) || nodes < 1)
        {
            throw Refused(failed, $"'numberOfNodes' parameter is not valid (value entered:'{count}')");
        }

        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        return start < now || start > now.AddYears(1) ? throw Refused(failed, "'starttime' has to be in the future, at most a year ahead")
            : end <= start ? throw Refused(failed, "'endtime' has to be later than 'starttime'")
            : feature != Feature ? throw Refused(failed, "Error creating the reservation: Invalid feature specification")
            : nodes > 1 ? throw Refused(failed, "Error creating the reservation: Requested nodes are busy")
            : new HeldReservation(new EmulatedReservation(name, start, end) { Features = feature }, account, nodes);
    }

    private DateTimeOffset Time(V1Exchange exchange, string name, string failed)
    {
        string text = Field(exchange, name, failed);
        return DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? ServerTime.Parse(time, options)
            : throw Refused(failed, $"'{name}' parameter format is not valid. It should be YYYY-MM-DDTHH:MM:SS (value entered:'{text}')");
    }

    private static string Field(V1Exchange exchange, string name, string failed)
        => exchange.Form[name] is { Length: > 0 } text ? text : throw Refused(failed, $"'{name}' form data input missing");

    private static string Name(string name, string failed)
        => name.Length <= LongestName && NamePattern().IsMatch(name)
            ? name
            : throw Refused(failed, $"'reservation' parameter format is not valid (value entered:'{name}')");

    private static V1Refusal NotOwned(string name, string failed) => Refused(failed, $"You are not an owner of the {name} reservation");

    private static V1Refusal Refused(string error, string description) => new(V1Answer.Refused(400, description, error));

    private JsonObject Row(HeldReservation held)
    {
        EmulatedReservation one = held.Reservation;
        return new JsonObject
        {
            ["reservationname"] = one.Name,
            ["starttime"] = ServerTime.Text(one.Start, options),
            ["endtime"] = ServerTime.Text(one.End, options),
            ["duration"] = ServerTime.Long(one.End - one.Start),
            ["nodes"] = one.NodeList,
            ["nodecnt"] = held.NodeCount.ToString(CultureInfo.InvariantCulture),
            ["corecnt"] = (held.NodeCount * Cluster.Cpus).ToString(CultureInfo.InvariantCulture),
            ["features"] = one.Features ?? "(null)",
            ["partitionname"] = Cluster.Partitions[0],
            ["flags"] = "",
            ["users"] = "(null)",
            ["groups"] = "(null)",
            ["accounts"] = held.Account ?? "(null)",
            ["licenses"] = "(null)",
            ["state"] = one.IsActive(options.TimeProvider.GetUtcNow()) ? "ACTIVE" : "INACTIVE",
            ["burstbuffer"] = "(null)",
            ["watts"] = "n/a",
            ["maxstartdelay"] = "(null)",
        };
    }

    [GeneratedRegex(@"^[a-z_$][-a-z_$0-9]*\z")]
    private static partial Regex NamePattern();
}
