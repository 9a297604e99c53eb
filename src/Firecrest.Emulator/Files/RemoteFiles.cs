namespace Firecrest.Emulator.Files;

/// <summary>
/// The remote file systems: a local folder that every remote path is resolved in, one component after the other. Links are read here and
/// never followed by the operating system, so that neither a link nor <c>..</c> leads out of the folder.
/// </summary>
internal sealed class RemoteFiles(string rootFolder)
{
    private const int MaximumLinks = 40;

    /// <summary>The mount points that the API knows.</summary>
    public static IReadOnlyList<string> FileSystems { get; } = ["/home", "/scratch"];

    /// <summary>A folder that jobs may write to but the API does not know.</summary>
    public const string TemporaryFolder = "/tmp";

    public string RootFolder { get; } = rootFolder;

    /// <summary>Where a remote path without links and dots is on this machine.</summary>
    public string LocalPath(string realPath) => realPath == "/" ? RootFolder : RootFolder + realPath;

    /// <summary>What is at the path. A missing last component is an entry that does not exist; a missing folder is an error.</summary>
    public RemoteEntry Resolve(string remotePath, bool followLast = true)
    {
        var current = new Stack<string>();
        var rest = new Stack<string>(Components(remotePath).Reverse());
        int links = 0;
        RemoteEntry entry = Entry(current);
        while (rest.TryPop(out string? name))
        {
            RequireSearchable(entry);
            if (name == "..")
            {
                current.TryPop(out _);
                entry = Entry(current);
                continue;
            }

            current.Push(name);
            entry = Entry(current);
            if (entry.IsLink && (followLast || rest.Count > 0))
            {
                if (++links > MaximumLinks)
                {
                    throw RemoteFileException.TooManyLinks;
                }

                Follow(entry.Info.LinkTarget!, current, rest);
                entry = Entry(current);
            }
        }

        return entry;
    }

    /// <summary>What is at the path, or an error when there is nothing.</summary>
    public RemoteEntry Find(string remotePath, bool followLast = true)
        => Resolve(remotePath, followLast) is { Exists: true } entry ? entry : throw RemoteFileException.NotFound;

    /// <summary>The entries of a folder in the order of their bytes.</summary>
    public IReadOnlyList<(string Name, RemoteEntry Entry)> List(RemoteEntry folder)
    {
        Require(folder, UnixFileMode.UserRead);
        return [.. Directory.EnumerateFileSystemEntries(folder.LocalPath).Select(local => Path.GetFileName(local)!).Order(StringComparer.Ordinal)
            .Select(name => (name, EntryOf(Join(folder.RealPath, name))))];
    }

    /// <summary>A stream over a file that its owner may read.</summary>
    public FileStream OpenRead(string remotePath)
    {
        RemoteEntry entry = Find(remotePath);
        Require(entry, UnixFileMode.UserRead);
        return entry.IsDirectory
            ? throw RemoteFileException.IsADirectory
            : new FileStream(entry.LocalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Where to write a file that is replaced or made.</summary>
    public string PrepareWrite(string remotePath)
    {
        RemoteEntry entry = Resolve(remotePath);
        if (entry.IsDirectory)
        {
            throw RemoteFileException.IsADirectory;
        }

        if (entry.Exists)
        {
            Require(entry, UnixFileMode.UserWrite);
        }
        else
        {
            RequireWritableParent(entry);
        }

        return entry.LocalPath;
    }

    /// <summary>Refuses to add to or remove from the folder of an entry when its owner may not.</summary>
    public void RequireWritableParent(RemoteEntry entry)
    {
        string parent = entry.RealPath[..entry.RealPath.LastIndexOf('/')];
        if (parent.Length == 0 || FileSystems.Contains(parent) || parent == "/var" || parent.StartsWith("/var/", StringComparison.Ordinal))
        {
            throw RemoteFileException.Denied;
        }

        Require(EntryOf(parent), UnixFileMode.UserWrite);
    }

    /// <summary>The target of a link as the API shows it: what jobs write as a local path is a remote one again.</summary>
    public string RemoteTarget(string linkTarget)
        => linkTarget == RootFolder ? "/" : linkTarget.StartsWith(RootFolder + "/", StringComparison.Ordinal) ? linkTarget[RootFolder.Length..] : linkTarget;

    private static void Require(RemoteEntry entry, UnixFileMode permission)
    {
        // Checked here because an emulator that runs as root may do everything.
        if (!entry.Permissions.HasFlag(permission))
        {
            throw RemoteFileException.Denied;
        }
    }

    private static void RequireSearchable(RemoteEntry entry)
    {
        if (!entry.Exists)
        {
            throw RemoteFileException.NotFound;
        }

        if (!entry.IsDirectory)
        {
            throw RemoteFileException.NotADirectory;
        }

        Require(entry, UnixFileMode.UserExecute);
    }

    private void Follow(string target, Stack<string> current, Stack<string> rest)
    {
        string remote = RemoteTarget(target);
        current.Pop();
        if (remote.StartsWith('/'))
        {
            current.Clear();
        }

        foreach (string name in Components(remote).Reverse())
        {
            rest.Push(name);
        }
    }

    private static string[] Components(string path)
        => path.Contains('\0', StringComparison.Ordinal)
            ? throw RemoteFileException.NotFound
            : [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".")];

    private RemoteEntry Entry(Stack<string> components) => EntryOf("/" + string.Join('/', components.Reverse()));

    private RemoteEntry EntryOf(string realPath)
    {
        string local = LocalPath(realPath);
        return new RemoteEntry(realPath, local, new FileInfo(local));
    }

    private static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;
}
