using System.Diagnostics.CodeAnalysis;

namespace Firecrest.Emulator.Files;

/// <summary>Makes, removes and moves remote files with all that is below them.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class RemoteTree(RemoteFiles files)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode NewFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes a folder, and its parents when asked to; gives what is there.</summary>
    public RemoteEntry MakeDirectory(string path, bool parents)
    {
        RemoteEntry entry;
        try
        {
            entry = files.Resolve(path);
        }
        catch (RemoteFileException e)
            when (parents && e.Message == RemoteFileException.NotFound.Message && path.TrimEnd('/').LastIndexOf('/') is > 0 and var slash)
        {
            MakeDirectory(path[..slash], parents);
            entry = files.Resolve(path);
        }

        if (entry.Exists && !(parents && entry.IsDirectory))
        {
            throw RemoteFileException.Exists;
        }

        if (!entry.Exists)
        {
            if (files.Resolve(path, followLast: false).IsLink)
            {
                throw RemoteFileException.Exists;
            }

            files.RequireWritableParent(entry);
            Directory.CreateDirectory(entry.LocalPath, FolderMode);
        }

        return files.Find(path);
    }

    /// <summary>Replaces or makes a file.</summary>
    public string WriteFile(string path, byte[] content)
    {
        string local = files.PrepareWrite(path);
        var how = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = NewFileMode,
        };
        using var file = new FileStream(local, how);
        file.Write(content);
        return local;
    }

    /// <summary>Makes a link. The real server does not check that it is inside of the file systems; here it stays inside of the root folder.</summary>
    public RemoteEntry MakeLink(string link, string target)
    {
        RemoteEntry entry = files.Resolve(link, followLast: false);
        if (entry.Exists)
        {
            throw RemoteFileException.Exists;
        }

        files.RequireWritableParent(entry);
        File.CreateSymbolicLink(entry.LocalPath, target);
        return entry;
    }

    /// <summary>Removes what is at the path, a link itself and not its target.</summary>
    public bool Remove(string path)
    {
        RemoteEntry entry = files.Find(path, followLast: false);
        RequireMovable(entry);
        files.RequireWritableParent(entry);
        Delete(entry);
        return true;
    }

    /// <summary>Moves as mv does, into the target when that is a folder; gives what mv complains about, or null.</summary>
    public string? Move(string source, string target)
    {
        RemoteEntry from;
        try
        {
            from = files.Find(source, followLast: false);
        }
        catch (RemoteFileException e)
        {
            return $"mv: cannot stat '{source}': {e.Message}";
        }

        string shown = target;
        try
        {
            shown = TargetOf(source, target);
            return Refusal(from, source, shown) ?? Place(from, shown);
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            return $"mv: cannot move '{source}' to '{shown}': {(e as RemoteFileException ?? RemoteFileException.From(e)).Message}";
        }
    }

    /// <summary>The path that cp and mv write to: below the target when that is a folder.</summary>
    public string TargetOf(string source, string target)
    {
        try
        {
            return files.Resolve(target).IsDirectory ? target.TrimEnd('/') + "/" + source.TrimEnd('/').Split('/')[^1] : target;
        }
        catch (RemoteFileException)
        {
            // Whoever writes there finds out why it cannot be.
            return target;
        }
    }

    /// <summary>Removes an entry that may be removed.</summary>
    public static void Delete(RemoteEntry entry)
    {
        if (entry.IsDirectory)
        {
            Directory.Delete(entry.LocalPath, recursive: true);
        }
        else
        {
            File.Delete(entry.LocalPath);
        }
    }

    private string? Refusal(RemoteEntry from, string source, string target)
    {
        RemoteEntry to = files.Resolve(target, followLast: false);
        return to.RealPath == from.RealPath ? $"mv: '{source}' and '{target}' are the same file"
            : to.RealPath.StartsWith(from.RealPath + "/", StringComparison.Ordinal) ? $"mv: cannot move '{source}' to a subdirectory of itself, '{target}'"
            : to.IsDirectory && !from.IsDirectory ? $"mv: cannot overwrite directory '{target}' with non-directory"
            : to.Exists && !to.IsDirectory && from.IsDirectory ? $"mv: cannot overwrite non-directory '{target}' with directory '{source}'"
            : null;
    }

    private string? Place(RemoteEntry from, string target)
    {
        RequireMovable(from);
        RemoteEntry to = files.Resolve(target, followLast: false);
        files.RequireWritableParent(from);
        files.RequireWritableParent(to);
        if (to.IsDirectory && Directory.EnumerateFileSystemEntries(to.LocalPath).Any())
        {
            throw new RemoteFileException("Directory not empty");
        }

        if (to.Exists)
        {
            Delete(to);
        }

        if (from.IsLink)
        {
            // A link to a remote path leads nowhere on this machine, which the moves of .NET do not like.
            File.CreateSymbolicLink(to.LocalPath, from.Info.LinkTarget!);
            File.Delete(from.LocalPath);
        }
        else if (from.IsDirectory)
        {
            Directory.Move(from.LocalPath, to.LocalPath);
        }
        else
        {
            File.Move(from.LocalPath, to.LocalPath);
        }

        return null;
    }

    private static void RequireMovable(RemoteEntry entry)
    {
        if (RemoteFiles.FileSystems.Contains(entry.RealPath))
        {
            throw new RemoteFileException("Device or resource busy");
        }
    }
}
