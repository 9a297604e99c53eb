namespace Firecrest.Emulator.Status;

/// <summary>The reservations of the cluster: those that an emulator starts with, and those that are made through the API.</summary>
internal sealed class ReservationBoard(FirecrestEmulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<HeldReservation> _all = [.. options.Reservations.Select(one => new HeldReservation(one, null, 1))];

    public IReadOnlyList<HeldReservation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Whether jobs may use a reservation now.</summary>
    public bool IsActive(string name)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        return All.Any(held => held.Name == name && held.Reservation.IsActive(now));
    }

    /// <summary>Adds a reservation; false when there is one of that name.</summary>
    public bool TryAdd(HeldReservation made)
    {
        lock (_lock)
        {
            if (_all.Exists(held => held.Name == made.Name))
            {
                return false;
            }

            _all.Add(made);
            return true;
        }
    }

    /// <summary>Replaces a reservation that the user made, or removes it when there is nothing to replace it by; false when it is not his.</summary>
    public bool TryChange(string name, Func<HeldReservation, HeldReservation?> change)
    {
        lock (_lock)
        {
            int index = _all.FindIndex(held => held.Name == name && held.IsOwned);
            if (index < 0)
            {
                return false;
            }

            if (change(_all[index]) is { } changed)
            {
                _all[index] = changed;
            }
            else
            {
                _all.RemoveAt(index);
            }

            return true;
        }
    }
}
