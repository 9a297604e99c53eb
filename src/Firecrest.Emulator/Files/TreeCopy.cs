using System.Diagnostics.CodeAnalysis;

namespace Firecrest.Emulator.Files;

/// <summary>One run of <c>cp --force -R --preserve</c> over remote files.</summary>
/// <param name="files">The remote files.</param>
/// <param name="followLinks">Whether to copy what links lead to, in place of the links.</param>
/// <param name="complain">Takes each line that cp would print.</param>
/// <param name="cancellationToken">Ends the copy, which stays half done.</param>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class TreeCopy(RemoteFiles files, bool followLinks, Action<string> complain, CancellationToken cancellationToken)
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly HashSet<string> _open = [];

    public void Copy(string source, string target)
    {
        RemoteEntry? from = Try($"cannot stat '{source}'", () => files.Find(source, followLinks));
        string to = new RemoteTree(files).TargetOf(source, target);
        RemoteEntry? place = from is null ? null : Try($"cannot create regular file '{to}'", () => files.Resolve(to));
        if (place is null)
        {
            return;
        }

        if (place.Exists && place.RealPath == from!.RealPath)
        {
            complain($"cp: '{source}' and '{to}' are the same file");
        }
        else if (from!.IsDirectory && place.RealPath.StartsWith(from.RealPath + "/", StringComparison.Ordinal))
        {
            complain($"cp: cannot copy a directory, '{source}', into itself, '{to}'");
        }
        else
        {
            CopyEntry(from, source, to);
        }
    }

    private void CopyEntry(RemoteEntry from, string source, string target)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (from.IsLink)
        {
            Try($"cannot create symbolic link '{target}'", () => CopyLink(from, target));
        }
        else if (from.IsDirectory)
        {
            CopyFolder(from, source, target);
        }
        else
        {
            CopyFile(from, source, target);
        }
    }

    private string CopyLink(RemoteEntry from, string target)
    {
        RemoteEntry to = files.Resolve(target, followLast: false);
        files.RequireWritableParent(to);
        if (to.Exists)
        {
            File.Delete(to.LocalPath);
        }

        File.CreateSymbolicLink(to.LocalPath, from.Info.LinkTarget!);
        return target;
    }

    private void CopyFolder(RemoteEntry from, string source, string target)
    {
        if (!_open.Add(from.RealPath))
        {
            complain($"cp: cannot copy cyclic symbolic link '{source}'");
            return;
        }

        RemoteEntry? to = Try($"cannot create directory '{target}'", () => MakeFolder(from, target));
        var children = to is null ? null : Try($"cannot access '{source}'", () => files.List(from));
        foreach ((string name, RemoteEntry child) in children ?? [])
        {
            string path = source.TrimEnd('/') + "/" + name;
            RemoteEntry? entry = followLinks && child.IsLink ? Try($"cannot stat '{path}'", () => files.Find(child.RealPath)) : child;
            if (entry is not null)
            {
                CopyEntry(entry, path, target.TrimEnd('/') + "/" + name);
            }
        }

        if (to is not null)
        {
            File.SetUnixFileMode(to.LocalPath, from.Permissions);
        }

        _open.Remove(from.RealPath);
    }

    private RemoteEntry MakeFolder(RemoteEntry from, string target)
    {
        RemoteEntry to = files.Resolve(target);
        if (!to.Exists)
        {
            files.RequireWritableParent(to);
            // Writable until its files are in.
            Directory.CreateDirectory(to.LocalPath, from.Permissions | OwnerAll);
            return files.Find(target);
        }

        return to.IsDirectory ? to : throw RemoteFileException.Exists;
    }

    private void CopyFile(RemoteEntry from, string source, string target)
    {
        FileStream? opened = Try($"cannot open '{source}' for reading", () => files.OpenRead(from.RealPath));
        if (opened is null)
        {
            return;
        }

        using var input = new InterruptibleStream(opened, cancellationToken);
        Try($"cannot create regular file '{target}'", () =>
        {
            string local = files.PrepareWrite(target);
            using (FileStream output = File.Create(local))
            {
                input.CopyTo(output);
            }

            File.SetUnixFileMode(local, from.Permissions);
            File.SetLastWriteTimeUtc(local, from.Info.LastWriteTimeUtc);
            return target;
        });
    }

    private T? Try<T>(string doing, Func<T> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            complain($"cp: {doing}: {(e as RemoteFileException ?? RemoteFileException.From(e)).Message}");
            return null;
        }
    }
}
