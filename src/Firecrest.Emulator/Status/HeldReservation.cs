namespace Firecrest.Emulator.Status;

/// <summary>A reservation with what its creation told.</summary>
/// <param name="Reservation">Its name and time.</param>
/// <param name="Account">The account that may use it; null when everybody may.</param>
/// <param name="NodeCount">How many nodes it asked for.</param>
internal sealed record HeldReservation(EmulatedReservation Reservation, string? Account, int NodeCount)
{
    public string Name => Reservation.Name;

    /// <summary>Whether the user made it and may change it.</summary>
    public bool IsOwned => Account is not null;
}
