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
    public static Command Create(CommandFactory factory, string name)
    {
        var (ids, wait) = (new JobIds(), new WaitFlags());
        return factory.Create(
            name, "Waits until jobs are over, and ends as they did. Ctrl-C and SIGTERM end the wait, not the jobs.", [.. ids.All, .. wait.All], session => wait.Apply(session, () => Wait(session, ids, wait)));
    }

    /// <summary>Waits for all of them at the same time; a failed wait ends the others.</summary>
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
            catch (FirecrestException)
            {
                await stop.CancelAsync();
                throw;
            }
        }).ToList();
        try
        {
            return await Task.WhenAll(waits);
        }
        catch (OperationCanceledException) when (waits.Find(one => one.IsFaulted) is { } failed)
        {
            await failed;
            throw;
        }
    }

    private static async Task Wait(Session session, JobIds jobIds, WaitFlags flags)
    {
        var ids = await jobIds.Read(session);
        var streams = session.Results.Format == OutputFormat.Ndjson;
        await Progress.While(session.Notes, ids.Count == 1 ? $"Job {ids[0]}" : $"{ids.Count} jobs", async say =>
        {
            var options = flags.Read(session, job => say($"Job {job.JobId} {job.State}"));
            var gate = new Lock();
            var ended = await ForAll(session, ids, options, job =>
            {
                lock (gate)
                {
                    Stream(session, job, streams);
                }
            });
            if (!streams)
            {
                Show(session, jobIds, ended);
            }

            JobOutcome.Demand(ended);
        });
    }

    private static void Show(Session session, JobIds jobIds, IReadOnlyList<JobInfo> ended)
    {
        IReadOnlyList<JobDocument> documents = [.. ended.Select(job => JobDocument.From(job, session.SystemName))];
        if (jobIds.AreFromFile(session))
        {
            session.Results.WriteList(Kinds.Job, documents);
        }
        else
        {
            session.Results.WriteOneOrMany(Kinds.Job, documents);
        }
    }

    private static void Stream(Session session, JobInfo job, bool streams)
    {
        if (streams)
        {
            session.Results.Write(Kinds.Job, JobDocument.From(job, session.SystemName));
        }
    }
}
