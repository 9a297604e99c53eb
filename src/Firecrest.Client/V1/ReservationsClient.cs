using Firecrest.Client.Http;
using Firecrest.Client.V1.Requests;

namespace Firecrest.Client.V1;

/// <summary>Reservations of nodes. The server calls them deprecated.</summary>
public class ReservationsClient
{
    private readonly FirecrestPipeline _pipeline;

    /// <summary>For mocks.</summary>
    protected ReservationsClient() => _pipeline = null!;

    internal ReservationsClient(FirecrestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Lists the reservations.</summary>
    /// <remarks>GET /reservations.</remarks>
    public virtual Task<IReadOnlyList<SchedulerReservation>> GetReservationsAsync(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ReservationsRequests.GetReservations(systemName), cancellationToken);

    /// <inheritdoc cref="GetReservationsAsync"/>
    public virtual IReadOnlyList<SchedulerReservation> GetReservations(string systemName, CancellationToken cancellationToken = default)
        => _pipeline.Send(ReservationsRequests.GetReservations(systemName), cancellationToken);

    /// <summary>Creates a reservation.</summary>
    /// <remarks>POST /reservations. Never repeated when it may have been carried out.</remarks>
    public virtual Task CreateReservationAsync(string systemName, CreateReservationRequest reservation, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ReservationsRequests.CreateReservation(systemName, reservation), cancellationToken);

    /// <inheritdoc cref="CreateReservationAsync"/>
    public virtual void CreateReservation(string systemName, CreateReservationRequest reservation, CancellationToken cancellationToken = default)
        => _pipeline.Send(ReservationsRequests.CreateReservation(systemName, reservation), cancellationToken);

    /// <summary>Changes a reservation.</summary>
    /// <remarks>PUT /reservations/{reservation}.</remarks>
    public virtual Task UpdateReservationAsync(string systemName, string reservationName, UpdateReservationRequest reservation, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ReservationsRequests.UpdateReservation(systemName, reservationName, reservation), cancellationToken);

    /// <inheritdoc cref="UpdateReservationAsync"/>
    public virtual void UpdateReservation(string systemName, string reservationName, UpdateReservationRequest reservation, CancellationToken cancellationToken = default)
        => _pipeline.Send(ReservationsRequests.UpdateReservation(systemName, reservationName, reservation), cancellationToken);

    /// <summary>Deletes a reservation.</summary>
    /// <remarks>DELETE /reservations/{reservation}.</remarks>
    public virtual Task DeleteReservationAsync(string systemName, string reservationName, CancellationToken cancellationToken = default)
        => _pipeline.SendAsync(ReservationsRequests.DeleteReservation(systemName, reservationName), cancellationToken);

    /// <inheritdoc cref="DeleteReservationAsync"/>
    public virtual void DeleteReservation(string systemName, string reservationName, CancellationToken cancellationToken = default)
        => _pipeline.Send(ReservationsRequests.DeleteReservation(systemName, reservationName), cancellationToken);
}
