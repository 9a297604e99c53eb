using Firecrest.Client;

namespace Firecrest.Cli.Documents;

/// <summary>A reservation with the server's member names.</summary>
internal sealed record ReservationDocument(string Name, string? State, string NodeList, long? StartTime, string? StartTimeAt, long? EndTime, string? EndTimeAt, string? Features)
{
    public static ReservationDocument From(ReservationInfo reservation) => new(
        reservation.Name, reservation.State, reservation.NodeList, Moment.Seconds(reservation.StartTime), Moment.Text(reservation.StartTime), Moment.Seconds(reservation.EndTime),
        Moment.Text(reservation.EndTime), reservation.Features);
}
