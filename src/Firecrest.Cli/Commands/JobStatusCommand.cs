using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using Firecrest.Client.Jobs;

namespace Firecrest.Cli.Commands;

/// <summary>How jobs are.</summary>
internal static class JobStatusCommand
{
    public static Command Create(CommandFactory factory)
    {
        var ids = new JobIds();
        return factory.Create("status", "Shows jobs. With --ids-from, one request serves all, and an unknown job is no failure.", ids.All, async session =>
        {
            var wanted = await ids.Read(session);
            if (ids.AreFromFile(session))
            {
                session.Results.WriteList(Kinds.Job, await FindInList(session, wanted));
            }
            else if (wanted.Count == 1)
            {
                session.Results.Write(Kinds.Job, JobDocument.From(await session.Client.GetJobHandle(session.SystemName, wanted[0]).DescribeAsync(session.CancellationToken), session.SystemName));
            }
            else
            {
                ShowAll(session, await Poll(session, wanted));
            }
        });
    }

    private static void ShowAll(Session session, IReadOnlyList<JobDocument> jobs)
    {
        session.Results.WriteList(Kinds.Job, jobs);
        var missing = jobs.Where(job => !job.Found).Select(job => job.JobId).ToList();
        if (missing.Count > 0)
        {
            throw new OutcomeException(ExitCode.NotFound, $"Unknown to the scheduler: {string.Join(", ", missing)}.");
        }
    }

    private static async Task<IReadOnlyList<JobDocument>> Poll(Session session, IReadOnlyList<string> ids)
        => InOrder(ids, await session.Client.PollAsync(session.SystemName, ids, session.CancellationToken), session.SystemName);

    private static async Task<IReadOnlyList<JobDocument>> FindInList(Session session, IReadOnlyList<string> ids)
        => ids.Count == 0 ? [] : InOrder(ids, await session.Client.GetJobsAsync(session.SystemName, null, session.CancellationToken), session.SystemName);

    private static IReadOnlyList<JobDocument> InOrder(IReadOnlyList<string> ids, IReadOnlyList<JobInfo> rows, string systemName)
    {
        var byBase = rows.ToLookup(row => JobId.Read(row.JobId).Base);
        return [.. ids.Select(id =>
        {
            IReadOnlyList<JobInfo> answering = [.. JobRows.Answering(id, [.. byBase[JobId.Checked(id, "id").Base]])];
            return answering.Count > 0 ? JobDocument.From(JobRows.Summarise(id, answering), systemName) : JobDocument.Missing(id);
        })];
    }
}
