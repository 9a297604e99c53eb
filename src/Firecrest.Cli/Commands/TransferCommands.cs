using System.CommandLine;
using System.Text;
using Firecrest.Cli.Configuration;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Commands.FileCommands;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Commands that move files between this machine and a system.</summary>
internal static class TransferCommands
{
    private const string Standard = "-";

    public static IEnumerable<Command> Create(CommandFactory factory)
    {
        var (up, down) = (new TransferFlags(), new TransferFlags());
        var (local, remote) = (Argument("local", "The file on this machine; - for the standard input."), Argument("remote", "The path on the system; with a slash at the end, a directory."));
        yield return factory.Create("upload", "Uploads a file of any size.", [local, remote, .. up.All], session => Upload(session, session.Get(local), session.Get(remote), up));

        var source = PathArgument("remote");
        var target = new Argument<string>("local") { Description = "The file or directory on this machine (default: the current directory); - for the standard output.", DefaultValueFactory = _ => "." };
        yield return factory.Create("download", "Downloads a file of any size.", [source, target, .. down.All], session => Download(session, session.Path(source), session.Get(target), down));
    }

    public static async Task Upload(Session session, string local, RemotePath remote, TransferFlags flags)
    {
        var isStream = local == Standard;
        var options = flags.Read(session, isStream ? null : ["upload", Path.GetFullPath(local), remote.ToString()]);
        var result = await Show(session, "upload", isStream ? "the standard input" : Path.GetFileName(local), $"'{remote}' may be written in part.", options, with => isStream
            ? session.Client.UploadAsync(session.SystemName, session.Input, remote, with, session.CancellationToken)
            : session.Client.UploadAsync(session.SystemName, local, remote, with, session.CancellationToken));
        session.Results.WriteDone(Kinds.Transfer, TransferDocument.From("upload", session.SystemName, local, remote.ToString(), result));
    }

    public static async Task Download(Session session, RemotePath remote, string local, TransferFlags flags)
    {
        if (local == Standard)
        {
            await DownloadHere(session, remote, flags);
            return;
        }

        var options = flags.Read(session, "download", remote.ToString(), Path.GetFullPath(local));
        var result = await Show(session, "download", remote.Name, $"Nothing was written to '{local}'.", options, with => DownloadFile(session, remote, local, with));
        session.Results.WriteDone(Kinds.Transfer, TransferDocument.From("download", session.SystemName, remote.ToString(), local, result));
    }

    /// <summary>To the standard output; a terminal gets the text, without what could harm it, and nothing that moves.</summary>
    private static async Task DownloadHere(Session session, RemotePath remote, TransferFlags flags)
    {
        var options = flags.Read(session, null);
        if (options.Overwrite == OverwriteRule.Refuse)
        {
            throw new UsageException("The standard output is no file that could be there already: leave out --no-clobber.");
        }

        if (session.Results.Format != OutputFormat.Table && session.Settings.Find(Setting.Output)?.Level == SettingLevel.CommandLine)
        {
            throw new UsageException("The standard output gets the bytes of the file and no document: leave out -o, or see 'firecrest file cat'.");
        }

        if (!session.Results.IsTerminal)
        {
            await Show(session, "download", remote.Name, "The standard output may have a part of it.", options, with => session.Client.DownloadAsync(session.SystemName, remote, session.Results.Stream, with, session.CancellationToken));
            return;
        }

        using var content = new MemoryStream();
        await session.Client.DownloadAsync(session.SystemName, remote, content, options, session.CancellationToken);
        session.Results.WriteText(Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length));
    }

    private static async Task<TransferResult> DownloadFile(Session session, RemotePath remote, string local, TransferOptions options)
    {
        var file = Directory.Exists(local) ? Path.Combine(local, remote.Name) : local;
        try
        {
            return await session.Client.DownloadAsync(session.SystemName, remote, file, options, session.CancellationToken);
        }
        catch (IOException) when (options.Overwrite == OverwriteRule.Refuse && File.Exists(file))
        {
            throw new OutcomeException(ExitCode.WrongState, $"'{file}' exists already.");
        }
    }

    private static async Task<TransferResult> Show(Session session, string verb, string name, string left, TransferOptions options, Func<TransferOptions, Task<TransferResult>> move)
    {
        try
        {
            var result = await Progress.OfTransfer(session.Notes, verb, name, bar => move(options with { Progress = bar }));
            if (result.StartedOver is { } reason)
            {
                session.Notes.Write($"Started over: {reason}");
            }

            return result;
        }
        catch (OperationCanceledException given)
        {
            // For a large file the library says what is left; it alone puts one of these into another.
            throw new GivenUpException(given is not TaskCanceledException && given.InnerException is OperationCanceledException ? given.Message : left, given);
        }
    }
}
