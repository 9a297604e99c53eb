using Firecrest.Emulator.Archives;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.V1.Storage;

/// <summary>The commands of internal transfers.</summary>
internal sealed class TransferCommands(RemoteFiles files, FirecrestEmulatorOptions options)
{
    public (string Text, Func<CancellationToken, CommandResult> Run) Of(V1Exchange exchange, string operation, string source, string target)
    {
        switch (operation)
        {
            case "cp":
                return ($"cp --force -dR --preserve=all -- '{source}' '{target}'", stop => Copy(source, target, stop));
            case "mv":
                return ($"mv --force -- '{source}' '{target}'", _ => Result(new RemoteTree(files).Move(source, target)));
            case "rm":
                return ($"rm -r --interactive=never -- '{target}'", _ => Remove(target));
            case "rsync":
                return ($"rsync -av -- '{source}' '{target}'", stop => Synchronize(source, target, stop));
            case "compress":
                var packed = ArchiveSource.Of(source, V1Exchange.IsTrue(exchange.Form["dereference"]));
                return ($"tar -czf '{target}' -C '{packed.Folder}' '{packed.Name}'",
                    stop => new ArchiveWriter(files, options).Write(packed, target, Compression.Gzip, stop));
            default:
                return ($"tar -xf '{source}' -C '{target}'", ExtractCommand.Of(files, source, target, exchange.Form["type"]));
        }
    }

    private CommandResult Copy(string source, string target, CancellationToken stop)
    {
        var complaints = new List<string>();
        new TreeCopy(files, followLinks: false, complaints.Add, stop).Copy(source, target);
        return Result(complaints.Count == 0 ? null : string.Join('\n', complaints));
    }

    private CommandResult Remove(string path)
    {
        try
        {
            new RemoteTree(files).Remove(path);
            return Result(null);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            return Result($"rm: cannot remove '{path}': {(e as RemoteFileException ?? RemoteFileException.From(e)).Message}");
        }
    }

    // With a slash at its end the source stands for what is in it; a folder goes below the target in any case.
    private CommandResult Synchronize(string source, string target, CancellationToken stop)
    {
        try
        {
            RemoteEntry from = files.Find(source);
            if (from.IsDirectory)
            {
                new RemoteTree(files).MakeDirectory(target, parents: true);
            }

            IEnumerable<string> sources = from.IsDirectory && source.EndsWith('/') ? files.List(from).Select(entry => source + entry.Name) : [source];
            foreach (string one in sources.ToList())
            {
                CommandResult result = Copy(one, target, stop);
                if (result.ExitCode != 0)
                {
                    return new CommandResult(23, "", result.Error.Replace("cp: ", "rsync: ", StringComparison.Ordinal));
                }
            }

            return Result(null);
        }
        catch (RemoteFileException e)
        {
            return new CommandResult(
                23,
                "",
                $"rsync: [sender] link_stat \"{source}\" failed: {e.Message} (2)\n"
                    + "rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1338) [sender=3.2.7]");
        }
    }

    private static CommandResult Result(string? complaint) => new(complaint is null ? 0 : 1, "", complaint ?? "");
}
