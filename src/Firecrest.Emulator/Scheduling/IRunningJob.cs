namespace Firecrest.Emulator.Scheduling;

/// <summary>What a job does on this machine while it runs.</summary>
internal interface IRunningJob
{
    /// <summary>How it ended.</summary>
    Task<JobEnd> Ended { get; }

    /// <summary>Asks it to end, and makes it end after the grace time.</summary>
    Task Stop(TimeSpan grace);
}
