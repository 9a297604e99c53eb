namespace Firecrest.Emulator.Scheduling;

/// <summary>What a job of the server itself does with the remote files. It takes the place of a script, which would not know the remote paths.</summary>
internal abstract class JobWork
{
    /// <summary>Since when the job can do its work; null as long as it waits for something.</summary>
    public virtual DateTimeOffset? ReadySince => DateTimeOffset.MinValue;

    /// <summary>What it tells before it waits.</summary>
    public abstract void Begin(WorkLog log);

    /// <summary>Does the work; gives the exit code.</summary>
    public abstract int Run(WorkLog log, CancellationToken cancellationToken);
}
