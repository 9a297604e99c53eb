namespace Firecrest.Emulator;

/// <summary>A reservation of the emulated cluster.</summary>
/// <param name="Name">Its name, which jobs may ask for while it is active.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
public sealed record EmulatedReservation(string Name, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The nodes it holds, as Slurm writes them; the only node of the cluster by default.</summary>
    public string NodeList { get; init; } = "nid001";

    /// <summary>The features that its nodes were chosen by; null for none.</summary>
    public string? Features { get; init; }

    internal bool IsActive(DateTimeOffset now) => Start <= now && now < End;
}
