using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;

namespace Firecrest.Cli.Commands;

/// <summary>Waits until jobs are over.</summary>
internal static class JobWaitCommand
{
    public static Command Create(CommandFactory factory, string name, bool asList = false)
    {
        var (ids, wait) = (new JobIds(), new WaitFlags());
        return factory.Create(
            name, "Waits until jobs are over, and ends as they did. Ctrl-C and SIGTERM end the wait, not the jobs.", [.. ids.All, .. wait.All], session => wait.Apply(session, () => Wait(session, ids, wait, asList)));
    }

    /// <summary>Waits for all of them at the same time; a failed wait ends the others, but not one that took too long: the others do so too, and may have to cancel their jobs.</summary>
    public static async Task<IReadOnlyList<JobInfo>> ForAll(Session session, IReadOnlyList<string> ids, WaitOptions options, Action<JobInfo>? ended = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.CancellationToken);

        // Looks that fall due together are one request.
        var together = options with { Schedule = options.Schedule with { Jitter = 0 } };
        var waits = ids.Select(async id =>
        {
            try
            {
                var job = await session.Client.GetJobHandle(session.SystemName, id).WaitForCompletionAsync(together, stop.Token);
                ended?.Invoke(job);
                return job;
            }
            catch (Exception failure) when (failure is not OperationCanceledException and not FirecrestTimeoutException { IsTransient: false })
            {
                await stop.CancelAsync();
                throw;
            }
        }).ToList();
        try
        {
            return await Task.WhenAll(waits);
        }
        catch (Exception) when (waits.Exists(one => one.IsFaulted))
        {
            throw Failed(ids, waits);
        }
    }

    /// <summary>The failure that ended the others; where there is none, all jobs that took too long.</summary>
    private static Exception Failed(IReadOnlyList<string> ids, IReadOnlyList<Task<JobInfo>> waits)
    {
        var failures = waits.Select((wait, i) => (JobId: ids[i], Failure: wait.Exception?.InnerException)).Where(one => one.Failure is not null).ToList();
        var first = failures.Find(one => one.Failure is not FirecrestTimeoutException { IsTransient: false }).Failure ?? failures[0].Failure!;
        return first is FirecrestTimeoutException { IsTransient: false } && failures.Count > 1
            ? new OutcomeException(ExitCode.WaitTimedOut, string.Join(' ', failures.Select(one => one.Failure!.Message))) { JobIds = [.. failures.Select(one => one.JobId)] }
            : first;
    }

    private static async Task Wait(Session session, JobIds jobIds, WaitFlags flags, bool asList)
    {
        var ids = await jobIds.ReadDistinct(session);
        var streams = session.Results.Format == OutputFormat.Ndjson;
        var gate = new Lock();
        var ended = await Progress.While(session.Notes, ids.Count == 1 ? $"Job {ids[0]}" : $"{ids.Count} jobs", say =>
            ForAll(session, ids, flags.Read(session, job => say($"Job {job.JobId} {job.State}")), job =>
            {
                lock (gate)
                {
                    Stream(session, job, streams);
                }
            }));
        if (!streams)
        {
            session.Results.WriteOneOrMany(Kinds.Job, [.. ended.Select(job => JobDocument.From(job, session.SystemName))], asList || jobIds.AreFromFile(session));
        }

        JobOutcome.Demand(ended);
    }

    private static void Stream(Session session, JobInfo job, bool streams)
    {
        if (streams)
        {
            session.Results.Write(Kinds.Job, JobDocument.From(job, session.SystemName));
        }
    }
}
