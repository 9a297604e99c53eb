using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;

namespace Firecrest.Cli.Commands;

/// <summary>Shows jobs until they are over: a live table on a terminal, a line for each change elsewhere.</summary>
internal static class JobWatchCommand
{
    public static Command Create(CommandFactory factory)
    {
        var (ids, wait) = (new JobIds(), new WaitFlags());
        return factory.Create(
            "watch", "Shows jobs until they are over: those given, or all that are active. A live table on a terminal, a line for each change elsewhere.", [.. ids.All, .. wait.All],
            session => wait.Apply(session, () => Watch(session, ids, wait)));
    }

    private static async Task Watch(Session session, JobIds jobIds, WaitFlags flags)
    {
        var ids = await jobIds.ReadDistinct(session, mayBeEmpty: true);
        if (ids.Count == 0 && !jobIds.AreFromFile(session))
        {
            // A row may stand for tasks of an array that wait, and is gone when they run.
            ids = [.. (await session.Client.PollActiveAsync(session.SystemName, null, session.CancellationToken)).Select(job => JobId.Read(job.JobId).Base).Distinct()];
        }

        var live = session.Results is { IsTerminal: true, Format: OutputFormat.Table } && session.Notes.CanAnimate;
        var ended = live ? await Live(session, ids, flags) : await JobWaitCommand.ForAll(session, ids, flags.Read(session, job => Line(session, job)));
        if (session.Results.Format == OutputFormat.Json)
        {
            session.Results.WriteList(Kinds.Job, [.. ended.Select(job => JobDocument.From(job, session.SystemName))]);
        }

        JobOutcome.Demand(ended);
    }

    private static async Task<IReadOnlyList<JobInfo>> Live(Session session, IReadOnlyList<string> ids, WaitFlags flags)
    {
        var rows = ids.ToDictionary(id => id, JobDocument.Missing);
        var gate = new Lock();
        session.Notes.Animates();
        return await TerminalTable.Live(Kinds.Job, () => [.. rows.Values], refresh => JobWaitCommand.ForAll(session, ids, flags.Read(session, job =>
        {
            lock (gate)
            {
                rows[job.JobId] = JobDocument.From(job, session.SystemName);
                refresh();
            }
        })));
    }

    private static void Line(Session session, JobInfo job)
    {
        switch (session.Results.Format)
        {
            case OutputFormat.Table:
                session.Results.WriteLine(job.StateReason is { Length: > 0 } reason and not "None" ? $"{job.JobId} {job.State} {reason}" : $"{job.JobId} {job.State}");
                break;
            case OutputFormat.Ndjson:
                session.Results.Write(Kinds.Job, JobDocument.From(job, session.SystemName));
                break;
            case OutputFormat.Id when job.State.IsTerminal:
                session.Results.WriteLine(job.JobId);
                break;
        }
    }
}
