using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.Text;
using Firecrest.Emulator.Files;

namespace Firecrest.Emulator.Archives;

/// <summary>One archive while it is unpacked.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "No emulator starts on Windows.")]
internal sealed class ArchiveReaderRun(RemoteFiles files, string target)
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly StringBuilder _errors = new();

    public CommandResult Result => _errors.Length == 0
        ? new CommandResult(0, "", "")
        : new CommandResult(2, "", _errors + "tar: Exiting with failure status due to previous errors");

    public void Take(TarEntry entry)
    {
        string name = entry.Name.TrimStart('/');
        if (name.Split('/').Contains(".."))
        {
            _errors.Append("tar: ").Append(name).Append(": Member name contains '..'\n");
            return;
        }

        try
        {
            Place(entry, Below(name));
        }
        catch (Exception e) when (e is RemoteFileException or IOException or UnauthorizedAccessException)
        {
            string reason = (e as RemoteFileException ?? RemoteFileException.From(e)).Message;
            _errors.Append("tar: ").Append(name).Append(": Cannot open: ").Append(reason).Append('\n');
        }
    }

    private void Place(TarEntry entry, string path)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                RemoteEntry folder = MakeFolder(path);
                File.SetUnixFileMode(folder.LocalPath, entry.Mode | OwnerAll);
                break;
            case TarEntryType.SymbolicLink:
                File.CreateSymbolicLink(Clear(path).LocalPath, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                string original = files.Find(Below(entry.LinkName.TrimStart('/')), followLast: false).LocalPath;
                File.Copy(original, Clear(path).LocalPath);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                WriteFile(entry, Clear(path).LocalPath);
                break;
            default:
                // Devices and pipes are not made.
                break;
        }
    }

    private static void WriteFile(TarEntry entry, string local)
    {
        using (FileStream file = File.Create(local))
        {
            entry.DataStream?.CopyTo(file);
        }

        File.SetUnixFileMode(local, entry.Mode);
        File.SetLastWriteTimeUtc(local, entry.ModificationTime.UtcDateTime);
    }

    /// <summary>A place where nothing is: what was there goes, as tar does it, and missing folders are made.</summary>
    private RemoteEntry Clear(string path)
    {
        MakeFolder(path[..path.LastIndexOf('/')]);
        RemoteEntry entry = files.Resolve(path, followLast: false);
        files.RequireWritableParent(entry);
        if (entry.IsDirectory)
        {
            throw RemoteFileException.IsADirectory;
        }

        if (entry.Exists)
        {
            File.Delete(entry.LocalPath);
        }

        return files.Resolve(path, followLast: false);
    }

    private RemoteEntry MakeFolder(string path)
    {
        string folder = path.TrimEnd('/');
        if (folder.Length > target.TrimEnd('/').Length)
        {
            MakeFolder(folder[..folder.LastIndexOf('/')]);
        }

        RemoteEntry entry = files.Resolve(folder.Length == 0 ? "/" : folder);
        if (!entry.Exists)
        {
            if (files.Resolve(folder, followLast: false).IsLink)
            {
                throw RemoteFileException.NotFound;
            }

            files.RequireWritableParent(entry);
            Directory.CreateDirectory(entry.LocalPath);
            entry = files.Find(folder);
        }

        return entry.IsDirectory ? entry : throw RemoteFileException.NotADirectory;
    }

    private string Below(string name) => target.TrimEnd('/') + "/" + name;
}
