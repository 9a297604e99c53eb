using System.CommandLine;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Invocation;
using Firecrest.Cli.Output;
using Firecrest.Client;
using static Firecrest.Cli.Commands.FileCommands;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Commands that move files between this machine and a system.</summary>
internal static class TransferCommands
{
    public static IEnumerable<Command> Create(CommandFactory factory)
    {
        var (local, remote) = (Argument("local", "The file on this machine; - for the standard input."), Argument("remote", "The path on the system; with a slash at the end, a directory."));
        yield return factory.Create("upload", "Uploads a file.", [local, remote], session => Upload(session, session.Get(local), session.Get(remote)));

        var source = PathArgument("remote");
        var target = new Argument<string>("local") { Description = "The file or directory on this machine (default: the current directory); - for the standard output.", DefaultValueFactory = _ => "." };
        yield return factory.Create("download", "Downloads a file.", [source, target], session => Download(session, session.Path(source), session.Get(target)));
    }

    public static async Task Upload(Session session, string local, RemotePath remote)
    {
        await Progress.While(session.Notes, $"upload {local}", async () =>
        {
            if (local == "-")
            {
                await using var input = Console.OpenStandardInput();
                await session.Client.UploadAsync(session.SystemName, input, remote, session.CancellationToken);
            }
            else
            {
                await session.Client.UploadAsync(session.SystemName, local, remote, session.CancellationToken);
            }
        });
        session.Results.WriteDone(Kinds.Action, new("upload", session.SystemName, local, remote.ToString(), null, true));
    }

    public static async Task Download(Session session, RemotePath remote, string local)
    {
        if (local == "-")
        {
            await session.Client.DownloadAsync(session.SystemName, remote, session.Results.Stream, session.CancellationToken);
            return;
        }

        await Progress.While(session.Notes, $"download {remote}", () => session.Client.DownloadAsync(session.SystemName, remote, local, session.CancellationToken));
        Done(session, "download", remote, local);
    }
}
