using System.CommandLine;
using System.Globalization;
using Firecrest.Cli.Documents;
using Firecrest.Cli.Failures;
using Firecrest.Cli.Invocation;
using Firecrest.Client;
using Firecrest.Client.Transfers;
using static Firecrest.Cli.Invocation.CommandFactory;

namespace Firecrest.Cli.Commands;

/// <summary>Files of a system.</summary>
internal static class FileCommands
{
    public const string Description = "Works with files of a system. With a path alone it tells the type of the file.";

    public static Command Create(CommandFactory factory)
    {
        // With a path instead of a command it is pyFirecREST's 'file'.
        var path = new Argument<string?>("path") { Description = "A file, to tell its type.", Arity = ArgumentArity.ZeroOrOne };
        return factory.Create(
            "file",
            Description,
            [
                path, .. FileReadCommands.Create(factory), MakeDirectory(factory), Remove(factory), .. FileJobCommands.Create(factory), Link(factory), ChangeMode(factory),
                ChangeOwner(factory), .. TransferCommands.Create(factory),
            ],
            session => session.Get(path) is { } file ? TellType(session, file) : throw new UsageException("Which command? 'firecrest file --help' lists them."));
    }

    public static Argument<string> PathArgument(string name = "path") => Argument(name, "An absolute path on the system.");

    public static void Done(Session session, string action, RemotePath path, string? target = null, bool changed = true)
        => session.Results.WriteDone(Kinds.Action, new(action, session.SystemName, path.ToString(), target, null, changed));

    public static Command MakeDirectory(CommandFactory factory)
    {
        var (path, parents) = (PathArgument(), Option<bool>("--parents", "Also the directories above; no error when it exists.", "-p"));
        return factory.Create("mkdir", "Makes a directory.", [path, parents], async session =>
        {
            await session.Client.MakeDirectoryAsync(session.SystemName, session.Path(path), session.Get(parents), session.CancellationToken);
            Done(session, "mkdir", session.Path(path));
        });
    }

    public static Command ChangeMode(CommandFactory factory)
    {
        var (path, mode) = (PathArgument(), Argument("mode", "The permissions in octal digits, such as 640."));
        return factory.Create("chmod", "Changes the permissions of a file.", [path, mode], async session =>
        {
            await session.Client.ChangeModeAsync(session.SystemName, session.Path(path), ReadMode(session.Get(mode)), session.CancellationToken);
            Done(session, "chmod", session.Path(path));
        });
    }

    public static Command ChangeOwner(CommandFactory factory)
    {
        var path = PathArgument();
        var (owner, group) = (Option<string?>("--owner", "The new owner."), Option<string?>("--group", "The new group."));
        return factory.Create("chown", "Changes the owner or group of a file.", [path, owner, group], async session =>
        {
            if (session.Get(owner) is null && session.Get(group) is null)
            {
                throw new UsageException("Give --owner, --group or both.");
            }

            await session.Client.ChangeOwnerAsync(session.SystemName, session.Path(path), session.Get(owner), session.Get(group), session.CancellationToken);
            Done(session, "chown", session.Path(path));
        });
    }

    /// <param name="factory">Makes the command.</param>
    /// <param name="name">Its name.</param>
    /// <param name="needsFlag">Whether <c>-s</c> has to say that the link is a symbolic one, as for <c>ln</c>.</param>
    public static Command SymbolicLink(CommandFactory factory, string name, bool needsFlag = false)
    {
        var (target, link) = (PathArgument("target"), Argument("link", "The path of the link."));
        var symbolic = Option<bool>("--symbolic", "Makes a symbolic link; there is no other kind here. The system is --system for this command.", "-s");
        return factory.Create(name, "Makes a symbolic link.", needsFlag ? [target, link, symbolic] : [target, link], async session =>
        {
            await session.Client.CreateSymbolicLinkAsync(session.SystemName, session.Path(target), session.Path(link), session.CancellationToken);
            Done(session, name, session.Path(link), session.Get(target));
        });
    }

    private static Command Link(CommandFactory factory) => SymbolicLink(factory, "ln", needsFlag: true);

    private static async Task TellType(Session session, string path)
    {
        var type = await session.Client.GetFileTypeAsync(session.SystemName, path, session.CancellationToken);
        if (session.Results.Format == Output.OutputFormat.Table)
        {
            session.Results.WriteLine(type);
        }
        else
        {
            session.Results.Write(Kinds.FileType, new(type, path));
        }
    }

    private static Command Remove(CommandFactory factory)
    {
        var paths = new Argument<string[]>("path") { Description = "Absolute paths on the system.", Arity = ArgumentArity.OneOrMore };
        var recursive = Option<bool>("--recursive", "Also directories, with everything in them.", "-r", "-R");
        var force = Option<bool>("--force", "No error for what does not exist.", "-f");
        return factory.Create("rm", "Deletes files. Roots of file systems and home directories are always refused.", [paths, recursive, force], async session =>
        {
            var options = new DeleteOptions { Recursive = session.Get(recursive), Account = session.Account };
            var wanted = session.Get(paths);
            await SeveralFailedException.ForEach(wanted, Remove, done => session.Results.WriteAllDone(Kinds.Action, done, wanted.Length));

            async Task<ActionDocument> Remove(string path) => new("rm", session.SystemName, path, null, null, await Delete(session, path, options, session.Get(force)));
        });
    }

    public static async Task<bool> Delete(Session session, RemotePath path, DeleteOptions options, bool force)
    {
        try
        {
            await FileJobCommands.Do(session, new DeleteOperation(path, options));
            return true;
        }
        catch (FirecrestNotFoundException missing) when (force && missing.ErrorCode == FirecrestErrorCode.NotFound)
        {
            return false;
        }
    }

    private static UnixFileMode ReadMode(string text)
        => text.Length is >= 3 and <= 4 && text.All(c => c is >= '0' and <= '7')
            ? (UnixFileMode)Convert.ToInt32(text, 8)
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no mode; write octal digits such as 640 or 0755."));
}
