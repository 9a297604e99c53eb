namespace Firecrest.Client.V1;

/// <summary>Turns the rows of queue and accounting into what the helpers give.</summary>
internal static class JobModels
{
    public static JobInfo Of(AccountedJob job) => new()
    {
        JobId = job.JobId,
        Name = job.Name,
        State = job.State,
        ExitCode = job.ExitCode,
        Signal = job.Signal,
        Elapsed = job.Elapsed,
        StartTime = ServerClock.ToInstant(job.StartTime, job.ClockOffset),
        EndTime = ServerClock.ToInstant(job.EndTime, job.ClockOffset),
        NodeCount = job.NodeCount,
        NodeList = job.NodeList,
        Partition = job.Partition,
        User = job.User,
    };

    public static JobInfo Of(QueuedJob job) => new()
    {
        JobId = job.JobId,
        Name = job.Name,
        State = job.State,
        StateReason = job.Reason,
        Elapsed = job.Elapsed,

        // What a job that waits has there is when it is expected to start.
        StartTime = job.State.IsPending ? null : ServerClock.ToInstant(job.StartTime, job.ClockOffset),
        TimeLimit = job.Elapsed + job.TimeLeft,
        NodeCount = job.NodeCount,
        NodeList = job.NodeList,
        Partition = job.Partition,
        User = job.User,
    };
}
