using Microsoft.Extensions.Logging;

namespace Firecrest.Client.Diagnostics;

/// <summary>Every log message of this library. Event ids: 1xx requests, 2xx tokens, 3xx jobs, 4xx transfers.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Debug, "{Method} {Path} answered {Status} in {Elapsed} (attempt {Attempt})")]
    public static partial void Attempt(ILogger logger, HttpMethod method, string path, int status, TimeSpan elapsed, int attempt);

    [LoggerMessage(102, LogLevel.Information, "{Method} {Path} failed at attempt {Attempt} and is repeated in {Delay}: {Failure}")]
    public static partial void Retry(ILogger logger, HttpMethod method, string path, int attempt, TimeSpan delay, string failure);

    [LoggerMessage(103, LogLevel.Debug, "{Method} {Path} waited {Delay} for its turn")]
    public static partial void Throttled(ILogger logger, HttpMethod method, string path, TimeSpan delay);

    [LoggerMessage(201, LogLevel.Information, "Obtained an access token for {Lifetime} (reason: {Reason})")]
    public static partial void TokenObtained(ILogger logger, TimeSpan? lifetime, string? reason);

    [LoggerMessage(301, LogLevel.Information, "The wait for job {JobId} on {SystemName} goes on after a failure: {Failure}")]
    public static partial void WaitContinues(ILogger logger, string systemName, string jobId, string failure);

    [LoggerMessage(302, LogLevel.Warning, "Job {JobId} on {SystemName} could not be cancelled when its wait was given up, and may go on: {Failure}")]
    public static partial void JobNotCancelled(ILogger logger, string systemName, string jobId, string failure);

    [LoggerMessage(303, LogLevel.Information, "Following the output of job {JobId} on {SystemName} goes on after a failure: {Failure}")]
    public static partial void FollowingContinues(ILogger logger, string systemName, string jobId, string failure);

    [LoggerMessage(304, LogLevel.Debug, "Whether a maintenance of {SystemName} is announced cannot be told: {Failure}")]
    public static partial void MaintenanceNotTold(ILogger logger, string systemName, string failure);

    [LoggerMessage(305, LogLevel.Information, "The wait for task {TaskId} goes on after a failure: {Failure}")]
    public static partial void TaskWaitContinues(ILogger logger, string taskId, string failure);

    [LoggerMessage(306, LogLevel.Information, "Whether a job was submitted to {SystemName} is not known, and it is looked for by its key: {Failure}")]
    public static partial void SubmissionLost(ILogger logger, string systemName, string failure);

    [LoggerMessage(307, LogLevel.Information, "Job {JobId} on {SystemName} was found by its key and is taken for the one submitted")]
    public static partial void SubmissionAdopted(ILogger logger, string systemName, string jobId);

    [LoggerMessage(308, LogLevel.Information, "No job on {SystemName} has the key of the one submitted, which is submitted again")]
    public static partial void SubmissionRepeated(ILogger logger, string systemName);

    [LoggerMessage(310, LogLevel.Information, "The watch of {Count} jobs on {SystemName} goes on after a failure: {Failure}")]
    public static partial void WatchContinues(ILogger logger, int count, string systemName, string failure);

    [LoggerMessage(401, LogLevel.Information, "{What} failed at attempt {Attempt} and is repeated in {Delay}: {Failure}")]
    public static partial void PartRepeated(ILogger logger, string what, int attempt, TimeSpan delay, string failure);

    [LoggerMessage(402, LogLevel.Information, "{Transfer} starts over: {Reason}")]
    public static partial void TransferStartsOver(ILogger logger, string transfer, string reason);

    [LoggerMessage(403, LogLevel.Warning, "{Transfer} failed or was given up. {Left}")]
    public static partial void TransferEnded(ILogger logger, string transfer, string left);

    [LoggerMessage(404, LogLevel.Information, "{Path} could not be removed from {SystemName}: {Failure}")]
    public static partial void NotRemoved(ILogger logger, string systemName, RemotePath path, string failure);

    [LoggerMessage(405, LogLevel.Information, "Task {TaskId} on {SystemName} could not be invalidated, so that its object stays in the store: {Failure}")]
    public static partial void TaskNotInvalidated(ILogger logger, string systemName, string taskId, string failure);

    [LoggerMessage(406, LogLevel.Information, "{Transfer} goes on where it was: {Resumed} of {Length} bytes were moved before")]
    public static partial void TransferResumed(ILogger logger, string transfer, long resumed, long length);
}
