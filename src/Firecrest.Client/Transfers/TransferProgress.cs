namespace Firecrest.Client;

/// <summary>How far a transfer is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="MovedBytes">The bytes that this machine has sent or received, those of an earlier run included. It never falls, and a byte that had to be moved twice counts once.</param>
/// <param name="TotalBytes">The size of the file.</param>
public sealed record TransferProgress(TransferPhase Phase, long MovedBytes, long TotalBytes)
{
    /// <summary>The share that was moved, from 0 to 1.</summary>
    public double Fraction => TotalBytes == 0 ? 1 : (double)MovedBytes / TotalBytes;
}
