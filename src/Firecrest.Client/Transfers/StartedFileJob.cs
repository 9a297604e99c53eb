namespace Firecrest.Client.Transfers;

/// <summary>A job that was started to do something with files.</summary>
/// <param name="Operation">What it shall do.</param>
/// <param name="JobId">The scheduler's id.</param>
/// <param name="ErrorLog">The file that its complaints go to; null when the server does not tell.</param>
/// <param name="FindFault">Looks, after the job's end, whether it did it: null when it did, else what is wrong.</param>
internal sealed record StartedFileJob(FileOperation Operation, string JobId, RemotePath? ErrorLog, Func<JobInfo, bool, CancellationToken, ValueTask<FileJobFault?>> FindFault)
{
    /// <summary>The system that runs it; null for the one that the files are on.</summary>
    public string? SystemName { get; init; }
}

/// <param name="Reason">What is not as it should be.</param>
/// <param name="Complaints">The end of the job's error log; null when it cannot be read.</param>
internal sealed record FileJobFault(string Reason, string? Complaints);
