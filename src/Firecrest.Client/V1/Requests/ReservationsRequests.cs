using System.Globalization;
using Firecrest.Client.Http;
using Firecrest.Client.V1.Wire;

namespace Firecrest.Client.V1.Requests;

internal static class ReservationsRequests
{
    public static ApiRequest<IReadOnlyList<SchedulerReservation>> GetReservations(string systemName) => new()
    {
        Method = HttpMethod.Get,
        Path = "reservations",
        Headers = V1Call.On(systemName),
        Kind = OperationKind.Read,
        Read = static body => JsonBody.Needed(JsonBody.Read(body, V1Json.Default.ReservationsAnswer).Success).ToModels(ReservationsAnswer.ToModel),
    };

    public static ApiRequest<NoContent> CreateReservation(string systemName, CreateReservationRequest reservation)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        var form = Form(reservation.NumberOfNodes, reservation.NodeType, reservation.StartTime, reservation.EndTime)
            .Add("reservation", Needed(reservation.Name, nameof(reservation.Name)))
            .Add("account", Needed(reservation.Account, nameof(reservation.Account)));
        return new()
        {
            Method = HttpMethod.Post,
            Path = "reservations",
            Headers = V1Call.On(systemName),
            Kind = OperationKind.OnceOnly,
            Content = form.Create,
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<NoContent> UpdateReservation(string systemName, string reservationName, UpdateReservationRequest reservation)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        return new()
        {
            Method = HttpMethod.Put,
            Path = Reservation(reservationName),
            Headers = V1Call.On(systemName),
            Kind = OperationKind.IdempotentWrite,
            Content = Form(reservation.NumberOfNodes, reservation.NodeType, reservation.StartTime, reservation.EndTime).Create,
            Read = NoContent.Read,
        };
    }

    public static ApiRequest<NoContent> DeleteReservation(string systemName, string reservationName) => new()
    {
        Method = HttpMethod.Delete,
        Path = Reservation(reservationName),
        Headers = V1Call.On(systemName),
        Kind = OperationKind.OnceOnly,
        Read = NoContent.Read,
    };

    private static FormBody Form(int nodes, string nodeType, DateTime start, DateTime end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1, "NumberOfNodes");
        return new FormBody()
            .Add("numberOfNodes", nodes.ToString(CultureInfo.InvariantCulture))
            .Add("nodeType", Needed(nodeType, "NodeType"))
            .Add("starttime", Text(start))
            .Add("endtime", Text(end));
    }

    private static ApiPath Reservation(string name) => new($"reservations/{UrlPath.Segment(Needed(name, "reservationName"), "reservationName"):reservation}");

    private static string Needed(string? text, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        return V1Call.Text(text, name)!;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
