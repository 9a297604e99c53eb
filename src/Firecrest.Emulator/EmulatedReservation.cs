namespace Firecrest.Emulator;

/// <summary>A reservation of the emulated cluster, which jobs may ask for while it is active.</summary>
public sealed class EmulatedReservation
{
    /// <summary>Makes a reservation.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="end">When it ends, later than <paramref name="start"/>.</param>
    public EmulatedReservation(string name, DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        (Name, Start, End) = (name, start, end);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The nodes it holds, as Slurm writes them; the only node of the cluster by default.</summary>
    public string NodeList { get; init; } = "nid001";

    /// <summary>The features that its nodes were chosen by; null for none.</summary>
    public string? Features { get; init; }

    /// <summary>The name and the time: <c>maintenance 2026-11-22T08:00:00Z to 2026-11-22T12:00:00Z</c>.</summary>
    public override string ToString() => $"{Name} {Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} to {End.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    internal bool IsActive(DateTimeOffset now) => Start <= now && now < End;
}
