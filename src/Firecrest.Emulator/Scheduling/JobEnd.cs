namespace Firecrest.Emulator.Scheduling;

/// <summary>How a process ended: with an exit code, or by a signal when that is not 0.</summary>
internal sealed record JobEnd(int ExitCode, int Signal);
