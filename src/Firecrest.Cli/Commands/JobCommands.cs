using System.CommandLine;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Jobs of a system.</summary>
internal static class JobCommands
{
    public const string Description = "Works with jobs of a system.";

    public static Command Create(CommandFactory factory) => Group(
        "job",
        Description,
        Submit(factory, "submit"),
        JobRunCommand.Create(factory),
        JobWaitCommand.Create(factory, "wait"),
        JobWatchCommand.Create(factory),
        JobStatusCommand.Create(factory),
        List(factory),
        JobLogsCommand.Create(factory),
        Cancel(factory, "cancel"),
        Attach(factory, "attach"),
        Metadata(factory, "meta"));

    public static Argument<string> IdArgument() => Argument("id", "The id of the job.");

    /// <summary>The account to list the jobs of. The one that jobs are charged to by default is no filter.</summary>
    public static string? AccountFilter(Session session) => session.Settings.Find(Setting.Account) is { Level: SettingLevel.CommandLine, Value: var account } ? account : null;

    public static Command Submit(CommandFactory factory, string name)
    {
        var submit = new SubmitFlags();
        return factory.Create(name, "Submits a job and prints its id.", submit.All, async session =>
        {
            session.Results.Write(Kinds.Submitted, SubmittedDocument.From(await submit.Submit(session)));
            session.CancellationToken.ThrowIfCancellationRequested();
        });
    }

    public static Command Cancel(CommandFactory factory, string name)
    {
        var ids = new JobIds();
        return factory.Create(name, "Cancels jobs; those that are over stay so.", ids.All, async session =>
        {
            var wanted = await ids.ReadDistinct(session);
            await SeveralFailedException.ForEach(wanted, Cancel, done => session.Results.WriteAllDone(Kinds.Action, done, wanted.Count));

            async Task<ActionDocument> Cancel(string id)
            {
                await session.Client.CancelAsync(session.SystemName, id, session.CancellationToken);
                return new("cancel", session.SystemName, null, null, id, true);
            }
        });
    }

    public static Command Attach(CommandFactory factory, string name)
    {
        var (id, command) = (IdArgument(), Argument("command", "The command, for a shell beside the job."));
        return factory.Create(name, "Runs a command beside a running job.", [id, command], async session =>
        {
            await session.Client.GetJobHandle(session.SystemName, session.Get(id)).AttachAsync(session.Get(command), session.CancellationToken);
            session.Results.WriteDone(Kinds.Action, new ActionDocument("attach", session.SystemName, null, null, session.Get(id), true));
        });
    }

    public static Command Metadata(CommandFactory factory, string name, bool asList = false)
    {
        var id = IdArgument();
        return factory.Create(name, "Shows the script and the files of a job; on FirecREST v1, which tells no scripts, the files alone.", [id], async session =>
        {
            if (await session.FindGeneration() == FirecrestApiVersion.V1)
            {
                var job = session.Client.GetJobHandle(session.SystemName, session.Get(id));
                var paths = await job.GetOutputPathsAsync(session.CancellationToken);
                session.Results.WriteOneOrMany(Kinds.JobMetadata, [new(job.JobId, null, null, paths.StandardOutput.ToString(), paths.StandardError.ToString())], asList);
                return;
            }

            var jobs = await session.Client.V2.Compute.GetJobMetadataAsync(session.SystemName, session.Get(id), session.CancellationToken);
            var meant = jobs.Where(job => job.JobId == session.Get(id)).ToList();
            session.Results.WriteOneOrMany(Kinds.JobMetadata, [.. (meant.Count > 0 ? meant : jobs).Select(JobMetadataDocument.From)], asList);
        });
    }

    private static Command List(CommandFactory factory)
    {
        var all = Option<bool>("--all-users", "Also other users' jobs.");
        var active = Option<bool>("--active", "Only jobs that are not over.");
        var name = Option<string?>("--name", "Only jobs of this name.");
        var since = Option<string?>("--since", "How far back: 1h, 8h, 1d, 3d or 7d (default: what the server lists).");
        return factory.Create("list", "Lists jobs.", [all, active, name, since], async session =>
        {
            var options = new GetJobsOptions
            {
                AllUsers = session.Get(all),
                Account = AccountFilter(session),
                Name = session.Get(name),
                TimeWindow = WindowOf(session.Get(since)),
            };
            var jobs = await session.Client.GetJobsAsync(session.SystemName, options, session.CancellationToken);
            session.Results.WriteList(Kinds.Job, [.. jobs.Where(job => !session.Get(active) || !job.State.IsTerminal).Select(job => JobDocument.From(job, session.SystemName))]);
        });
    }

    private static JobsTimeWindow? WindowOf(string? text) => text switch
    {
        null => null,
        "1h" => JobsTimeWindow.OneHour,
        "8h" => JobsTimeWindow.EightHours,
        "1d" or "24h" => JobsTimeWindow.OneDay,
        "3d" => JobsTimeWindow.ThreeDays,
        "7d" => JobsTimeWindow.SevenDays,
        _ => throw new UsageException($"--since is '{text}'; expected 1h, 8h, 1d, 3d or 7d."),
    };
}
