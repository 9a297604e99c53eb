using System.CommandLine;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using Firecrest.Client.Transfers;
using static Firecrest.Cli.Commands.FileCommands;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Commands on files that may take a job of the scheduler.</summary>
internal static class FileJobCommands
{
    public static IEnumerable<Command> Create(CommandFactory factory) => [Move(factory), Copy(factory), Compress(factory), Extract(factory)];

    public static Command Move(CommandFactory factory)
        => Between(factory, "mv", "Moves or renames a file or directory.", [], (_, source, target, common) => new MoveOperation(source, target, common));

    public static Command Copy(CommandFactory factory)
    {
        var dereference = Option<bool>("--dereference", "What links point to instead of the links.", "-L");
        var recursive = new Option<bool>("--recursive", "-r", "-R") { Description = "Accepted; directories are always copied with everything in them.", Hidden = true };
        return Between(factory, "cp", "Copies a file, or a directory with everything in it.", [dereference, recursive], (session, source, target, common) =>
            new CopyOperation(source, target, new() { Account = common.Account, AsJob = common.AsJob, Wait = common.Wait, Dereference = session.Get(dereference) }));
    }

    public static Command Compress(CommandFactory factory)
    {
        var dereference = Option<bool>("--dereference", "What links point to instead of the links.");
        var noDereference = new Option<bool>("--no-dereference") { Description = "Links as links, which is so anyway.", Hidden = true };
        var pattern = Option<string?>("--match-pattern", "A regular expression for the paths of the files to take, which begin with ./", "--regexp");
        var compression = CompressionOption();
        return Between(factory, "compress", "Makes an archive of a file or directory.", [dereference, noDereference, pattern, compression], (session, source, target, common) =>
            new CompressOperation(source, target, new()
            {
                Account = common.Account,
                AsJob = common.AsJob,
                Wait = common.Wait,
                Dereference = session.Get(dereference),
                MatchPattern = session.Get(pattern),
                Compression = CompressionOf(session.Get(compression)),
            }));
    }

    public static Command Extract(CommandFactory factory)
    {
        var compression = CompressionOption();
        return Between(factory, "extract", "Takes an archive apart into a directory.", [compression], (session, source, target, common) =>
            new ExtractOperation(source, target, new() { Account = common.Account, AsJob = common.AsJob, Wait = common.Wait, Compression = CompressionOf(session.Get(compression)) }));
    }

    /// <summary>Does it at once, or as a job. The job is remembered, and a signal ends no more than the wait for it.</summary>
    /// <param name="session">The run.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="words">What a terminal shows meanwhile; null for nothing.</param>
    public static async Task Do(Session session, FileOperation operation, string? words = null)
    {
        var (backend, name) = (session.Client.Backend, session.SystemName);
        if (await Show(() => backend.TryAtOnce(name, operation, async: true, session.CancellationToken).AsTask()))
        {
            return;
        }

        var job = await session.Submit(async () => new TransferJobHandle(session.Client, name, await backend.StartFileJob(name, operation, async: true, CancellationToken.None)), started => started.Job.JobId);
        try
        {
            await Show(async () =>
            {
                await job.WaitForCompletionAsync(operation.Job?.Wait, session.CancellationToken);
                return true;
            });
        }
        catch (OperationCanceledException given) when (session.CancellationToken.IsCancellationRequested)
        {
            throw new GivenUpException($"Job {job} goes on.", given);
        }

        Task<bool> Show(Func<Task<bool>> act) => words is null ? act() : Progress.While(session.Notes, words, _ => act());
    }

    private static Command Between(
        CommandFactory factory, string name, string description, IEnumerable<Option> more, Func<Session, RemotePath, RemotePath, FileJobOptions, FileOperation> create)
    {
        var (source, target) = (PathArgument("source"), PathArgument("destination"));
        var asJob = Option<bool>("--as-job", "Always as a job of the scheduler.");
        var timeout = Option<string?>("--timeout", "How long to wait for the job (default: until it is over).");
        var poll = Option<string?>("--poll", "The time between two looks at the job (default: growing).");
        return factory.Create(name, description, [source, target, .. more, asJob, timeout, poll], async session =>
        {
            var wait = new WaitOptions { TimeLimit = session.Time(timeout), Schedule = WaitFlags.ScheduleOf(session.Time(poll)) };
            var common = new FileJobOptions { Account = session.Account, AsJob = session.Get(asJob), Wait = wait };
            await Do(session, create(session, session.Path(source), session.Path(target), common), $"{name} {session.Get(source)}");
            Done(session, name, session.Path(source), session.Get(target));
        });
    }

    private static Option<string?> CompressionOption() => Option<string?>("--compression", "none, gzip, bzip2 or xz (default: what the name of the archive says).");

    private static CompressionType? CompressionOf(string? name) => name switch
    {
        null => null,
        "none" => CompressionType.None,
        "gzip" => CompressionType.Gzip,
        "bzip2" => CompressionType.Bzip2,
        "xz" => CompressionType.Xz,
        _ => throw new UsageException($"--compression is '{name}'; expected none, gzip, bzip2 or xz."),
    };
}
