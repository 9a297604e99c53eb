using System.Text.Json;

namespace Firecrest.Client.V1.Wire;

internal sealed class ReservationsAnswer
{
    public IReadOnlyList<Dictionary<string, JsonElement>>? Success { get; set; }

    public static SchedulerReservation ToModel(Dictionary<string, JsonElement> row)
    {
        var details = row.ToDictionary(one => one.Key, one => one.Value.ToString());
        return new()
        {
            Name = JsonBody.Needed(Find("reservationname")),
            State = Find("state") ?? "",
            StartTime = LocalTime.Parse(Find("starttime")),
            EndTime = LocalTime.Parse(Find("endtime")),
            NodeList = Find("nodes") ?? "",
            NodeCount = WireNumber.Parse(Find("nodecnt")),
            CoreCount = WireNumber.Parse(Find("corecnt")),
            Features = Find("features"),
            Partition = Find("partitionname"),
            Accounts = Find("accounts"),
            Users = Find("users"),
            Details = details,
        };

        string? Find(string name) => details.GetValueOrDefault(name) is { Length: > 0 } value and not "(null)" ? value : null;
    }
}
