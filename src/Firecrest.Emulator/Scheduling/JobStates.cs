namespace Firecrest.Emulator.Scheduling;

/// <summary>The states a job of this scheduler goes through, in Slurm's words.</summary>
internal static class JobStates
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
    public const string Timeout = "TIMEOUT";
    public const string OutOfMemory = "OUT_OF_MEMORY";
}
