namespace Firecrest.Emulator.Scheduling;

/// <summary>How a process ended: with an exit code, or by a signal when that is not 0.</summary>
internal sealed record JobEnd(int ExitCode, int Signal)
{
    /// <summary>By the request to end, SIGTERM.</summary>
    public static JobEnd Terminated { get; } = new(0, 15);

    /// <summary>What Slurm reports when the output file of a job cannot be opened.</summary>
    public static JobEnd NoOutputFile { get; } = new(0, 53);
}
