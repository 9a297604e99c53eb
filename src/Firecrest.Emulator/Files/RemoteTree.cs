using System.Diagnostics.CodeAnalysis;

namespace Firecrest.Emulator.Files;

/// <summary>Removes and moves remote files with all that is below them.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class RemoteTree(RemoteFiles files)
{
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
