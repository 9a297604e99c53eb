using System.CommandLine;
using System.Globalization;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>The command lines of pyFirecREST: the same words, arguments and options. They print JSON unless told otherwise; exit codes are ours.</summary>
internal static class PyFirecrestCommands
{
    public const string JsonName = "--json";
    public const string PagerName = "--pager";

    public static IEnumerable<Command> Create(CommandFactory factory)
    {
        var json = factory.ForPrograms();
        IEnumerable<Command> commands =
        [
            json.Create("server-version", "Prints the server's version, where it tells one.", [], ServerVersion),
            json.Create("get-nodes", "The same as nodes.", Pager(), SystemCommands.ListNodes),
            json.Create("get-reservations", "The same as reservations.", Pager(), SystemCommands.ListReservations),
            json.Create("get-partitions", "The same as partitions.", Pager(), session => SystemCommands.ListPartitions(session, null)),
            Id(factory),
            FileReadCommands.List(json),
            FileReadCommands.Stat(json),
            FileReadCommands.Checksum(json),
            FileReadCommands.Head(factory, "head"),
            FileReadCommands.Tail(factory, "tail"),
            FileCommands.MakeDirectory(json),
            FileCommands.ChangeMode(json),
            FileCommands.ChangeOwner(json),
            FileCommands.SymbolicLink(json, "symlink"),
            FileJobCommands.Move(json),
            FileJobCommands.Copy(json),
            FileJobCommands.Compress(json),
            FileJobCommands.Extract(json),
            Remove(json),
            Download(json),
            Upload(json),
            JobCommands.Submit(json, "submit"),
            JobInfo(json),
            JobWaitCommand.Create(json, "wait-for-job", asList: true),
            JobCommands.Metadata(json, "job-metadata", asList: true),
            JobCommands.Cancel(json, "cancel"),
            JobCommands.Attach(json, "attach-to-job"),
        ];
        foreach (var command in commands)
        {
            command.Hidden = true;
            yield return command;
        }
    }

    public static IEnumerable<Option> Pager() =>
    [
        new Option<bool>(PagerName) { Description = "Accepted for pyFirecREST: prints JSON, through no pager.", Hidden = true },
        new Option<bool>("--no-pager") { Description = "Accepted for pyFirecREST, and so anyway.", Hidden = true },
    ];

    public static Option<bool> Json() => new(JsonName) { Description = "The same as -o json.", Hidden = true };

    private static async Task ServerVersion(Session session)
    {
        // Any answer tells it.
        await session.Client.GetSystemsAsync(session.CancellationToken);
        session.Results.Write(Kinds.ServerVersion, new ServerVersionDocument(session.Client.ServerVersion?.ToString()));
    }

    private static Command Id(CommandFactory factory)
        => factory.Create("id", "Prints the user, as the command id does.", [Json()], async session =>
        {
            var user = await session.Client.GetUserInfoAsync(session.SystemName, session.CancellationToken);
            if (session.Results.Format == OutputFormat.Table)
            {
                session.Results.WriteLine($"uid={Text(user.User)} gid={Text(user.Group)} groups={string.Join(',', user.Groups.Select(Text))}");
            }
            else
            {
                session.Results.Write(Kinds.User, UserDocument.From(user));
            }
        });

    private static string Text(PosixId id) => string.Create(CultureInfo.InvariantCulture, $"{id.Id}({id.Name})");

    private static Command Remove(CommandFactory factory)
    {
        var path = FileCommands.PathArgument();
        var force = Option<bool>("--force", "Does not ask.");
        var ask = new Option<bool>("--no-force") { Description = "Asks, which is so anyway.", Hidden = true };
        return factory.Create("rm", "Deletes a file or a directory with everything in it, after asking.", [path, force, ask], async session =>
        {
            if (session.Get(force) || await Confirms(session, session.Get(path)))
            {
                await FileCommands.Delete(session, session.Path(path), new DeleteOptions { Recursive = true, Account = session.Account }, force: false);
                FileCommands.Done(session, "rm", session.Path(path));
            }
            else
            {
                session.Notes.WriteAlways("Operation cancelled");
                FileCommands.Done(session, "rm", session.Path(path), changed: false);
            }
        });
    }

    private static async Task<bool> Confirms(Session session, string path)
    {
        session.Notes.WriteText($"Are you sure you want to delete {Printable.Line(path)}? [y/N]: ");
        return await session.Input.ReadLine(session.CancellationToken) is { } answer
            ? answer.Trim().ToLowerInvariant() is "y" or "yes"
            : throw new UsageException("Nobody answers; give --force.");
    }

    private static Command Download(CommandFactory factory)
    {
        var source = FileCommands.PathArgument("source");
        var target = new Argument<string>("destination") { Description = "The file or directory on this machine.", DefaultValueFactory = _ => "." };
        var flags = new TransferFlags();
        return factory.Create("download", "Downloads a file.", [source, target, .. flags.All], session => TransferCommands.Download(session, session.Path(source), session.Get(target), flags));
    }

    private static Command Upload(CommandFactory factory)
    {
        var (source, directory) = (Argument("source", "The file on this machine."), Argument("destination-directory", "The directory on the system."));
        var name = new Argument<string?>("filename") { Description = "The name there (default: the same).", Arity = ArgumentArity.ZeroOrOne };
        var flags = new TransferFlags();
        return factory.Create("upload", "Uploads a file into a directory.", [source, directory, name, .. flags.All], session =>
            TransferCommands.Upload(session, session.Get(source), session.Path(directory) / (session.Get(name!) ?? Path.GetFileName(session.Get(source))), flags));
    }

    private static Command JobInfo(CommandFactory factory)
    {
        var id = new Argument<string?>("jobid") { Description = "The id of the job; without one, all jobs.", Arity = ArgumentArity.ZeroOrOne };
        var all = Option<bool>("--all-users", "Also other users' jobs.");
        return factory.Create("job-info", "Shows a job, or lists jobs.", [id, all], async session =>
        {
            var jobs = session.Get(id!) is { Length: > 0 } one
                ? await OneJob(session, one)
                : await session.Client.GetJobsAsync(session.SystemName, new GetJobsOptions { AllUsers = session.Get(all), Account = JobCommands.AccountFilter(session) }, session.CancellationToken);
            session.Results.WriteList(Kinds.Job, [.. jobs.Select(job => JobDocument.From(job, session.SystemName))]);
        });
    }

    /// <summary>All that is listed of it: an array is one line for each task.</summary>
    private static async Task<IReadOnlyList<JobInfo>> OneJob(Session session, string id)
    {
        if (await session.FindGeneration() == FirecrestApiVersion.V2)
        {
            return await session.Client.V2.Compute.GetJobAsync(session.SystemName, id, session.CancellationToken);
        }

        var rows = await session.Client.PollAsync(session.SystemName, [id], session.CancellationToken);
        return rows.Count > 0 ? rows : [await session.Client.GetJobHandle(session.SystemName, id).DescribeAsync(session.CancellationToken)];
    }
}
